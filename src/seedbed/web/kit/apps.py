"""Django metadata of the kit pages."""

from django.apps import AppConfig


class KitPagesConfig(AppConfig):
    """Pages of the kit portal."""

    name = "seedbed.web.kit"
    label = "kit_pages"
