"""A live session never mixes working grades more widely than the unit allows."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import (
    Fault,
    members,
    session_modality,
    session_title,
)
from seedbed.engines.scheduler.space import Space
from seedbed.lib.modalities import Modality

NAME = "group_spread"
_ROUNDING_GRADES = 1e-9


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return live sessions whose widest distance of working grades is too wide."""
    most = day.limits.group_spread
    if most is None:
        return []
    found = []
    live = np.flatnonzero(session_modality(day, timetable) == Modality.LIVE)
    for session in live.tolist():
        who = members(timetable, session)
        grades = day.students.working_grade[list(who)]
        spread = float(np.ptp(grades)) if len(who) else 0.0
        if spread > most + _ROUNDING_GRADES:
            low, high = who[int(grades.argmin())], who[int(grades.argmax())]
            found.append(
                Fault(
                    NAME,
                    f"{session_title(day, timetable, session)} spans {spread:.1f} "
                    f"working grades, from {day.names.students[low]} to "
                    f"{day.names.students[high]}; the unit allows {most:g}.",
                    who,
                    int(timetable.session_block[session]),
                    session,
                )
            )
    return found


def constrain(day: Day, space: Space) -> None:
    """Limit the spread of live sessions."""
    if day.limits.group_spread is not None:
        space.group_spread = day.limits.group_spread


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say how wide a live session may be."""
    del student, block  # every rule is asked alike
    most = day.limits.group_spread
    if most is None or day.lessons.modality[lesson] != Modality.LIVE:
        return ""
    return f"A live session spans at most {most:g} working grades."
