"""Django metadata of the family pages."""

from django.apps import AppConfig


class FamilyPagesConfig(AppConfig):
    """Pages of the family portal."""

    name = "seedbed.web.family"
    label = "family_pages"
