"""Django metadata of the decisions app."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """The decisions context."""

    name = "seedbed.apps.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"
