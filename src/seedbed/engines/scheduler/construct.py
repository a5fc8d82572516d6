"""The first plan: what adults decided, service owed, then sessions by greatest gain."""

from __future__ import annotations

import heapq

import numpy as np

from seedbed.engines.scheduler import groups, kernels
from seedbed.engines.scheduler.day import Day
from seedbed.engines.scheduler.guards import may_come
from seedbed.engines.scheduler.mentor_time import give_mentor_time
from seedbed.engines.scheduler.space import ANYWHERE, Space
from seedbed.engines.scheduler.state import (
    IDLE,
    LOCKED,
    SIZE,
    Problem,
    State,
    copy_state,
)
from seedbed.lib.arrays import IntArray
from seedbed.lib.modalities import Modality

_NONE = -1


def construct(day: Day, space: Space, p: Problem, x: State) -> None:
    """Fill an empty plan in place, sparing nobody's rights for anybody's gain."""
    scratch = copy_state(x)
    seat_locks(space, p, x)
    give_service(day, space, p, x, scratch)
    give_mentor_time(day, space, p, x, scratch)
    kernels.improve_seats(p, x)
    led = np.unique(p.led)
    for block in range(day.n_blocks):
        _open_sessions(p, x, scratch, block, led)
        _open_sessions(p, x, scratch, block, p.peer_lessons)
    kernels.improve_seats(p, x)


def seat_locks(space: Space, p: Problem, x: State) -> None:
    """Seat and pin what adults decided; one that breaks a rule is left to verify."""
    for s, b, lesson in sorted(space.locked, key=lambda lock: (lock[1], lock[2])):
        # Pinned first: what an adult chose does not count against the day's variety.
        x.pinned[b, s] = True
        if lesson < 0:
            continue
        own = np.arange(p.starts[s], p.starts[s + 1])
        o = int(own[p.lesson[own] == lesson][0])
        if not kernels.fits(p, x, s, b, o):
            x.pinned[b, s] = False
            continue
        if p.modality[lesson] > Modality.PEER:
            kernels.move(p, x, s, b, o, _NONE)
            continue
        j = kernels.joinable(p, x, s, b, o)
        if j < 0:
            j = _open_for(p, x, s, b, lesson)
        x.pinned[b, s] = j >= 0
        if j >= 0:
            kernels.join(p, x, s, b, o, j)
            x.session[b, j, LOCKED] += 1


def _open_for(p: Problem, x: State, s: int, b: int, lesson: int) -> int:
    """Open a session that one student can join and return its slot, or -1."""
    if p.modality[lesson] == Modality.PEER:
        adults = [_NONE]
    else:
        first, last = p.leader_starts[lesson], p.leader_starts[lesson + 1]
        adults = idle_among(p, x, b, p.leaders[first:last], ANYWHERE).tolist()
    for w in adults:
        seats = int(p.most[lesson] if w < 0 else min(p.most[lesson], p.max_seats[w]))
        r = kernels.pick_room(p, x, b, seats, p.where[b, s])
        if r == kernels.NOWHERE:
            return _NONE
        j = kernels.open_session(p, x, b, lesson, w, r)
        if j >= 0 and kernels.can_join(p, x, s, b, j):
            return int(j)
        if j >= 0:
            kernels.close_session(p, x, b, j)
    return _NONE


def idle_among(p: Problem, x: State, b: int, adults: IntArray, place: int) -> IntArray:
    """Return those of some adults who could lead another session at a place."""
    idle: IntArray = adults[
        (x.staff_at[b, adults] == IDLE) & (x.staff_left[adults] > 0)
    ]
    if p.most_running >= len(p.follows) and not p.travels:
        return idle
    may = [may_come(p, x, b, w, place) for w in idle]
    return idle[np.array(may, np.bool_)]


def give_service(day: Day, space: Space, p: Problem, x: State, y: State) -> None:
    """Seat and pin tutoring for whoever is owed minutes with an adult."""
    owed = space.owed_minutes.copy()
    for s in np.flatnonzero(owed > 0).tolist():
        for b in range(day.n_blocks):
            if x.choice[b, s] >= 0 and p.modality[p.lesson[x.choice[b, s]]] == 1:
                owed[s] -= day.block_minutes[b]
        while owed[s] > 0:
            b = _tutor_once(day, p, x, y, s)
            if b < 0:
                break
            owed[s] -= day.block_minutes[b]


def _tutor_once(day: Day, p: Problem, x: State, y: State, s: int) -> int:
    """Seat a student in tutoring, in an open session if one suits; return the block."""
    own = np.arange(p.starts[s], p.starts[s + 1])
    own = own[p.modality[p.lesson[own]] == Modality.TUTORING]
    own = own[np.argsort(-p.gain[own], kind="stable")].tolist()
    for is_open in (True, False):
        for o in own:
            for b in range(day.n_blocks):
                if x.pinned[b, s] or not kernels.fits(p, x, s, b, o):
                    continue
                if _tutor_in(p, x, y, s, b, o, is_open):
                    return b
    return _NONE


def _tutor_in(
    p: Problem, x: State, y: State, s: int, b: int, o: int, is_open: bool
) -> bool:
    if is_open:
        j = kernels.joinable(p, x, s, b, o)
    else:
        kernels.save(x, y, b)
        before = kernels.shortage(x, b)
        j = _open_for(p, x, s, b, int(p.lesson[o]))
    if j < 0:
        return False
    kernels.join(p, x, s, b, o, j)
    if not is_open and kernels.shortage(x, b) > before:
        kernels.save(y, x, b)
        return False
    x.pinned[b, s] = True
    return True


def _open_sessions(p: Problem, x: State, y: State, b: int, lessons: IntArray) -> None:
    """Open the session that gains most, again and again, while one gains anything.

    What a group gains only falls as students are seated elsewhere, so an old figure
    is an upper limit: only the first of the queue is reckoned again before it opens.
    """
    desk = _Desk(p, x, y, b)
    queue = [
        (-gain, int(lesson), n)
        for lesson in lessons
        for n, place in enumerate(desk.places)
        if (gain := desk.gain(int(lesson), place)) > 0
    ]
    heapq.heapify(queue)
    while queue:
        _, lesson, n = heapq.heappop(queue)
        gain = desk.gain(lesson, desk.places[n])
        if gain <= 0:
            continue
        if (queue and gain < -queue[0][0]) or desk.open(lesson, desk.places[n]):
            heapq.heappush(queue, (-gain, lesson, n))


class _Desk:
    """Reckons and opens sessions of one block."""

    def __init__(self, p: Problem, x: State, y: State, b: int) -> None:
        self.p, self.x, self.y, self.b = p, x, y, b
        self.who = np.empty(len(p.student), np.int64)
        self.gains = np.empty(len(p.student))
        self.n_led = np.diff(p.led_starts)
        places = np.unique(p.where[b, p.free[b]])
        # Sites first: of two groups that gain alike, the one in a room opens first.
        self.places = [*places[places >= 0].tolist(), *places[places < 0].tolist()]

    def gain(self, lesson: int, place: int) -> float:
        """Return what the best group of a lesson would gain; 0 where none can meet."""
        found = self._adult_and_room(lesson, place)
        if found is None:
            return 0.0
        _, room, seats = found
        return float(
            groups.group_gain(
                self.p, self.x, self.b, lesson, seats, room, self.who, self.gains
            )
        )

    def open(self, lesson: int, place: int) -> bool:
        """Open a session and fill it; undo it where it gains nothing or takes desks."""
        found = self._adult_and_room(lesson, place)
        if found is None:
            return False
        p, x, b = self.p, self.x, self.b
        adult, room, _ = found
        kernels.save(x, self.y, b)
        before = kernels.shortage(x, b)
        j = kernels.open_session(p, x, b, lesson, adult, room)
        if j < 0:
            return False
        change = groups.fill_session(p, x, b, j, self.who, self.gains)
        is_whole = x.session[b, j, SIZE] >= p.least[lesson]
        if change <= 0 or not is_whole or kernels.shortage(x, b) > before:
            kernels.save(self.y, x, b)
            return False
        return True

    def _adult_and_room(self, lesson: int, place: int) -> tuple[int, int, int] | None:
        """Return the least versatile idle adult, a room, and the seats they make."""
        p, x, b = self.p, self.x, self.b
        adult, seats = _NONE, int(min(p.most[lesson], x.members.shape[2]))
        if p.modality[lesson] != Modality.PEER:
            leaders = p.leaders[p.leader_starts[lesson] : p.leader_starts[lesson + 1]]
            idle = idle_among(p, x, b, leaders, place)
            if not len(idle):
                return None
            adult = int(idle[self.n_led[idle].argmin()])
            seats = min(seats, int(p.max_seats[adult]))
        room = int(kernels.pick_room(p, x, b, seats, place))
        if room == kernels.NOWHERE:
            return None
        if room >= 0:
            seats = min(seats, int(p.room_seats[room]))
        return adult, room, seats
