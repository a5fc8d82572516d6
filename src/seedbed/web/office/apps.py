"""Django metadata of the office pages."""

from django.apps import AppConfig


class OfficePagesConfig(AppConfig):
    """Pages of the office portal."""

    name = "seedbed.web.office"
    label = "office_pages"
