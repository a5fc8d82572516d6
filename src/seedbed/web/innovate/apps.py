"""Django metadata of the pages of Innovate from within."""

from django.apps import AppConfig


class InnovatePagesConfig(AppConfig):
    """Pages of the room in which leaders start, fund and follow new units."""

    name = "seedbed.web.innovate"
    label = "innovate_pages"
