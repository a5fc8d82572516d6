"""Minutes with their mentor that a student is owed today are given."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import IntArray
from seedbed.lib.modalities import Modality

NAME = "mentor_contact"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return students who get fewer minutes with their mentor than they are owed.

    A check-in counts, also one led by a substitute, and every block in a session that
    the mentor leads. A block counts with all its minutes.
    """
    owed = day.students.mentor_minutes
    given = _fixed_minutes(day) + _planned_minutes(day, timetable)
    return [
        Fault(
            NAME,
            f"{day.names.students[s]} is owed {owed[s]} minutes with "
            f"{_mentor(day, s)} today and gets {given[s]}.{_why(day, s)}",
            (s,),
        )
        for s in np.flatnonzero(given < owed).tolist()
    ]


def constrain(day: Day, space: Space) -> None:
    """Tell the solver how many minutes with the mentor are left to give."""
    left = day.students.mentor_minutes - _fixed_minutes(day)
    has_mentor = day.students.mentor >= 0
    space.owed_mentor = np.where(has_mentor, np.maximum(0, left), 0)


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say that the day owes the student minutes with the mentor, if so."""
    del lesson  # every rule is asked alike
    owed = int(day.students.mentor_minutes[student] - _fixed_minutes(day)[student])
    if owed <= 0:
        return ""
    return (
        f"{day.names.students[student]} is owed {owed} minutes with "
        f"{_mentor(day, student)} today, which may take {day.names.blocks[block]}."
    )


def _mentor(day: Day, student: int) -> str:
    mentor = int(day.students.mentor[student])
    return day.names.staff[mentor] if mentor >= 0 else "a mentor"


def _why(day: Day, student: int) -> str:
    mentor = int(day.students.mentor[student])
    if mentor < 0:
        return " No adult is named as mentor."
    if not (day.adults.free[mentor] & day.students.free[student]).any():
        return f" {day.names.staff[mentor]} is not free that day."
    return ""


def _fixed_minutes(day: Day) -> IntArray:
    """Return (S,): minutes of check-ins, and of fixed sessions led by the mentor."""
    fixed = day.students.fixed
    is_check_in = np.append(day.fixed.modality == Modality.MENTOR, False)[fixed]
    leads = np.append(day.fixed.staff, -1)[fixed] == day.students.mentor[:, None]
    by_mentor = leads & (fixed >= 0) & (day.students.mentor >= 0)[:, None]
    minutes: IntArray = (is_check_in | by_mentor) @ day.block_minutes
    return minutes


def _planned_minutes(day: Day, timetable: Timetable) -> IntArray:
    staff = np.append(timetable.session_staff, -1)[timetable.seat]
    leads = (staff >= 0) & (staff == day.students.mentor[:, None])
    minutes: IntArray = leads @ day.block_minutes
    return minutes
