"""Moves of several students at once, compiled: who is in the way goes elsewhere.

Arguments are named as in ``kernels``. A chain writes each step to ``log``, so that a
rejected one is taken back step by step.
"""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.chance import accepts, pick
from seedbed.engines.scheduler.compiled import inner
from seedbed.engines.scheduler.kernels import (
    NOBODY,
    NOWHERE,
    can_join,
    can_leave,
    fits,
    is_open,
    move,
    place_for,
    seat_best,
    shortage,
    take,
    worth,
)
from seedbed.engines.scheduler.state import (
    AIDE,
    CAP,
    IDLE,
    NEXT,
    SIZE,
    Problem,
    State,
)
from seedbed.lib.arrays import IntArray

IMPOSSIBLE = -np.inf
#: Columns of the log: who and when, what and where before, the aide there before.
WHO, WHEN, SEAT, PLACE, AIDE_THEN = range(5)
LOG_SHAPE = (8, 5)


@inner
def try_chain(
    p: Problem, x: State, s: int, b: int, heat: float, log: IntArray
) -> float:
    """Try a random seat that needs others to move; return the plan's change.

    What stands in the way in the student's own day, and one member of a full session,
    each take the best that is left.
    """
    o = pick(p.starts[s], p.starts[s + 1])
    if o == x.choice[b, s] or not p.allowed[o, b] or not is_open(p, x, b, o):
        return 0.0
    if not can_leave(p, x, s, b):
        return 0.0
    n, c, change, short = 0, -1, 0.0, shortage(x, b)
    if not fits(p, x, s, b, o):
        c = _in_the_way(p, x, s, b, o)
        if c < 0 or not can_leave(p, x, s, c):
            return 0.0
        short += shortage(x, c)
        change = _go(p, x, s, c, -1, -1, log, n)
        n = 1
    more, n = _squeeze_in(p, x, s, b, o, log, n)
    change += more
    if more > IMPOSSIBLE and c >= 0:
        change += _go_best(p, x, s, c, log, n)
        n += 1
        short -= shortage(x, c)
    if shortage(x, b) <= short and accepts(change, heat):
        return change
    _undo(p, x, log, n)
    return 0.0


@inner
def _squeeze_in(
    p: Problem, x: State, s: int, b: int, o: int, log: IntArray, n: int
) -> tuple[float, int]:
    """Give s the seat o, in someone else's place if need be.

    Returns the change, minus infinity where it cannot be, and the steps logged so far.
    """
    if not fits(p, x, s, b, o):
        return IMPOSSIBLE, n
    j, v, change = place_for(p, x, s, b, o), -1, 0.0
    if j == NOWHERE:
        j, v = _full_session(p, x, s, b, o)
    if j == NOWHERE:
        return IMPOSSIBLE, n
    if v >= 0:
        change += _go(p, x, v, b, -1, -1, log, n)
        n += 1
        if not can_join(p, x, s, b, j):
            return IMPOSSIBLE, n
    change += _go(p, x, s, b, o, j, log, n)
    n += 1
    if v >= 0:
        change += _go_best(p, x, v, b, log, n)
        n += 1
    return change, n


@inner
def _in_the_way(p: Problem, x: State, s: int, b: int, o: int) -> int:
    """Return another block of the student's day that keeps them from o, or -1."""
    lesson, found, n = p.lesson[o], -1, 0
    for c in range(x.choice.shape[0]):
        other = x.choice[c, s]
        if c == b or other < 0:
            continue
        is_same_skill = p.skill[p.lesson[other]] == p.skill[lesson]
        is_same_way = p.modality[p.lesson[other]] == p.modality[lesson]
        if other == o or is_same_skill or is_same_way:
            n += 1
            if pick(0, n) == 0:
                found = c
    return found


@inner
def _full_session(p: Problem, x: State, s: int, b: int, o: int) -> tuple[int, int]:
    """Return a full session of o's lesson, and a member who may leave it to s."""
    j = x.head[b, p.lesson[o]]
    while j >= 0:
        if x.session[b, j, SIZE] >= x.session[b, j, CAP]:
            v = x.members[b, j, pick(0, x.session[b, j, SIZE])]
            if v != s and not x.pinned[b, v]:
                return j, v
        j = x.session[b, j, NEXT]
    return NOWHERE, NOBODY


@inner
def _go(
    p: Problem, x: State, s: int, b: int, o: int, j: int, log: IntArray, n: int
) -> float:
    """Move a student, note what was before as step n, and return the change."""
    _note(x, s, b, j, log, n)
    change = worth(p, x, s, b, o) - worth(p, x, s, b, x.choice[b, s])
    if o < 0:
        move(p, x, s, b, -1, -1)
    else:
        take(p, x, s, b, o, j)
    return change


@inner
def _note(x: State, s: int, b: int, j: int, log: IntArray, n: int) -> None:
    row = log[n]
    row[WHO], row[WHEN] = s, b
    row[SEAT], row[PLACE] = x.choice[b, s], x.seat[b, s]
    row[AIDE_THEN] = x.session[b, j, AIDE] if j >= 0 else -1


@inner
def _go_best(p: Problem, x: State, s: int, b: int, log: IntArray, n: int) -> float:
    """Give a student the best open seat, note it as step n, and return the change."""
    _note(x, s, b, -1, log, n)
    return seat_best(p, x, s, b)


@inner
def _undo(p: Problem, x: State, log: IntArray, n: int) -> None:
    """Take back the first n steps of the log."""
    for i in range(n - 1, -1, -1):
        s, b = log[i, WHO], log[i, WHEN]
        j = x.seat[b, s]
        move(p, x, s, b, log[i, SEAT], log[i, PLACE])
        log[i, PLACE] = j
    # Only now is everyone back who may need the aide.
    for i in range(n):
        b, j = log[i, WHEN], log[i, PLACE]
        if j >= 0 and log[i, AIDE_THEN] < 0 and x.session[b, j, AIDE] >= 0:
            _release_aide(p, x, b, j)


@inner
def _release_aide(p: Problem, x: State, b: int, j: int) -> None:
    """Let an aide go whom nobody in the session needs."""
    for i in range(x.session[b, j, SIZE]):
        v = x.members[b, j, i]
        if p.needs_aide[v] or p.language[v] >= 0:
            return
    x.staff_at[b, x.session[b, j, AIDE]] = IDLE
    x.session[b, j, AIDE] = -1
