"""What simulated students and mentors said lately, so that a mentor has a morning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from seedbed.apps.accounts.models import Account, RoleKind
from seedbed.apps.mentoring.models import (
    Attendance,
    CheckIn,
    Mark,
    Signal,
    SignalKind,
)
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.models import Block, BlockKind, Caseload
from seedbed.lib.calendar import previous_school_day

from .people import UnitPeople

#: What was agreed, in turn; the student of the one-click account comes first.
AGREED = (
    "Start with the recipe table, then show it to Ms. Chen.",
    "Read the question aloud before answering it.",
    "Try the second way of drawing it before asking.",
    "Bring the notebook to the project group.",
    "Work at the quiet table until Thursday.",
    "Choose the next elective together with the family.",
)
_WENT_WELL = "Explained it to a friend without being asked."
_TALK_EVERY_DAYS = 2


@transaction.atomic
def make_mornings(units: Sequence[UnitPeople], *, today: date, at: datetime) -> int:
    """Note talks, calls for help and marks for every caseload; return how many.

    Nothing is made where there is a check-in already. Only mentors who can sign in have
    talked with anybody. In each of their caseloads one student has asked for help just
    now, one has a talk due today, one was away on the last school day, one has said
    "too hard" twice, and some have not been talked with yet.
    """
    if CheckIn.objects.exists():
        return 0
    n_made = 0
    for unit in units:
        block = _block(unit)
        for mentor in unit.staff[RoleKind.MENTOR] if block else ():
            account = Account.objects.filter(person_id=mentor.person_id).first()
            if account is not None:
                rows = Caseload.objects.filter(mentor=mentor).order_by("student_id")
                students = [row.student for row in rows.select_related("student")]
                n_made += _make(students, block, by_id=account.pk, today=today, at=at)
    return n_made


def _block(unit: UnitPeople) -> Any:
    blocks = Block.objects.filter(
        bell_schedule__unit=unit.unit, kind=BlockKind.LEARNING
    )
    return blocks.order_by("ordinal").first()


def _make(
    students: list[Student], block: Any, *, by_id: int, today: date, at: datetime
) -> int:
    """Give one caseload its morning; students in order of id."""
    before = previous_school_day(today)
    talks = [
        _talk(student, n, by_id=by_id, today=today, at=at)
        for n, student in enumerate(students)
        if n % 6 != 5
    ]
    signals = [
        Signal(
            student=student,
            kind=SignalKind.STUCK,
            on=today,
            said_at=at - timedelta(minutes=12),
            block=block,
            title="Percent as a rate per 100",
        )
        for student in students[1:2]
    ]
    signals += [
        Signal(
            student=student,
            kind=SignalKind.TOO_HARD,
            on=today - timedelta(days=days),
            said_at=at - timedelta(days=days),
            block=block,
            title="Solve for an unknown angle",
        )
        for student in students[3:4]
        for days in (1, 3)
    ]
    marks = [
        Attendance(
            student=student,
            on=before,
            block=block,
            mark=Mark.AWAY if n == 2 else Mark.HERE,
            marked_at=at - timedelta(days=1),
            marked_by_id=by_id,
        )
        for n, student in enumerate(students)
    ]
    CheckIn.objects.bulk_create(talks)
    Signal.objects.bulk_create(signals)
    Attendance.objects.bulk_create(marks)
    return len(talks) + len(signals) + len(marks)


def _talk(
    student: Student, n: int, *, by_id: int, today: date, at: datetime
) -> CheckIn:
    days = 5 + _TALK_EVERY_DAYS * (n % 4)
    return CheckIn(
        student=student,
        by_id=by_id,
        on=today - timedelta(days=days),
        said_at=at - timedelta(days=days),
        went_well=_WENT_WELL if n % 2 else "",
        agreed=AGREED[n % len(AGREED)],
        next_on=today if n == 0 else None,
    )
