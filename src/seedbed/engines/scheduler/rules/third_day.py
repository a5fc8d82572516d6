"""A third school day running on one skill changes the modality."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault, seated
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import BoolArray, IntArray
from seedbed.lib.modalities import Modality

NAME = "third_day"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return seats in the modality that held their skill on both last days."""
    seats = seated(timetable)
    same = _is_third(day, seats.student, seats.lesson)
    return [
        Fault(NAME, explain(day, student=s, lesson=lesson, block=b), (s,), b)
        for s, b, lesson in seats.where(same)
    ]


def constrain(day: Day, space: Space) -> None:
    """Forbid the modality of the last two days for the skill."""
    space.allowed[_is_third(day, space.student, space.lesson)] = False


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say that this would be the third day of the skill in one modality, if so."""
    if not _is_third(day, np.array([student]), np.array([lesson]))[0]:
        return ""
    modality = Modality(int(day.lessons.modality[lesson])).slug
    skill = day.names.skills[int(day.lessons.skill[lesson])]
    return (
        f"{day.names.students[student]} had {skill} as {modality} on the last two "
        f"school days; a third day changes the modality ({day.names.blocks[block]})."
    )


def _is_third(day: Day, student: IntArray, lesson: IntArray) -> BoolArray:
    def key(who: IntArray, skill: IntArray, modality: IntArray) -> IntArray:
        return (who * day.n_skills + skill) * len(Modality) + modality

    here = key(student, day.lessons.skill[lesson], day.lessons.modality[lesson])
    streak = day.history.streak
    return np.isin(here, key(streak[:, 0], streak[:, 1], streak[:, 2]))
