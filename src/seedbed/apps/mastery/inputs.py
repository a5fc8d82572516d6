"""Gathers what a snapshot is made of: the students, and the skills near them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.apps.accounts import queries as accounts
from seedbed.apps.rosters.models import Student
from seedbed.lib.arrays import BoolArray, Int32Array, IntArray
from seedbed.lib.grades import UNGRADED

from .errors import NoStudentsError
from .numbering import Numbering

#: Skills this many grades beyond the students' own are estimated too.
GRADES_AROUND = 3


@dataclass(frozen=True, kw_only=True)
class Roll:
    """The active students of a unit: ids, ascending, and enrolled grades (S,)."""

    student_ids: IntArray
    grades: Int32Array


def read_roll(unit_id: int, student_ids: IntArray | None = None) -> Roll:
    """Return the active students of a unit, or those of some ids. One query."""
    rows = Student.objects.filter(unit_id=unit_id, is_active=True)
    if student_ids is not None:
        rows = rows.filter(pk__in=[int(each) for each in student_ids])
    found = np.array(list(rows.order_by("pk").values_list("pk", "grade")), np.int64)
    found = found.reshape(-1, 2)
    return Roll(student_ids=found[:, 0].copy(), grades=found[:, 1].astype(np.int32))


def read_whole_roll(unit_id: int) -> Roll:
    """Return the active students of a unit. One query.

    Raises
    ------
    NoStudentsError
        If there is nobody.
    """
    roll = read_roll(unit_id)
    if not len(roll.student_ids):
        raise NoStudentsError(accounts.unit_card(unit_id).name)
    return roll


def near_skills(numbering: Numbering, grades: Int32Array) -> BoolArray:
    """Return which skills (K,) are near the students' grades."""
    graded = grades[grades < UNGRADED]
    low, high = (graded.min(), graded.max()) if len(graded) else (0, UNGRADED)
    is_near = (numbering.grade_low <= high + GRADES_AROUND) & (
        numbering.grade_high >= low - GRADES_AROUND
    )
    return np.asarray(is_near, np.bool_)
