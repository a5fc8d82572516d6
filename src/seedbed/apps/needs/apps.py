"""Django metadata of the needs app."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    """The needs context."""

    name = "seedbed.apps.needs"
    label = "needs"
    default_auto_field = "django.db.models.BigAutoField"
