"""A student meets one skill at most so many times in a day."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault, seated
from seedbed.engines.scheduler.space import Space
from seedbed.lib.text import count

NAME = "skill_twice"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return students who meet a skill too often."""
    most = day.limits.skill_twice
    if most is None:
        return []
    seats = seated(timetable)
    pairs = seats.student * day.n_skills + day.lessons.skill[seats.lesson]
    met, times = np.unique(pairs, return_counts=True)
    return [
        Fault(
            NAME,
            f"{day.names.students[pair // day.n_skills]} meets "
            f"{day.names.skills[pair % day.n_skills]} {count(n, 'time')} in the day; "
            f"at most {most} are allowed.",
            (pair // day.n_skills,),
        )
        for pair, n in zip(met.tolist(), times.tolist(), strict=True)
        if n > most
    ]


def constrain(day: Day, space: Space) -> None:
    """Limit the sessions of one skill."""
    if day.limits.skill_twice is not None:
        space.skill_twice = day.limits.skill_twice


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say how often a skill may come in a day."""
    del student, block  # every rule is asked alike
    most = day.limits.skill_twice
    if most is None:
        return ""
    skill = day.names.skills[int(day.lessons.skill[lesson])]
    return f"{skill} comes at most {count(most, 'time')} in a student's day."
