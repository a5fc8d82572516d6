"""Django metadata of the choices app."""

from django.apps import AppConfig


class ChoicesConfig(AppConfig):
    """Electives, rounds of wishes and seats; pace, place and working hours."""

    name = "seedbed.apps.choices"
    label = "choices"
