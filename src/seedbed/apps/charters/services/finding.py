"""Finds the charter that a write is about."""

from __future__ import annotations

from uuid import UUID

from seedbed.apps.charters.errors import UnknownCharterError
from seedbed.apps.charters.models import Charter


def find_charter(uuid: UUID) -> Charter:
    """Return a charter of the system.

    Raises
    ------
    UnknownCharterError
        If there is none.
    """
    found: Charter | None = Charter.objects.filter(uuid=uuid).first()
    if found is None:
        raise UnknownCharterError(uuid)
    return found
