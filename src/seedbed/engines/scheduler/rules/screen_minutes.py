"""A student works online for at most so many minutes of a day."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault
from seedbed.engines.scheduler.space import Space
from seedbed.lib.modalities import Modality

NAME = "screen_minutes"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return students with more online minutes than allowed; a block counts whole."""
    most = day.limits.screen_minutes
    if most is None:
        return []
    is_online = np.append(day.lessons.modality == Modality.ONLINE, False)
    minutes = (is_online[timetable.lesson] * day.block_minutes[None, :]).sum(axis=1)
    return [
        Fault(
            NAME,
            f"{day.names.students[s]} has {minutes[s]} online minutes; at most {most} "
            "are allowed.",
            (s,),
        )
        for s in np.flatnonzero(minutes > most).tolist()
    ]


def constrain(day: Day, space: Space) -> None:
    """Limit online minutes."""
    if day.limits.screen_minutes is not None:
        space.screen_minutes = day.limits.screen_minutes


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say how many online minutes a day may have."""
    del student, block  # every rule is asked alike
    most = day.limits.screen_minutes
    if most is None or day.lessons.modality[lesson] != Modality.ONLINE:
        return ""
    return f"At most {most} minutes of a student's day are online."
