"""What a leader asks before a pilot starts: can it find anything, who is in two."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from django.db.models import Count

from seedbed.apps.pilots import bridge, pairing
from seedbed.apps.pilots.cards import Alike, Chances, OtherPilot
from seedbed.apps.pilots.models import Participation, Pilot
from seedbed.apps.pilots.wholes import WHOLES, clusters_of
from seedbed.apps.rosters.models import Student

from .pilots import found_pilot


def chances_of(pilot: UUID, *, share: float = 0.5) -> Chances | None:
    """Return what can come of a pilot as it stands, None while nobody consents.

    Two queries.

    Raises
    ------
    UnknownPilotError
        If this system has no such pilot.
    """
    members = Participation.objects.filter(pilot=found_pilot(pilot), has_consent=True)
    counts = members.aggregate(
        n_students=Count("pk"), n_clusters=Count("cluster", distinct=True)
    )
    if not counts["n_students"]:
        return None
    return bridge.chances(share=share, **counts)


def could_find(unit_id: int) -> tuple[tuple[str, Chances], ...]:
    """Return what a pilot with all of a unit's students could find, by what is drawn.

    Only ways with two groups at least. Four queries.
    """
    students = list(
        Student.objects.filter(unit_id=unit_id, is_active=True).select_related("person")
    )
    found = []
    for whole in WHOLES["draw"]:
        cluster_of = clusters_of(students, whole)
        n_groups = len(set(cluster_of.values()))
        if n_groups > 1:
            found.append((whole, bridge.chances(len(cluster_of), n_groups)))
    return tuple(found)


def alike_of(pilot: UUID) -> Alike:
    """Return how alike the arms of a matched pilot would be now. Two queries.

    ``unmatched`` are names of students.

    Raises
    ------
    UnknownPilotError
        If this system has no such pilot.
    """
    found = found_pilot(pilot)
    members = list(
        Participation.objects.filter(pilot=found, has_consent=True)
        .select_related("student__person")
        .order_by("cluster__name", "pk")
    )
    alike = pairing.paired(members, caliper=found.caliper).alike
    name_of = {str(one.student_id): one.student.person.name for one in members}
    return replace(alike, unmatched=tuple(name_of[one] for one in alike.unmatched))


def other_pilots(pilot: UUID) -> tuple[OtherPilot, ...]:
    """Return the other pilots, not ended, that students of this one are in. Two.

    Raises
    ------
    UnknownPilotError
        If this system has no such pilot.
    """
    found = found_pilot(pilot)
    mine = Participation.objects.filter(
        pilot=found, has_consent=True, left_on=None
    ).values("student")
    rows = (
        Pilot.objects.filter(
            closed_at=None,
            members__student__in=mine,
            members__has_consent=True,
            members__left_on=None,
        )
        .exclude(pk=found.pk)
        .annotate(n=Count("members"))
        .order_by("name", "pk")
    )
    return tuple(
        OtherPilot(uuid=row.uuid, name=row.name, n_students=row.n) for row in rows
    )


def names_of(student_ids: Collection[str]) -> dict[str, str]:
    """Return the names of students who are in a pilot, by id. One query."""
    rows = Participation.objects.filter(
        student_id__in=[int(one) for one in student_ids]
    )
    return {
        str(row.student_id): row.student.person.name
        for row in rows.select_related("student__person")
    }
