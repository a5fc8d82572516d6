"""Who is in a pilot, by a list that somebody brings: a CSV file, taken whole or not."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any
from uuid import UUID

from django.db import transaction

from seedbed.apps.pilots import bridge
from seedbed.apps.pilots.cards import Enrolment
from seedbed.apps.pilots.errors import BadListError, UnreadableScoresError
from seedbed.apps.pilots.files import rows_of
from seedbed.apps.pilots.models import Design, Pilot
from seedbed.apps.rosters import queries as rosters
from seedbed.apps.rosters.models import Student

from .guards import led
from .lifecycle import enrol

_ARMS = {"pilot": True, "comparison": False}
_ANSWERS = {"": False, "no": False, "yes": True, "sí": True, "si": True}


@transaction.atomic
def bring_list(*, pilot: UUID, data: bytes, by_id: int) -> int:
    """Enrol the students of a CSV file instead of those before; returns how many.

    Columns are student and, as wished, group, arm, consent and pretest. The group is
    what is assigned as a whole; without it each student is alone. Only a matched pilot
    knows arms before it starts. A row that is wrong is named, and nothing is changed.

    Raises
    ------
    UnreadableScoresError, BadListError
        If it is no such CSV file, or rows of it cannot be used.
    OverlappingArmsError, StudentInTwoArmsError
        If a group or a student is in both arms.
    PilotDrawnError, PilotClosedError, NotAllowedError, UnknownPilotError
        If the arms are made, it has ended, or the account may not.
    """
    found = led(pilot, by_id, "enrol students")
    known = _known(found)
    read: list[Enrolment] = []
    problems: list[dict[str, Any]] = []
    for number, row in rows_of(data, "student"):
        student = known.get(row["student"].lower())
        what = _what_is_wrong(row, student, is_matched=found.design == Design.MATCHED)
        if what:
            problems.append({"row": number, "what": what, "who": row["student"][:80]})
        elif student is not None:
            read.append(_enrolment(row, student))
    if problems:
        raise BadListError(problems)
    if not read:
        raise UnreadableScoresError("empty")
    bridge.check_places(read)
    if found.design == Design.MATCHED:
        read = [_alone(one) for one in read]
    enrol(pilot=pilot, students=read, by_id=by_id)
    return len({one.student_id for one in read})


def _known(pilot: Pilot) -> dict[str, int]:
    """Return the unit's active students by every name a file may use. Two queries."""
    mine = set(
        Student.objects.filter(unit_id=pilot.unit_id, is_active=True).values_list(
            "pk", flat=True
        )
    )
    codes = rosters.student_ids_by_code()
    return {code.lower(): one for code, one in codes.items() if one in mine}


def _what_is_wrong(
    row: Mapping[str, str], student: int | None, *, is_matched: bool
) -> str:
    """Return what is wrong with a row, empty for nothing."""
    if student is None:
        return "not-in-unit"
    arm = row.get("arm", "").lower()
    if arm and (arm not in _ARMS or not is_matched):
        return "arm" if is_matched else "arm-drawn"
    if row.get("consent", "").lower() not in _ANSWERS:
        return "consent"
    return "" if _is_number(row.get("pretest", "")) else "pretest"


def _is_number(typed: str) -> bool:
    try:
        return not typed or isfinite(float(typed))
    except ValueError:
        return False


def _enrolment(row: Mapping[str, str], student: int) -> Enrolment:
    pretest = row.get("pretest", "")
    return Enrolment(
        student_id=student,
        cluster=row.get("group", "")[:200] or f"Student {student}",
        has_consent=_ANSWERS[row.get("consent", "").lower()],
        pretest=float(pretest) if pretest else None,
        takes_part=_ARMS.get(row.get("arm", "").lower(), False),
    )


def _alone(one: Enrolment) -> Enrolment:
    """Return a student as a cluster of one: pairs are made of students."""
    return Enrolment(
        student_id=one.student_id,
        cluster=f"Student {one.student_id}",
        has_consent=one.has_consent,
        pretest=one.pretest,
        takes_part=one.takes_part,
    )
