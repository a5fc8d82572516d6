"""Each room in use at the hub has a licensed adult, where that is not waived.

Who leads or aids in a room is there. A room without such an adult needs one who is
free in that block and in no session; one adult looks after one room.
"""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import IntArray
from seedbed.lib.text import count, listing

NAME = "licensed_adult"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return blocks with more rooms in use than licensed adults for them."""
    if not day.limits.licensed_adult or not day.n_rooms:
        return []
    found = []
    for block in range(day.n_blocks):
        rooms = _rooms_without(day, timetable, block)
        n_spare = _n_spare(day, timetable, block)
        if len(rooms) > n_spare:
            names = listing([day.names.rooms[r] for r in rooms])
            found.append(
                Fault(
                    NAME,
                    f"{names} {'needs' if len(rooms) == 1 else 'need'} a licensed "
                    f"adult in {day.names.blocks[block]}, and "
                    f"{count(n_spare, 'licensed adult')} "
                    f"{'is' if n_spare == 1 else 'are'} free.",
                    (),
                    block,
                )
            )
    return found


def constrain(day: Day, space: Space) -> None:
    """Tell the solver who may look after a room, and which fixed ones lack someone."""
    if not day.limits.licensed_adult or not day.n_rooms:
        return
    adults, fixed = day.adults, day.fixed
    # An aide may be called into a session, so the plan does not count on aides.
    space.supervisors = adults.is_licensed & ~adults.is_aide
    is_own = np.append(adults.is_licensed, False)[fixed.staff]
    lacking = ~is_own & (fixed.room >= 0)
    space.unstaffed = np.bincount(fixed.block[lacking], minlength=day.n_blocks)


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say that no licensed adult is free, if so."""
    del lesson  # every rule is asked alike
    if not day.limits.licensed_adult or day.students.at_home[student, block]:
        return ""
    if (day.adults.is_licensed & day.adults.free[:, block]).any():
        return ""
    return f"No licensed adult is free in {day.names.blocks[block]}."


def _rooms_without(day: Day, timetable: Timetable, block: int) -> list[int]:
    """Return the rooms with someone at the hub and no licensed adult of their own."""
    licensed = np.append(day.adults.is_licensed, False)
    used: set[int] = set()
    staffed: set[int] = set()
    for session in np.flatnonzero(timetable.session_block == block).tolist():
        who = timetable.seat[:, block] == session
        room = int(timetable.session_room[session])
        if room < 0 or not (who & ~day.students.at_home[:, block]).any():
            continue
        used.add(room)
        staff, aide = timetable.session_staff[session], timetable.session_aide[session]
        if licensed[staff] or licensed[aide]:
            staffed.add(room)
    for index in np.flatnonzero(day.fixed.block == block).tolist():
        room = int(day.fixed.room[index])
        if room >= 0:
            used.add(room)
            if licensed[day.fixed.staff[index]]:
                staffed.add(room)
    own: IntArray = np.unique(timetable.room[:, block])
    used |= {room for room in own.tolist() if room >= 0}
    return sorted(used - staffed)


def _n_spare(day: Day, timetable: Timetable, block: int) -> int:
    """Return how many licensed adults are in and in no session of the block."""
    now = timetable.session_block == block
    busy = {*timetable.session_staff[now].tolist(), *timetable.session_aide[now]}
    busy |= {*day.fixed.staff[day.fixed.block == block].tolist()}
    spare = day.adults.is_licensed & day.adults.free[:, block]
    return sum(1 for w in np.flatnonzero(spare).tolist() if w not in busy)
