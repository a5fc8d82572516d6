"""Django metadata of the trajectory app."""

from django.apps import AppConfig


class TrajectoryConfig(AppConfig):
    """The trajectory context."""

    name = "seedbed.apps.trajectory"
    label = "trajectory"
    default_auto_field = "django.db.models.BigAutoField"
