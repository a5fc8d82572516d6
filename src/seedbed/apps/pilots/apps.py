"""Django metadata of the pilots app."""

from django.apps import AppConfig


class PilotsConfig(AppConfig):
    """The pilots context."""

    name = "seedbed.apps.pilots"
    label = "pilots"
    default_auto_field = "django.db.models.BigAutoField"
