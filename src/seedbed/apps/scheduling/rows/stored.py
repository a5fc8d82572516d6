"""Reads the sessions and seats that a day holds now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from seedbed.apps.scheduling.models import Seat, Session


@dataclass(frozen=True, kw_only=True)
class SessionRow:
    """One stored session."""

    id: int
    block_id: int
    modality: int
    lesson_id: int | None
    title: str
    staff_id: int | None
    aide_id: int | None
    room_id: int | None
    seats: int


@dataclass(frozen=True, kw_only=True)
class SeatRow:
    """One stored seat."""

    id: int
    student_id: int
    block_id: int
    session_id: int | None
    lesson_id: int | None
    room_id: int | None
    modality: int
    title: str
    place: str
    origin: str
    is_locked: bool
    reason: dict[str, Any]
    expected_gain: float
    expected_success: float | None


@dataclass(frozen=True, kw_only=True)
class StoredRows:
    """What a day holds: sessions and seats by id."""

    sessions: tuple[SessionRow, ...]
    seats: tuple[SeatRow, ...]


_SESSION_FIELDS = tuple(SessionRow.__dataclass_fields__)
_SEAT_FIELDS = tuple(SeatRow.__dataclass_fields__)


def read_stored(day_id: int) -> StoredRows:
    """Return a day's sessions and the seats of active students. Two queries."""
    sessions = Session.objects.filter(day_id=day_id).order_by("id")
    seats = Seat.objects.filter(day_id=day_id, student__is_active=True).order_by("id")
    return StoredRows(
        sessions=tuple(
            SessionRow(**dict(zip(_SESSION_FIELDS, row, strict=True)))
            for row in sessions.values_list(*_SESSION_FIELDS)
        ),
        seats=tuple(
            SeatRow(**dict(zip(_SEAT_FIELDS, row, strict=True)))
            for row in seats.values_list(*_SEAT_FIELDS)
        ),
    )
