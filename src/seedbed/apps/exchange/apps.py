"""Django metadata of the exchange app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The exchange context."""

    name = "seedbed.apps.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
