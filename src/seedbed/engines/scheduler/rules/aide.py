"""A session at the hub with a student who needs an aide has one who is free."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault, members, session_title
from seedbed.engines.scheduler.space import Space
from seedbed.lib.text import listing

NAME = "aide"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return sessions that lack an aide, and aides who are not aides or not free."""
    found = []
    for session in range(timetable.n_sessions):
        block = int(timetable.session_block[session])
        aide = int(timetable.session_aide[session])
        title = session_title(day, timetable, session)
        who = np.array(members(timetable, session), np.int64)
        at_hub = ~day.students.at_home[who, block]
        needing = who[at_hub & day.students.needs_aide[who]]
        if aide < 0 and len(needing):
            names = listing([day.names.students[s] for s in needing])
            need = "needs" if len(needing) == 1 else "need"
            message = f"{names} {need} an aide in {title}, which has none."
            found.append(Fault(NAME, message, tuple(needing.tolist()), block, session))
        elif aide >= 0 and not day.adults.is_aide[aide]:
            message = f"{day.names.staff[aide]} is no aide and aids in {title}."
            found.append(Fault(NAME, message, (), block, session))
        elif aide >= 0 and not day.adults.free[aide, block]:
            message = f"{day.names.staff[aide]} is not free to aid in {title}."
            found.append(Fault(NAME, message, (), block, session))
    return found


def constrain(day: Day, space: Space) -> None:
    """Tell the solver who needs an aide in sessions at the hub."""
    space.needs_aide = day.students.needs_aide.copy()


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say that the student needs an aide and none is free, if so."""
    del lesson  # every rule is asked alike
    if not day.students.needs_aide[student] or day.students.at_home[student, block]:
        return ""
    if (day.adults.is_aide & day.adults.free[:, block]).any():
        return ""
    return (
        f"{day.names.students[student]} needs an aide in sessions, and none is free "
        f"in {day.names.blocks[block]}."
    )
