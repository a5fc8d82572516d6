"""A group has enough students unless an adult decided it; peer groups are limited."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault, members, session_title
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import IntArray
from seedbed.lib.modalities import GROUPED, Modality
from seedbed.lib.text import count

NAME = "group_size"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return groups with too few students, and blocks with too many peer groups.

    A session with a locked seat needs one student.
    """
    least = _least(day)
    locked = {(s, b): lesson for s, b, lesson in day.locks.seats.tolist()}
    found = _too_many_groups(day, timetable)
    for session in range(timetable.n_sessions):
        lesson, block = (
            int(timetable.session_lesson[session]),
            int(timetable.session_block[session]),
        )
        who = members(timetable, session)
        is_locked = any(locked.get((s, block)) == lesson for s in who)
        needed = 1 if is_locked else int(least[lesson])
        if len(who) < needed:
            found.append(
                Fault(
                    NAME,
                    f"{session_title(day, timetable, session)} has "
                    f"{count(len(who), 'student')} and needs at least {needed}.",
                    who,
                    block,
                    session,
                )
            )
    return found


def constrain(day: Day, space: Space) -> None:
    """Open no session for fewer students than its modality needs."""
    space.least = np.maximum(space.least, _least(day))
    # Whoever may have fewer students in front of them leads no such group, but for
    # one that an adult locked.
    is_locked = np.isin(np.arange(day.n_lessons), day.locks.seats[:, 2])
    space.leads &= is_locked | (day.adults.max_seats[:, None] >= _least(day))
    if day.limits.peer_groups is not None:
        space.peer_groups = day.limits.peer_groups


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say how many students have this lesson as an option, if too few."""
    del student, block  # every rule is asked alike
    if day.lessons.modality[lesson] not in GROUPED:
        return ""
    n_ready = int((day.options.lesson == lesson).sum())
    needed = int(_least(day)[lesson])
    if n_ready >= needed:
        return ""
    return (
        f"{day.names.lessons[lesson]} needs at least {count(needed, 'student')}, and "
        f"{n_ready} could do it today."
    )


def _too_many_groups(day: Day, timetable: Timetable) -> list[Fault]:
    most = day.limits.peer_groups
    if most is None:
        return []
    is_peer = day.lessons.modality[timetable.session_lesson] == Modality.PEER
    n_groups = np.bincount(timetable.session_block[is_peer], minlength=day.n_blocks)
    return [
        Fault(
            NAME,
            f"{day.names.blocks[block]} has {count(int(n_groups[block]), 'group')} of "
            f"peers; at most {most} are allowed at once.",
            (),
            block,
        )
        for block in np.flatnonzero(n_groups > most).tolist()
    ]


def _least(day: Day) -> IntArray:
    by_modality = {
        Modality.LIVE: day.limits.live_min,
        Modality.PEER: day.limits.peer_min,
    }
    least = np.ones(day.n_lessons, np.int64)
    for modality, students in by_modality.items():
        least[day.lessons.modality == modality] = students
    return least
