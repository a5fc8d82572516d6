"""Django metadata of the leader pages."""

from django.apps import AppConfig


class LeaderPagesConfig(AppConfig):
    """Pages of the leader portal."""

    name = "seedbed.web.leader"
    label = "leader_pages"
