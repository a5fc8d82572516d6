"""Finds a round by its key."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from .errors import UnknownRoundError
from .models import ChoiceRound


def round_row(uuid: UUID | str, *, unit_id: int | None = None) -> Any:
    """Return a round's row, or refuse. One query.

    Raises
    ------
    UnknownRoundError
        If this system, or the unit where one is named, has no such round.
    """
    try:
        key = UUID(str(uuid))
    except ValueError as error:
        raise UnknownRoundError(str(uuid)) from error
    row = ChoiceRound.objects.filter(uuid=key).first()
    if row is None or unit_id not in (None, row.unit_id):
        raise UnknownRoundError(str(uuid))
    return row
