"""Django metadata of the trials app."""

from django.apps import AppConfig


class TrialsConfig(AppConfig):
    """The trials context: the lottery's draws, and what they teach."""

    name = "seedbed.apps.trials"
    label = "trials"
    default_auto_field = "django.db.models.BigAutoField"
