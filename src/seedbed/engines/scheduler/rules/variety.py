"""A student's day is not all of one kind: blocks of some modalities are limited."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import IntArray
from seedbed.lib.modalities import Modality
from seedbed.lib.text import count

NAME = "variety"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return students with too many blocks of one modality.

    What an adult locked does not count: a person may choose a day of projects.
    """
    lesson = timetable.lesson.copy()
    locks = day.locks.seats
    lesson[locks[:, 0], locks[:, 1]] = -1
    modality = np.append(day.lessons.modality, -1)[lesson]
    found = []
    for way, most in _limits(day).items():
        n_blocks: IntArray = (modality == way).sum(axis=1)
        found += [
            Fault(
                NAME,
                f"{day.names.students[s]} has {count(int(n_blocks[s]), 'block')} of "
                f"{way.slug} work; at most {most} a day {'is' if most == 1 else 'are'} "
                "allowed.",
                (s,),
            )
            for s in np.flatnonzero(n_blocks > most).tolist()
        ]
    return found


def constrain(day: Day, space: Space) -> None:
    """Limit blocks of each modality in a student's day."""
    for way, most in _limits(day).items():
        space.way_most[way] = most


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say how many blocks of the lesson's modality a day may have."""
    del student, block  # every rule is asked alike
    way = Modality(int(day.lessons.modality[lesson]))
    most = _limits(day).get(way)
    if most is None:
        return ""
    return f"At most {count(most, 'block')} of a student's day may be {way.slug} work."


def _limits(day: Day) -> dict[Modality, int]:
    limits = day.limits
    known = {
        Modality.PROJECT: limits.project_most,
        Modality.PEER: limits.peer_most,
        Modality.INDEPENDENT: limits.independent_most,
    }
    return {way: most for way, most in known.items() if most is not None}
