"""No lesson again once it is passed, and none twice in one day."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault, pairs_in, seated
from seedbed.engines.scheduler.space import Space

NAME = "lesson_once"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return seats in passed lessons, and second seats of a lesson in the day."""
    seats = seated(timetable)
    passed = pairs_in(seats.student, seats.lesson, day.history.passed, day.n_lessons)
    found = [
        Fault(NAME, explain(day, student=s, lesson=lesson, block=b), (s,), b)
        for s, b, lesson in seats.where(passed)
    ]
    pairs = seats.student * day.n_lessons + seats.lesson
    _, first = np.unique(pairs, return_index=True)
    again = np.ones(len(pairs), bool)
    again[first] = False
    found += [
        Fault(
            NAME,
            f"{day.names.students[s]} has {day.names.lessons[lesson]} twice in the "
            f"day, again in {day.names.blocks[b]}.",
            (s,),
            b,
        )
        for s, b, lesson in seats.where(again)
    ]
    return found


def constrain(day: Day, space: Space) -> None:
    """Forbid passed lessons; the solver never seats one lesson twice a day."""
    passed = pairs_in(space.student, space.lesson, day.history.passed, day.n_lessons)
    space.allowed[passed] = False


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say that the student has passed the lesson, if so."""
    if [student, lesson] not in day.history.passed.tolist():
        return ""
    return (
        f"{day.names.students[student]} has already passed "
        f"{day.names.lessons[lesson]} ({day.names.blocks[block]})."
    )
