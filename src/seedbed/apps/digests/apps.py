"""Django metadata of the digests app."""

from django.apps import AppConfig


class DigestsConfig(AppConfig):
    """One e-mail a day for an adult, of what that adult can do something about."""

    name = "seedbed.apps.digests"
    label = "digests"
    default_auto_field = "django.db.models.BigAutoField"
