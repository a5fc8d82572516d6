"""Seats with their mentor for whoever is owed minutes with them today."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler import groups, kernels
from seedbed.engines.scheduler.day import Day
from seedbed.engines.scheduler.space import Space
from seedbed.engines.scheduler.state import IDLE, LESSON, SIZE, STAFF, Problem, State
from seedbed.lib.arrays import IntArray
from seedbed.lib.modalities import Modality

_NONE = -1


def give_mentor_time(day: Day, space: Space, p: Problem, x: State, y: State) -> None:
    """Seat and pin students in sessions of their mentor until they have what is owed.

    ``y`` is scratch space. What nobody can give is left to verify.
    """
    owed = space.owed_mentor.copy()
    for s in np.flatnonzero(owed > 0).tolist():
        mentor = int(day.students.mentor[s])
        for b in range(day.n_blocks):
            j = x.seat[b, s]
            if j >= 0 and x.session[b, j, STAFF] == mentor:
                x.pinned[b, s] = True
                owed[s] -= day.block_minutes[b]
        while owed[s] > 0:
            b = _seat_once(p, x, y, s, mentor)
            if b < 0:
                break
            owed[s] -= day.block_minutes[b]


def _seat_once(p: Problem, x: State, y: State, s: int, mentor: int) -> int:
    """Seat a student with the mentor, in an open session if one suits; return b."""
    own = np.arange(p.starts[s], p.starts[s + 1])
    own = own[p.modality[p.lesson[own]] <= Modality.TUTORING].tolist()
    for tries in (_join, _open):
        for b in range(x.choice.shape[0]):
            if x.pinned[b, s] or not kernels.can_leave(p, x, s, b):
                continue
            for o in own:
                if kernels.fits(p, x, s, b, o) and tries(p, x, y, s, b, o, mentor):
                    x.pinned[b, s] = True
                    return b
    return _NONE


def _join(p: Problem, x: State, y: State, s: int, b: int, o: int, w: int) -> bool:
    """Seat s in the mentor's session if it is of lesson o; tell whether it was."""
    del y  # both ways are called alike
    j = int(x.staff_at[b, w])
    if j < 0 or x.session[b, j, STAFF] != w or x.session[b, j, LESSON] != p.lesson[o]:
        return False
    if x.seat[b, s] == j or not kernels.can_join(p, x, s, b, j):
        return False
    kernels.join(p, x, s, b, o, j)
    return True


def _open(p: Problem, x: State, y: State, s: int, b: int, o: int, w: int) -> bool:
    """Open a session of lesson o with the mentor, with as many as it needs."""
    lesson = int(p.lesson[o])
    leads = p.leaders[p.leader_starts[lesson] : p.leader_starts[lesson + 1]]
    if w not in leads or x.staff_at[b, w] != IDLE or x.staff_left[w] <= 0:
        return False
    kernels.save(x, y, b)
    before = kernels.shortage(x, b)
    seats = int(min(p.most[lesson], p.max_seats[w]))
    r = kernels.pick_room(p, x, b, seats, p.where[b, s])
    j = kernels.NOBODY
    if r != kernels.NOWHERE:
        j = int(kernels.open_session(p, x, b, lesson, w, r))
    if j >= 0 and kernels.can_join(p, x, s, b, j):
        kernels.join(p, x, s, b, o, j)
        x.pinned[b, s] = True
        _fill(p, x, b, j)
        if x.session[b, j, SIZE] >= p.least[lesson] and (
            kernels.shortage(x, b) <= before
        ):
            return True
        x.pinned[b, s] = False
    kernels.save(y, x, b)
    return False


def _fill(p: Problem, x: State, b: int, j: int) -> None:
    """Bring a session to the students it needs, and more who gain by it."""
    if x.session[b, j, SIZE] < p.least[x.session[b, j, LESSON]]:
        who: IntArray = np.empty(len(p.student), np.int64)
        groups.fill_session(p, x, b, j, who, np.empty(len(p.student)))
