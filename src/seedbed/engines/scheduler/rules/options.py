"""A student sits only in lessons that are an option today, or that an adult chose."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault, pairs_in, seated
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import BoolArray, IntArray

NAME = "options"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return seats in lessons that are neither an option nor locked."""
    seats = seated(timetable)
    known = _is_option(day, seats.student, seats.lesson)
    block_lesson = day.n_blocks * max(1, day.n_lessons)
    locks = day.locks.seats
    known |= pairs_in(
        seats.student,
        seats.block * max(1, day.n_lessons) + seats.lesson,
        np.stack(
            [locks[:, 0], locks[:, 1] * max(1, day.n_lessons) + locks[:, 2]], axis=1
        ),
        block_lesson,
    )
    return [
        Fault(NAME, _sentence(day, s, lesson, b), (s,), b)
        for s, b, lesson in seats.where(~known)
    ]


def constrain(day: Day, space: Space) -> None:
    """Allow a lesson that is no option only where an adult locked it."""
    extra = np.flatnonzero(~_is_option(day, space.student, space.lesson))
    locked = {tuple(row) for row in day.locks.seats.tolist()}
    for index in extra.tolist():
        student, lesson = int(space.student[index]), int(space.lesson[index])
        for block in range(day.n_blocks):
            if (student, block, lesson) not in locked:
                space.allowed[index, block] = False


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say that the lesson is no option for the student today, if so."""
    if _is_option(day, np.array([student]), np.array([lesson]))[0]:
        return ""
    return _sentence(day, student, lesson, block)


def _sentence(day: Day, student: int, lesson: int, block: int) -> str:
    return (
        f"{day.names.lessons[lesson]} is not among what "
        f"{day.names.students[student]} is ready for ({day.names.blocks[block]})."
    )


def _is_option(day: Day, student: IntArray, lesson: IntArray) -> BoolArray:
    table = np.stack([day.options.student, day.options.lesson], axis=1)
    return pairs_in(student, lesson, table, max(1, day.n_lessons))
