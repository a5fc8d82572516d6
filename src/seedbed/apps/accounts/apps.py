"""Django metadata of the accounts app."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


def _install_walls(using: str, **_kwargs: Any) -> None:
    from django.db import connections  # noqa: PLC0415 - after the app registry is ready

    from . import rls  # noqa: PLC0415

    rls.install(connections[using])


def _lift_walls(using: str, plan: Sequence[Any] = (), **_kwargs: Any) -> None:
    from django.db import connections  # noqa: PLC0415 - after the app registry is ready

    from . import rls  # noqa: PLC0415

    if plan:
        rls.lift(connections[using])


class AccountsConfig(AppConfig):
    """The accounts context."""

    name = "seedbed.apps.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Wall systems off after each migration; the one place with signals."""
        pre_migrate.connect(
            _lift_walls, sender=self, dispatch_uid="seedbed.accounts.lift_walls"
        )
        # Django sends post_migrate once per app, after all of them are migrated.
        post_migrate.connect(
            _install_walls, sender=self, dispatch_uid="seedbed.accounts.install_walls"
        )
