"""Who is in a pilot: consent before the draw, leaving at any time.

Each function is one transaction.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from seedbed.apps.pilots.cards import Enrolment
from seedbed.apps.pilots.errors import NothingToDrawError, TooLateForConsentError
from seedbed.apps.pilots.models import Participation
from seedbed.apps.pilots.wholes import WHOLES, clusters_of, grades_of
from seedbed.apps.rosters.models import Student

from .guards import is_drawn, led
from .lifecycle import enrol


@transaction.atomic
def enrol_unit(
    *,
    pilot: UUID,
    grades: Collection[int],
    whole: str,
    by_id: int,
    is_apart: bool = False,
) -> int:
    """Put the active students of some grades into a pilot, without consent yet.

    ``whole`` says what is drawn together: the students of a section of the roster, of
    one mentor, siblings, or each student alone, as the design allows. With
    ``is_apart`` the arms are drawn apart in each grade. Who was in already keeps
    consent and pretest. Returns how many are in it.

    Raises
    ------
    NothingToDrawError
        If nobody is in these grades and groups.
    PilotDrawnError, PilotClosedError, NotAllowedError, UnknownPilotError
        If the arms are drawn, it has ended, or the account may not.
    """
    found = led(pilot, by_id, "enrol students")
    students = list(
        Student.objects.filter(
            unit_id=found.unit_id, grade__in=grades, is_active=True
        ).select_related("person")
    )
    allowed = WHOLES[found.design]
    clusters = clusters_of(students, whole if whole in allowed else allowed[-1])
    blocks = grades_of(students, clusters) if is_apart else {}
    before = {one.student_id: one for one in Participation.objects.filter(pilot=found)}
    rows = [
        Enrolment(
            student_id=one.pk,
            cluster=clusters[one.pk],
            block=blocks.get(clusters[one.pk], ""),
            has_consent=one.pk in before and before[one.pk].has_consent,
            pretest=before[one.pk].pretest if one.pk in before else None,
            takes_part=one.pk in before and before[one.pk].takes_part,
        )
        for one in students
        if one.pk in clusters
    ]
    if not rows:
        raise NothingToDrawError("grades")
    enrol(pilot=pilot, students=rows, by_id=by_id)
    return len(rows)


@transaction.atomic
def set_consents(*, pilot: UUID, member_ids: Collection[int], by_id: int) -> int:
    """Say who of a pilot has consent, all at once; returns how many have.

    Raises
    ------
    TooLateForConsentError
        If the arms are drawn.
    PilotClosedError, NotAllowedError, UnknownPilotError
        If it has ended, or the account may not.
    """
    found = led(pilot, by_id, "note consent")
    if is_drawn(found):
        raise TooLateForConsentError
    members = Participation.objects.filter(pilot=found)
    members.exclude(pk__in=member_ids).update(has_consent=False)
    return int(members.filter(pk__in=member_ids).update(has_consent=True))


@transaction.atomic
def set_parts(*, pilot: UUID, member_ids: Collection[int], by_id: int) -> int:
    """Say for whom a matched pilot is, all at once; returns how many they are.

    Raises
    ------
    TooLateForConsentError
        If the arms are made.
    PilotClosedError, NotAllowedError, UnknownPilotError
        If it has ended, or the account may not.
    """
    found = led(pilot, by_id, "say who takes part")
    if is_drawn(found):
        raise TooLateForConsentError
    members = Participation.objects.filter(pilot=found)
    members.exclude(pk__in=member_ids).update(takes_part=False)
    return int(members.filter(pk__in=member_ids).update(takes_part=True))


@transaction.atomic
def leave(
    *, pilot: UUID, member_id: int, on: date, keeps_outcomes: bool, by_id: int
) -> None:
    """Let a student leave a pilot; said twice, the first day stands.

    Before the draw it takes consent back; after it the student counts as missing from
    this day on, in the arm that was drawn.

    Raises
    ------
    PilotClosedError, NotAllowedError, UnknownPilotError
        If it has ended, or the account may not.
    """
    found = led(pilot, by_id, "let a student leave")
    mine = Participation.objects.filter(pilot=found, pk=member_id)
    if not is_drawn(found):
        mine.update(has_consent=False)
        return
    mine.filter(left_on=None).update(left_on=on)
    if not keeps_outcomes:
        mine.update(keeps_outcomes=False)
