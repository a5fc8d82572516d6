"""Django metadata of the stakeholders app."""

from django.apps import AppConfig


class StakeholdersConfig(AppConfig):
    """The stakeholders context."""

    name = "seedbed.apps.stakeholders"
    label = "stakeholders"
    default_auto_field = "django.db.models.BigAutoField"
