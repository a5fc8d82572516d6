"""Whom adults want apart or together."""

from __future__ import annotations

from django.db.models import Q

from seedbed.apps.scheduling.cards import PairCard
from seedbed.apps.scheduling.models import StudentPair


def pairs_of(student_id: int) -> tuple[PairCard, ...]:
    """Return the pairs that a student is part of, by the other's name. One query."""
    rows = StudentPair.objects.filter(
        Q(first_id=student_id) | Q(second_id=student_id)
    ).select_related("first__person", "second__person", "asked_by__person")
    found = []
    for row in rows:
        other = row.second if row.first_id == student_id else row.first
        found.append(
            PairCard(
                other_id=other.pk,
                other=other.person.name,
                kind=row.kind,
                asked_by=row.asked_by.person.name
                if row.asked_by.person
                else str(row.asked_by),
                asked_at=row.asked_at,
                note=row.note,
            )
        )
    return tuple(sorted(found, key=lambda card: (card.other, card.other_id)))
