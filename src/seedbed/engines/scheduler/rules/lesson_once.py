"""No lesson again once it is passed, and none twice in one day unless allowed."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault, Seated, pairs_in, seated
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import IntArray
from seedbed.lib.text import count

NAME = "lesson_once"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return seats in passed lessons, and second seats of a lesson in the day."""
    seats = seated(timetable)
    passed = pairs_in(seats.student, seats.lesson, day.history.passed, day.n_lessons)
    found = [
        Fault(NAME, explain(day, student=s, lesson=lesson, block=b), (s,), b)
        for s, b, lesson in seats.where(passed)
    ]
    again = _times_before(day, seats) >= day.limits.lesson_most
    most = day.limits.lesson_most
    more = "twice" if most == 1 else f"more than {count(most, 'time')}"
    found += [
        Fault(
            NAME,
            f"{day.names.students[s]} has {day.names.lessons[lesson]} {more} in the "
            f"day, again in {day.names.blocks[b]}.",
            (s,),
            b,
        )
        for s, b, lesson in seats.where(again)
    ]
    return found


def constrain(day: Day, space: Space) -> None:
    """Forbid passed lessons, and limit how often one comes in the day."""
    space.lesson_most = day.limits.lesson_most
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


def _times_before(day: Day, seats: Seated) -> IntArray:
    """Return how often each seat's student has the lesson in earlier blocks."""
    pairs = seats.student * day.n_lessons + seats.lesson
    order = np.lexsort((seats.block, pairs))
    ordered = pairs[order]
    times = np.empty(len(pairs), np.int64)
    times[order] = np.arange(len(pairs)) - np.searchsorted(ordered, ordered)
    return times
