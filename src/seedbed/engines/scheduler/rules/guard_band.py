"""Each skill lies within the student's guard band of grades."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault, seated
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import IntArray
from seedbed.lib.text import count

NAME = "guard_band"


def grades_away(day: Day, student: IntArray, lesson: IntArray) -> IntArray:
    """Return how many grades each lesson's skill lies from the enrolled grade.

    0 inside the skill's own band of grades.
    """
    skill = day.lessons.skill[lesson]
    grade = day.students.grade[student]
    below = grade - day.lessons.skill_grade_high[skill]
    above = day.lessons.skill_grade_low[skill] - grade
    away: IntArray = np.maximum(0, np.maximum(below, above))
    return away


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return seats whose skill lies outside the guard band."""
    seats = seated(timetable)
    far = grades_away(day, seats.student, seats.lesson) > day.limits.guard_band
    return [
        Fault(NAME, explain(day, student=s, lesson=lesson, block=b), (s,), b)
        for s, b, lesson in seats.where(far)
    ]


def constrain(day: Day, space: Space) -> None:
    """Forbid what lies outside the guard band."""
    far = grades_away(day, space.student, space.lesson) > day.limits.guard_band
    space.allowed[far] = False


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say how far the skill is from the enrolled grade, if too far."""
    away = int(grades_away(day, np.array([student]), np.array([lesson]))[0])
    if away <= day.limits.guard_band:
        return ""
    skill = day.names.skills[int(day.lessons.skill[lesson])]
    return (
        f"{skill} is {count(away, 'grade')} from the enrolled grade of "
        f"{day.names.students[student]}, and the unit allows "
        f"{day.limits.guard_band} ({day.names.blocks[block]})."
    )
