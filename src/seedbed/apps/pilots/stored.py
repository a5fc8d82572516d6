"""Reads what the journal holds: the latest promise, and looks as cards."""

from __future__ import annotations

from typing import Any

from .cards import LookCard, Registration
from .models import EntryKind, JournalEntry, Pilot

#: Entries that hold a whole registration.
PROMISES = (EntryKind.REGISTRATION, EntryKind.AMENDMENT)


def registration_of(pilot: Pilot) -> Registration | None:
    """Return what a pilot promises now, ``None`` if not registered. One query."""
    entry = (
        JournalEntry.objects.filter(pilot=pilot, kind__in=PROMISES)
        .order_by("-number")
        .first()
    )
    return Registration.from_json(entry.content) if entry else None


def look_card(content: dict[str, Any]) -> LookCard:
    """Return a look as it was written down."""
    return LookCard(
        number=content["number"],
        looks=tuple(content["looks"]),
        decision=content["decision"],
        why=content["why"],
        is_harm=content["is_harm"],
        attrition=content["attrition"],
        n_foreign=content["n_foreign"],
    )
