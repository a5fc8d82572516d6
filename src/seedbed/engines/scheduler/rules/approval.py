"""Work far from the enrolled grade needs a named adult's approval."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault, seated
from seedbed.engines.scheduler.rules.guard_band import grades_away
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import BoolArray, IntArray
from seedbed.lib.text import count

NAME = "approval"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return seats farther from the enrolled grade than anybody approved."""
    seats = seated(timetable)
    return [
        Fault(NAME, explain(day, student=s, lesson=lesson, block=b), (s,), b)
        for s, b, lesson in seats.where(_unapproved(day, seats.student, seats.lesson))
    ]


def constrain(day: Day, space: Space) -> None:
    """Forbid what nobody approved."""
    space.allowed[_unapproved(day, space.student, space.lesson)] = False


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say which approval is missing, if one is."""
    who, what = np.array([student]), np.array([lesson])
    if not _unapproved(day, who, what)[0]:
        return ""
    away = int(grades_away(day, who, what)[0])
    skill = day.names.skills[int(day.lessons.skill[lesson])]
    return (
        f"{skill} is {count(away, 'grade')} from the enrolled grade of "
        f"{day.names.students[student]}, and no adult has approved that "
        f"({day.names.blocks[block]})."
    )


def _unapproved(day: Day, student: IntArray, lesson: IntArray) -> BoolArray:
    away = grades_away(day, student, lesson)
    approved = np.maximum(
        day.limits.approval_beyond, day.students.max_distance[student]
    )
    return away > approved
