"""Django metadata of the mentor pages."""

from django.apps import AppConfig


class MentorPagesConfig(AppConfig):
    """Pages of mentors and teachers."""

    name = "seedbed.web.mentor"
    label = "mentor_pages"
