"""Minutes of service that a student is owed today are given in tutoring."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import IntArray
from seedbed.lib.modalities import Modality

NAME = "service"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return students who get fewer minutes with an adult than they are owed.

    A block of tutoring counts with all its minutes, as the adult is there for them.
    """
    given = _fixed_minutes(day) + _planned_minutes(day, timetable)
    short = np.flatnonzero(given < day.students.service_minutes)
    why = "" if _tutor_is_free(day) else " No adult who tutors is free that day."
    owed = day.students.service_minutes
    return [
        Fault(
            NAME,
            f"{day.names.students[s]} is owed {owed[s]} minutes "
            f"with an adult today and gets {given[s]}.{why}",
            (s,),
        )
        for s in short.tolist()
    ]


def constrain(day: Day, space: Space) -> None:
    """Tell the solver how many minutes are left to give."""
    left = day.students.service_minutes - _fixed_minutes(day)
    space.owed_minutes = np.maximum(0, left)


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say that the day owes the student minutes that only tutoring gives, if so."""
    owed = int(day.students.service_minutes[student])
    if not owed or day.lessons.modality[lesson] == Modality.TUTORING:
        return ""
    return (
        f"{day.names.students[student]} is owed {owed} minutes of tutoring today, "
        f"which may take {day.names.blocks[block]}."
    )


def _fixed_minutes(day: Day) -> IntArray:
    is_service = (day.fixed.modality == Modality.TUTORING) & (day.fixed.staff >= 0)
    there = np.append(is_service, False)[day.students.fixed]
    minutes: IntArray = there @ day.block_minutes
    return minutes


def _planned_minutes(day: Day, timetable: Timetable) -> IntArray:
    modality = day.lessons.modality[timetable.session_lesson]
    is_service = (modality == Modality.TUTORING) & (timetable.session_staff >= 0)
    there = np.append(is_service, False)[timetable.seat]
    minutes: IntArray = there @ day.block_minutes
    return minutes


def _tutor_is_free(day: Day) -> bool:
    return bool((day.adults.tutors[:, None] & day.adults.free).any())
