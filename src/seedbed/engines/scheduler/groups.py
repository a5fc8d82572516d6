"""Who would come to a session of a lesson, compiled with Numba: list, choose, seat.

Arguments are named as in ``kernels``. ``who`` and ``gains`` are scratch arrays that the
caller owns: a kernel allocates nothing.
"""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.compiled import compiled, inner
from seedbed.engines.scheduler.kernels import can_join, can_leave, fits, join, worth
from seedbed.engines.scheduler.sites import can_sit_in
from seedbed.engines.scheduler.state import CAP, LESSON, ROOM, SIZE, Problem, State
from seedbed.lib.arrays import FloatArray, IntArray

IMPOSSIBLE = -np.inf
#: No room yet: a room is a number from 0, a call is -1.
ANY_ROOM = -9
#: In the place of an option that was wanted but may not be.
NOT_CHOSEN = -1


@inner
def takers(
    p: Problem,
    x: State,
    b: int,
    lesson: int,
    r: int,
    old: int,
    instead: FloatArray,
    who: IntArray,
    gains: FloatArray,
) -> int:
    """List who might come to a session of the lesson in room r, and what it adds.

    ``r`` is ANY_ROOM before the room is known. Members of session ``old``, which would
    close for it, come from ``instead`` (S,), what their block is then worth. Whether
    they may come is asked of those few alone who are wanted: that costs most.
    """
    n = 0
    for i in range(p.lesson_starts[lesson], p.lesson_starts[lesson + 1]):
        o = p.by_lesson[i]
        s = p.student[o]
        now = x.choice[b, s]
        if now == o or not p.allowed[o, b]:
            continue
        if r != ANY_ROOM and not can_sit_in(p, p.where[b, s], r):
            continue
        is_out = old >= 0 and x.seat[b, s] == old
        has = instead[s] if is_out else worth(p, x, s, b, now)
        who[n] = o
        gains[n] = worth(p, x, s, b, o) - has
        n += 1
    return n


@inner
def _take_best(n: int, who: IntArray, gains: FloatArray) -> tuple[int, float]:
    """Move the option that gains most to the end; return it and what it gains."""
    i = 0
    for k in range(1, n):
        if gains[k] > gains[i]:
            i = k
    o, gain = who[i], gains[i]
    who[i], gains[i] = who[n - 1], gains[n - 1]
    who[n - 1], gains[n - 1] = o, gain
    return o, gain


@compiled
def fill_session(
    p: Problem, x: State, b: int, j: int, who: IntArray, gains: FloatArray
) -> float:
    """Seat the students who gain most; return the change of the plan's gain."""
    row = x.session[b, j]
    n = takers(p, x, b, row[LESSON], row[ROOM], -1, gains, who, gains)
    change = 0.0
    while n > 0 and row[SIZE] < row[CAP]:
        o, gain = _take_best(n, who, gains)
        if gain <= 0 and row[SIZE] >= p.least[row[LESSON]]:
            break
        n -= 1
        s = p.student[o]
        if can_leave(p, x, s, b) and fits(p, x, s, b, o) and can_join(p, x, s, b, j):
            join(p, x, s, b, o, j)
            change += gain
    return change


@compiled
def group_gain(
    p: Problem,
    x: State,
    b: int,
    lesson: int,
    seats: int,
    room: int,
    who: IntArray,
    gains: FloatArray,
) -> float:
    """Return what the best group for a lesson gains; 0 when too few could come."""
    n = takers(p, x, b, lesson, room, -1, gains, who, gains)
    gain, _ = choose(p, x, b, lesson, -1, seats, n, who, gains, IMPOSSIBLE)
    return 0.0 if gain == IMPOSSIBLE else gain


@inner
def choose(
    p: Problem,
    x: State,
    b: int,
    lesson: int,
    old: int,
    seats: int,
    n: int,
    who: IntArray,
    gains: FloatArray,
    least_gain: float,
) -> tuple[float, int]:
    """Choose who gains most together of the first n; return their gain, or impossible.

    As if everyone in session ``old`` might leave it. Less than ``least_gain`` is
    impossible too: it is given up as soon as those who are left cannot add enough. The
    chosen are then at ``who[k:n]``, the best last, where k is returned as well.
    """
    total, size, least = 0.0, 0, p.least[lesson]
    while n > 0 and size < seats:
        o, gain = _take_best(n, who, gains)
        if gain <= 0 and size >= least:
            break
        if total + max(gain, 0.0) * (seats - size) < least_gain:
            return IMPOSSIBLE, n
        n -= 1
        s = p.student[o]
        is_out = old >= 0 and x.seat[b, s] == old
        if (is_out or can_leave(p, x, s, b)) and fits(p, x, s, b, o):
            total += gain
            size += 1
        else:
            who[n] = NOT_CHOSEN
    return (IMPOSSIBLE if size < least else total), n


@inner
def seat_chosen(
    p: Problem, x: State, b: int, j: int, chosen: IntArray
) -> tuple[float, int]:
    """Seat those that were chosen for a session; return the change, and who could not.

    The last comes first.
    """
    change, n_left = 0.0, 0
    for k in range(len(chosen) - 1, -1, -1):
        o = chosen[k]
        if o == NOT_CHOSEN:
            continue
        s = p.student[o]
        if can_leave(p, x, s, b) and fits(p, x, s, b, o) and can_join(p, x, s, b, j):
            change += worth(p, x, s, b, o) - worth(p, x, s, b, x.choice[b, s])
            join(p, x, s, b, o, j)
        else:
            n_left += 1
    return change, n_left
