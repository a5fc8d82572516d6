"""Turns rows of adults, ways and wishes into cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from seedbed.apps.choices.cards import AdultCard, RequestCard, WayCard
from seedbed.apps.choices.models import WayKind
from seedbed.apps.rosters.models import Staff
from seedbed.lib.calendar import minutes_of


def adult_cards(unit_id: int) -> tuple[AdultCard, ...]:
    """Return the adults of a unit by name. One query."""
    rows = Staff.objects.filter(unit_id=unit_id, is_active=True)
    found = [
        AdultCard(id=s.pk, name=s.person.name) for s in rows.select_related("person")
    ]
    return tuple(sorted(found, key=lambda card: (card.name, card.id)))


def way_cards(rows: Iterable[Any]) -> tuple[WayCard, ...]:
    """Return cards of ways whose student and decider are read already. No queries."""
    return tuple(
        WayCard(
            id=row.pk,
            student_id=row.student_id,
            student=row.student.person.name,
            kind=row.kind,
            subject=row.subject,
            weekday=row.weekday,
            value=row.value,
            starts=minutes_of(row.starts_at) if row.kind == WayKind.WORK else 0,
            ends=minutes_of(row.ends_at) if row.kind == WayKind.WORK else 0,
            why=row.why,
            state=row.state,
            asked_at=row.asked_at,
            decided_by=row.decided_by.person.name if row.decided_by else "",
            note=row.note,
        )
        for row in rows
    )


def request_cards(rows: Iterable[Any]) -> tuple[RequestCard, ...]:
    """Return one card for wishes alike, the most wished first. No queries.

    Student, mentor and their persons are read already.
    """
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.alike].append(row)
    found = []
    for alike in groups.values():
        told = next((row for row in alike if row.mentor_id is not None), alike[0])
        found.append(
            RequestCard(
                id=told.pk,
                title=told.title,
                n_asking=len(alike),
                description=told.description,
                designer=told.student.person.name if told.mentor else "",
                mentor=told.mentor.person.name if told.mentor else "",
                state=told.state,
            )
        )
    return tuple(sorted(found, key=lambda card: (-card.n_asking, card.title)))
