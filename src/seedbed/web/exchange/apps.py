"""Django metadata of the exchange's pages."""

from django.apps import AppConfig


class ExchangePagesConfig(AppConfig):
    """Pages on which systems tell each other what they tried."""

    name = "seedbed.web.exchange"
    label = "exchange_pages"
