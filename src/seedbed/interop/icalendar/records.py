"""What a calendar holds, apart from how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Event:
    """One meeting or activity.

    ``uid`` stays the same when the event changes; ``sequence`` counts its changes.
    ``starts_at`` and ``ends_at`` are aware, in the calendar's time zone.
    """

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str = ""
    description: str = ""
    sequence: int = 0


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """A named list of events; ``made_at`` is aware UTC.

    ``refresh_minutes`` is how often a subscriber should look again.
    """

    name: str
    events: tuple[Event, ...]
    made_at: datetime
    language: str = "en"
    refresh_minutes: int = 60
