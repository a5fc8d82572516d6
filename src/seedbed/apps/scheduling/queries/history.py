"""What happened to a day, in order."""

from __future__ import annotations

from datetime import date

from seedbed.apps.scheduling.cards import HistoryEntry
from seedbed.apps.scheduling.models import Change


def history(unit_id: int, on: date) -> tuple[HistoryEntry, ...]:
    """Return what happened to a unit's day, latest first. One query."""
    rows = Change.objects.filter(unit_id=unit_id, on=on).select_related("by__person")
    return tuple(
        HistoryEntry(
            kind=row.kind,
            by=row.by.person.name if row.by else "",
            at=row.at,
            why=row.why,
            details=row.details,
        )
        for row in rows.order_by("-at", "-id")
    )
