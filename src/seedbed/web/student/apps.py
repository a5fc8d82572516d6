"""Django metadata of the student pages."""

from django.apps import AppConfig


class StudentPagesConfig(AppConfig):
    """Pages of the student portal."""

    name = "seedbed.web.student"
    label = "student_pages"
