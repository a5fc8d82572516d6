"""Django metadata of the families app."""

from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    """The families context."""

    name = "seedbed.apps.families"
    label = "families"
    default_auto_field = "django.db.models.BigAutoField"
