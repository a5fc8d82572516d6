"""Django metadata of the charters app."""

from django.apps import AppConfig


class ChartersConfig(AppConfig):
    """The charters context."""

    name = "seedbed.apps.charters"
    label = "charters"
    default_auto_field = "django.db.models.BigAutoField"
