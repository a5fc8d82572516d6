"""Django metadata of the networks app."""

from django.apps import AppConfig


class NetworksConfig(AppConfig):
    """The networks context."""

    name = "seedbed.apps.networks"
    label = "networks"
    default_auto_field = "django.db.models.BigAutoField"
