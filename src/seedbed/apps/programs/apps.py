"""Django metadata of the programs app."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    """The programs context."""

    name = "seedbed.apps.programs"
    label = "programs"
    default_auto_field = "django.db.models.BigAutoField"
