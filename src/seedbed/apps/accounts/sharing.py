"""What systems of a network show one another: the only rows beside the wall.

A ``NetworkModel`` row is read by every system of its network and by no other, and is
written by the system that it names, or, without one, for a member that runs elsewhere.
It links to no tenant row and to no account, so nothing behind the wall can be reached
from it (docs/decisions/0020). Its walls are those of ``tenancy``: the manager on every
database, row-level security on PostgreSQL.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.apps import apps
from django.db import models

from .tenancy import current_system_id


def current_network_id() -> int:
    """Return the network of the system that the surrounding work is for. One query.

    Raises
    ------
    NoSystemError
        Outside of ``system_context``.
    """
    return int(_own_network().get()["network_id"])


def _own_network() -> Any:
    systems: Any = apps.get_model("accounts", "System")
    return systems.objects.filter(pk=current_system_id()).values("network_id")


class NetworkField(models.ForeignKey[Any, Any]):
    """The network that reads a row; new rows take it from ``system_context``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("to", "accounts.Network")
        kwargs.setdefault("on_delete", models.PROTECT)
        kwargs.setdefault("related_name", "+")
        super().__init__(**kwargs)

    def get_default(self) -> Any:
        """Return the network of the current system. One query."""
        return current_network_id()

    def deconstruct(self) -> Any:
        """Write a plain foreign key into migrations: they import nothing of ours."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs


class NetworkManager(models.Manager[Any]):
    """Rows of the current system's network only; refuses to guess which that is."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Return the rows that the network shares."""
        own = models.Subquery(_own_network())
        return super().get_queryset().filter(network_id=own)

    def mine(self) -> models.QuerySet[Any]:
        """Return the rows that the current system wrote and may change."""
        return self.get_queryset().filter(system_id=current_system_id())


class NetworkModel(models.Model):
    """A table whose every row one network shares.

    ``system`` wrote the row and alone may change it; empty for a member that runs
    elsewhere and is known by what it sent.

    Personal data: none of its own.
    """

    network = NetworkField()
    system = models.ForeignKey(
        "accounts.System",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar[NetworkManager] = NetworkManager()

    class Meta:
        abstract = True
