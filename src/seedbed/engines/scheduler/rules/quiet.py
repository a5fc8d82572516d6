"""Students with a right to a separate setting do their own work in a quiet room."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault
from seedbed.engines.scheduler.space import Space

NAME = "quiet"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return hub blocks of individual work or study outside a quiet room."""
    students = day.students
    alone = students.free & ~students.at_home & (timetable.seat < 0)
    who, block = np.nonzero(alone & students.needs_quiet[:, None])
    room = timetable.room[who, block]
    is_quiet = np.append(day.rooms.is_quiet, False)[room]
    return [
        Fault(
            NAME,
            f"{day.names.students[s]} needs a quiet room in {day.names.blocks[b]} and "
            f"sits in {day.names.rooms[r] if r >= 0 else 'none'}.",
            (s,),
            b,
        )
        for s, b, r in zip(
            who[~is_quiet].tolist(),
            block[~is_quiet].tolist(),
            room[~is_quiet].tolist(),
            strict=True,
        )
    ]


def constrain(day: Day, space: Space) -> None:
    """Keep seats of quiet rooms for the students who need one."""
    space.needs_quiet = day.students.needs_quiet.copy()


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say that the student's own work needs a quiet room, if no room is quiet."""
    del lesson  # every rule is asked alike
    if not day.students.needs_quiet[student] or day.students.at_home[student, block]:
        return ""
    if (day.rooms.is_quiet & day.rooms.free[:, block]).any():
        return ""
    return (
        f"{day.names.students[student]} needs a quiet room, and none is free in "
        f"{day.names.blocks[block]}."
    )
