"""Reads what was stored: the latest promise, looks as cards, what a look would see."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q

from .cards import LookCard, Registration
from .models import EntryKind, JournalEntry, Participation, Pilot

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
        balance=tuple(content.get("balance", ())),
        subgroups=tuple(content.get("subgroups", ())),
        spread=content.get("spread"),
        inputs=content.get("inputs", ""),
        size=content.get("size", {}),
        ways=content.get("ways", {}),
    )


def inputs_of(pilot: Pilot) -> str:
    """Return the fingerprint of all that a look depends on, empty without outcomes.

    Two queries.
    """
    promises = JournalEntry.objects.filter(pilot=pilot, kind__in=PROMISES).count()
    row = Pilot.objects.annotate(**inputs()).get(pk=pilot.pk)
    return inputs_from(row, n_promises=promises)


def inputs() -> dict[str, Any]:
    """Return what a pilot's row must be annotated with for its fingerprint."""
    is_used = Q(
        members__has_consent=True,
        members__keeps_outcomes=True,
        members__pretest__isnull=False,
    )
    return {
        "n_outcomes": Count("members__outcomes"),
        "newest_outcome": Max("members__outcomes"),
        "n_used": Count("members", filter=is_used, distinct=True),
    }


def inputs_from(row: Any, *, n_promises: int) -> str:
    """Return the fingerprint of an annotated row. No query."""
    if not row.n_outcomes:
        return ""
    return f"{row.n_outcomes}-{row.newest_outcome}-{row.n_used}-{n_promises}"


def names_in(pilot: UUID) -> set[str]:
    """Return the given and family names of the students of a pilot. One query."""
    rows = Participation.objects.filter(pilot__uuid=pilot).values_list(
        "student__person__given_name",
        "student__person__preferred_name",
        "student__person__family_name",
    )
    return {name for row in rows for name in row if len(name) > 1}
