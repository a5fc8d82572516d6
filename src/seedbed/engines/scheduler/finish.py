"""From the solver's plan to a timetable: sessions numbered, aides kept, rooms given."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.placement import place
from seedbed.engines.scheduler.space import Space
from seedbed.engines.scheduler.state import (
    AIDE,
    LESSON,
    ROOM,
    SIZE,
    SPARE_ADULTS,
    STAFF,
    Problem,
    State,
)


def to_timetable(day: Day, space: Space, p: Problem, x: State) -> Timetable:
    """Return a plan as a timetable."""
    block, slot = np.nonzero(
        (x.session[:, :, LESSON] >= 0) & (x.session[:, :, SIZE] > 0)
    )
    rows = x.session[block, slot].astype(np.int64)
    number = np.full((day.n_blocks, x.session.shape[1] + 1), -1, np.int64)
    number[block, slot] = np.arange(len(block))
    seat = np.take_along_axis(number, x.seat.astype(np.int64), axis=1).T
    lesson = np.append(p.lesson, -1)[x.choice].T
    hosts = np.zeros((day.n_rooms, day.n_blocks), bool)
    has_room = rows[:, ROOM] >= 0
    hosts[rows[has_room, ROOM], block[has_room]] = True
    spare = None
    if p.supervises:
        # The plan has counted on no room of a session that stands empty.
        hosts |= x.room_at.T >= 0
        spare = x.used[:, SPARE_ADULTS].astype(np.int64)
    return Timetable(
        session_block=block.astype(np.int64),
        session_lesson=rows[:, LESSON].copy(),
        session_staff=rows[:, STAFF].copy(),
        session_aide=rows[:, AIDE].copy(),
        session_room=rows[:, ROOM].copy(),
        seat=np.ascontiguousarray(seat),
        lesson=np.ascontiguousarray(lesson).astype(np.int64),
        room=place(day, space, lesson=lesson, seat=seat, hosts=hosts, spare=spare),
    )
