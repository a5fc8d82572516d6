"""Django metadata of the server: management commands and system checks."""

from django.apps import AppConfig


class ServerConfig(AppConfig):
    """Settings, system checks and the simulated demo."""

    name = "seedbed.server"
    label = "server"
