"""Who is in a pilot: consent before the draw, leaving at any time.

Each function is one transaction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from seedbed.apps.pilots.cards import Enrolment
from seedbed.apps.pilots.errors import NothingToDrawError, TooLateForConsentError
from seedbed.apps.pilots.models import Participation
from seedbed.apps.rosters.models import Enrollment, Student
from seedbed.apps.scheduling.models import Caseload

from .guards import is_drawn, led
from .lifecycle import enrol

#: What may be drawn as a whole.
WHOLES = ("section", "mentor", "student")


@transaction.atomic
def enrol_unit(*, pilot: UUID, grades: Collection[int], whole: str, by_id: int) -> int:
    """Put the active students of some grades into a pilot, without consent yet.

    ``whole`` says what is drawn together: the students of a section of the roster, of
    one mentor, or each student alone. Who was in already keeps consent and pretest.
    Returns how many are in it.

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
    clusters = _clusters(students, whole)
    before = {one.student_id: one for one in Participation.objects.filter(pilot=found)}
    rows = [
        Enrolment(
            student_id=one.pk,
            cluster=clusters[one.pk],
            has_consent=one.pk in before and before[one.pk].has_consent,
            pretest=before[one.pk].pretest if one.pk in before else None,
        )
        for one in students
        if one.pk in clusters
    ]
    if not rows:
        raise NothingToDrawError(
            "Nobody was enrolled: no active student is in these grades and in such a "
            "group. Choose other grades, or draw each student alone."
        )
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


def _clusters(students: Collection[Student], whole: str) -> dict[int, str]:
    """Return the name of each student's cluster, by student. At most one query."""
    if whole == "section":
        return _sections(students)
    if whole == "mentor":
        mine = Caseload.objects.filter(student__in=students)
        return {
            row.student_id: row.mentor.person.name
            for row in mine.select_related("mentor__person")
        }
    return {one.pk: f"Student {one.pk}" for one in students}


def _sections(students: Collection[Student]) -> dict[int, str]:
    """Return each student's section, the homeroom before others. One query.

    Sections with one title are told apart by a number, for each is a class of its own.
    """
    people = {one.person_id: one.pk for one in students}
    rows = Enrollment.objects.filter(
        person_id__in=people, role="student", is_active=True, section__is_active=True
    ).order_by("-section__is_homeroom", "section_id")
    found: dict[int, int] = {}
    titles: dict[int, str] = {}
    for person, section, title in rows.values_list(
        "person_id", "section_id", "section__title"
    ):
        found.setdefault(people[person], section)
        titles[section] = title
    n_alike = Counter(titles[section] for section in set(found.values()))
    return {
        student: titles[section]
        if n_alike[titles[section]] == 1
        else f"{titles[section]} ({section})"
        for student, section in found.items()
    }
