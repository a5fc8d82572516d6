"""Going on from a plan that stands: as much of it as the day still allows."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler import kernels
from seedbed.engines.scheduler.construct import (
    give_service,
    idle_among,
    seat_locks,
)
from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import position_in
from seedbed.engines.scheduler.guards import may_come
from seedbed.engines.scheduler.mentor_time import give_mentor_time
from seedbed.engines.scheduler.reseat import close_small_groups
from seedbed.engines.scheduler.sites import place_of
from seedbed.engines.scheduler.space import ANYWHERE, Space
from seedbed.engines.scheduler.state import AIDE, IDLE, Problem, State, copy_state
from seedbed.lib.arrays import BoolArray, IntArray
from seedbed.lib.modalities import Modality

_NONE = -1


def resume(day: Day, space: Space, p: Problem, x: State, start: Timetable) -> BoolArray:
    """Fill an empty plan with one that stands; return who keeps what, (B, S).

    Where an adult of a session is away, another one who may lead it and is idle takes
    over. What adults decided comes first, then sessions and seats as they stood, then
    service owed. Nobody who lost a seat has a new one yet.
    """
    slots = _open_sessions(p, x, start)
    seat_locks(space, p, x)
    option = _options(p, start)
    session = np.append(slots, _NONE)[start.seat]
    kernels.sit_again(p, x, option, session)
    _pin_service(space, p, x)
    close_small_groups(p, x)
    give_service(day, space, p, x, copy_state(x))
    give_mentor_time(day, space, p, x, copy_state(x))
    lesson = np.append(p.lesson, _NONE)[x.choice]
    kept: BoolArray = lesson == start.lesson.T
    return kept


def pin_others(x: State, kept: BoolArray) -> IntArray:
    """Pin everyone whose whole day is kept; return the other students."""
    touched = ~kept.all(axis=0)
    x.pinned[:, ~touched] = True
    return np.flatnonzero(touched)


def free_quiet_rooms(p: Problem, x: State) -> None:
    """Move sessions out of quiet rooms where someone on their own needs one."""
    for b in range(x.choice.shape[0]):
        quiet = np.flatnonzero(p.room_quiet & (x.room_at[b] >= 0))
        for r in quiet.tolist():
            idle = np.flatnonzero(~p.room_quiet & (x.room_at[b] == IDLE)).tolist()
            j = int(x.room_at[b, r])
            if kernels.shortage(x, b) and idle:
                any(kernels.relocate(p, x, b, j, other) for other in idle)


def _open_sessions(p: Problem, x: State, start: Timetable) -> IntArray:
    """Open the sessions of a plan, each with an adult who is there; return slots."""
    slots = np.full(start.n_sessions, _NONE, np.int64)
    # Whoever takes over must not be wanted in a session of their own.
    for may_change in (False, True):
        for n in np.flatnonzero(slots < 0).tolist():
            slots[n] = _open_one(p, x, start, n, may_change)
    return slots


def _open_one(p: Problem, x: State, start: Timetable, n: int, may_change: bool) -> int:
    """Open one session of a plan and return its slot, or -1."""
    b, lesson = int(start.session_block[n]), int(start.session_lesson[n])
    staff, place = int(start.session_staff[n]), int(start.session_room[n])
    room = _room_for(p, x, b, lesson, place)
    site = int(place_of(p, room)) if room != kernels.NOWHERE else ANYWHERE
    adult = _adult_for(p, x, b, lesson, staff, site)
    if adult == kernels.NOBODY or room == kernels.NOWHERE:
        return _NONE
    if not may_change and (adult, room) != (staff, place):
        return _NONE
    j = int(kernels.open_session(p, x, b, lesson, adult, room))
    aide = int(start.session_aide[n])
    if j < 0 or aide < 0 or not p.is_aide[aide]:
        return j
    if x.staff_at[b, aide] == IDLE and may_come(p, x, b, aide, site):
        x.session[b, j, AIDE] = aide
        x.staff_at[b, aide] = j
    return j


def _adult_for(
    p: Problem, x: State, b: int, lesson: int, wanted: int, place: int
) -> int:
    """Return the adult of a session, else the least versatile idle one, or NOBODY."""
    if p.modality[lesson] == Modality.PEER:
        return _NONE
    leaders = p.leaders[p.leader_starts[lesson] : p.leader_starts[lesson + 1]]
    idle = idle_among(p, x, b, leaders, place)
    if wanted in idle:
        return wanted
    if not len(idle):
        return kernels.NOBODY
    return int(idle[np.diff(p.led_starts)[idle].argmin()])


def _room_for(p: Problem, x: State, b: int, lesson: int, wanted: int) -> int:
    """Return the room of a session (-1 for a call), else another one, or NOWHERE."""
    if wanted < 0 or x.room_at[b, wanted] == IDLE:
        return wanted
    return int(kernels.pick_room(p, x, b, int(p.most[lesson]), p.room_site[wanted]))


def _options(p: Problem, start: Timetable) -> IntArray:
    """Return the possible seat of each student and block, (S, B), or -1."""
    n_lessons = max(1, len(p.skill))
    student, block = np.nonzero(start.lesson >= 0)
    wanted = student * n_lessons + start.lesson[student, block]
    option = np.full(start.lesson.shape, _NONE, np.int64)
    option[student, block] = position_in(wanted, p.student * n_lessons + p.lesson)
    return option


def _pin_service(space: Space, p: Problem, x: State) -> None:
    """Pin the tutoring of whoever is owed minutes with an adult."""
    way = np.append(p.modality, _NONE)[np.append(p.lesson, _NONE)[x.choice]]
    x.pinned[(way == Modality.TUTORING) & (space.owed_minutes > 0)[None, :]] = True
