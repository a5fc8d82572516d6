"""What a unit works with, as its leader reads and changes it: frozen cards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, kw_only=True)
class BlockLine:
    """One block of the day; a new one has the ``id`` 0."""

    id: int
    title: str
    kind: str
    starts_at: time
    minutes: int


@dataclass(frozen=True, kw_only=True)
class RoomLine:
    """One room; without seats it is not used."""

    id: int
    name: str
    seats: int
    n_devices: int
    is_quiet: bool
    is_online: bool
    site: str


@dataclass(frozen=True, kw_only=True)
class ReachLine:
    """What an adult may teach: a subject, empty for any, within a span of grades."""

    id: int
    subject: str
    grade_low: int
    grade_high: int


@dataclass(frozen=True, kw_only=True)
class HoursLine:
    """When an adult works on some weekdays (Monday is 0)."""

    weekdays: tuple[int, ...]
    starts_at: time
    ends_at: time


@dataclass(frozen=True, kw_only=True)
class AdultLine:
    """One adult; without ``hours`` the whole of every day."""

    id: int
    name: str
    kind: str
    reaches: tuple[ReachLine, ...]
    hours: tuple[HoursLine, ...]
    n_students: int


@dataclass(frozen=True, kw_only=True)
class ClosureLine:
    """One date without school; ``is_own`` is False for the whole system's."""

    id: int
    on: date
    reason: str
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class AccommodationLine:
    """What every plan must give one student; ``amount`` is explained by the kind."""

    id: int
    student: str
    kind: str
    amount: float
    detail: str


@dataclass(frozen=True, kw_only=True)
class UnitFrame:
    """Everything a unit's days are made in. ``is_default`` bells were assumed."""

    is_default: bool
    weekdays: tuple[int, ...]
    blocks: tuple[BlockLine, ...]
    rooms: tuple[RoomLine, ...]
    adults: tuple[AdultLine, ...]
    closures: tuple[ClosureLine, ...]
    accommodations: tuple[AccommodationLine, ...]
    subjects: tuple[str, ...]
