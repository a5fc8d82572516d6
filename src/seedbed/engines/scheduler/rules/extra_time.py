"""A lesson fits its block, at the student's own need of time."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault, seated
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import FloatArray, IntArray

NAME = "extra_time"
_ROUNDING_MINUTES = 1e-6


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return seats in lessons that need more minutes than their block has."""
    seats = seated(timetable)
    needed = _minutes_needed(day, seats.student, seats.lesson)
    short = needed > day.block_minutes[seats.block] + _ROUNDING_MINUTES
    return [
        Fault(NAME, explain(day, student=s, lesson=lesson, block=b), (s,), b)
        for s, b, lesson in seats.where(short)
    ]


def constrain(day: Day, space: Space) -> None:
    """Forbid blocks that are too short for the student and lesson."""
    needed = _minutes_needed(day, space.student, space.lesson)
    space.allowed &= needed[:, None] <= day.block_minutes[None, :] + _ROUNDING_MINUTES


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say how many minutes are missing, if any."""
    needed = _minutes_needed(day, np.array([student]), np.array([lesson]))[0]
    has = int(day.block_minutes[block])
    if needed <= has + _ROUNDING_MINUTES:
        return ""
    return (
        f"{day.names.students[student]} needs {needed:.0f} minutes for "
        f"{day.names.lessons[lesson]}, and {day.names.blocks[block]} has {has}."
    )


def _minutes_needed(day: Day, student: IntArray, lesson: IntArray) -> FloatArray:
    return day.lessons.minutes[lesson] * day.students.time_factor[student]
