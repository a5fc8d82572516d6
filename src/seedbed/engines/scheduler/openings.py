"""A session in the place of another, compiled with Numba.

Arguments are named as in ``kernels``, scratch arrays as in ``groups``. In a good plan
hardly one try in ten thousand gains, so a try is given up at the first figure that says
it cannot: what the old session's members lose and what the best new group gains.
"""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.chance import chance, pick
from seedbed.engines.scheduler.compiled import inner
from seedbed.engines.scheduler.groups import (
    ANY_ROOM,
    IMPOSSIBLE,
    NOT_CHOSEN,
    choose,
    fill_session,
    seat_chosen,
    takers,
)
from seedbed.engines.scheduler.kernels import (
    NOBODY,
    NOWHERE,
    PEER,
    close_session,
    fits,
    move,
    open_session,
    pick_room,
    save,
    seat_best,
    shortage,
    worth,
)
from seedbed.engines.scheduler.sites import has_time
from seedbed.engines.scheduler.state import (
    CAP,
    IDLE,
    LESSON,
    NEXT,
    SIZE,
    STAFF,
    Problem,
    State,
)
from seedbed.lib.arrays import FloatArray, IntArray


@inner
def try_session(
    p: Problem,
    x: State,
    y: State,
    s: int,
    b: int,
    heat: float,
    instead: FloatArray,
    who: IntArray,
    gains: FloatArray,
) -> float:
    """Try to open a session of a random lesson of the student; return the change.

    It takes the place of another one of its adult, of another group of peers, or the
    room of any other. Most tries are given up before anything moves, since they could
    never gain enough.
    """
    lesson = p.lesson[pick(p.starts[s], p.starts[s + 1])]
    if p.modality[lesson] > PEER:
        return 0.0
    w, old = -1, -1
    if p.modality[lesson] == PEER:
        old = _peer_group(p, x, b)
    else:
        w, old = _leader(p, x, b, lesson)
    if w == NOBODY or (w >= 0 and not has_time(p, x, b, w, p.where[b, s])):
        return 0.0
    if old < 0 and len(p.room_seats) > 0 and pick(0, 2) == 0:
        old = _any_session(x, b)
    if old >= 0 and (x.session[b, old, LESSON] == lesson or _has_pins(x, b, old)):
        return 0.0
    seats = p.most[lesson] if w < 0 else min(p.most[lesson], p.max_seats[w])
    least_change = heat * np.log(chance())
    least = least_change + _lost(p, x, b, old, instead)
    n = takers(p, x, b, lesson, ANY_ROOM, old, instead, who, gains)
    gain, k = choose(p, x, b, lesson, old, seats, n, who, gains, least)
    if gain < least or gain < least + _lost_too(p, x, b, old, instead, who[k:n]):
        return 0.0
    save(x, y, b)
    change = _replace_session(p, x, s, b, lesson, w, old, who, gains, k, n)
    if change >= least_change:
        return change
    save(y, x, b)
    return 0.0


@inner
def _lost(p: Problem, x: State, b: int, old: int, instead: FloatArray) -> float:
    """Return what members of a session lose when it closes, at least.

    ``instead`` holds then what else each of them could do if no session were full.
    """
    lost = 0.0
    if old >= 0:
        for i in range(x.session[b, old, SIZE]):
            s = x.members[b, old, i]
            instead[s] = _next_best(p, x, s, b, old, False, p.student[:0])
            lost += worth(p, x, s, b, x.choice[b, s]) - instead[s]
    return lost


@inner
def _lost_too(
    p: Problem, x: State, b: int, old: int, instead: FloatArray, chosen: IntArray
) -> float:
    """Return what those not chosen lose beside ``_lost``, as sessions are full.

    The chosen leave seats behind, which others may have.
    """
    lost = 0.0
    if old >= 0:
        for i in range(x.session[b, old, SIZE]):
            s = x.members[b, old, i]
            if not _is_among(p, s, chosen):
                lost += instead[s] - _next_best(p, x, s, b, old, True, chosen)
    return lost


@inner
def _is_among(p: Problem, s: int, chosen: IntArray) -> bool:
    found = False
    for o in chosen:
        found |= o != NOT_CHOSEN and p.student[o] == s
    return found


@inner
def _next_best(
    p: Problem, x: State, s: int, b: int, old: int, counts: bool, chosen: IntArray
) -> float:
    """Return what block b is worth to the student without session ``old``, at most.

    Where seats are counted (``counts``), the chosen have left theirs.
    """
    best = 0.0
    for o in range(p.starts[s], p.starts[s + 1]):
        if p.gain[o] + 2.0 * p.promise <= best:
            break
        if not _has_other(p, x, b, o, old, counts, chosen) or not fits(p, x, s, b, o):
            continue
        best = max(best, worth(p, x, s, b, o))
    return best


@inner
def _has_other(
    p: Problem, x: State, b: int, o: int, old: int, counts: bool, chosen: IntArray
) -> bool:
    """Tell whether o is done alone or in a session other than ``old``."""
    lesson = p.lesson[o]
    if p.modality[lesson] > PEER:
        return True
    j = x.head[b, lesson]
    while j >= 0:
        is_other = j != old
        if is_other and (not counts or x.session[b, j, SIZE] < x.session[b, j, CAP]):
            return True
        if is_other and _is_left(p, x, b, j, chosen):
            return True
        j = x.session[b, j, NEXT]
    return False


@inner
def _is_left(p: Problem, x: State, b: int, j: int, chosen: IntArray) -> bool:
    """Tell whether one of the chosen leaves session j."""
    found = False
    for o in chosen:
        found |= o != NOT_CHOSEN and x.seat[b, p.student[o]] == j
    return found


@inner
def _replace_session(
    p: Problem,
    x: State,
    s: int,
    b: int,
    lesson: int,
    w: int,
    old: int,
    who: IntArray,
    gains: FloatArray,
    k: int,
    n: int,
) -> float:
    """Open the session for the chosen at ``who[k:n]``; return the plan's change."""
    n_out, change, short = 0, 0.0, shortage(x, b)
    if old >= 0:
        n_out = x.session[b, old, SIZE]
        change = _empty_session(p, x, b, old, who[n:])
    seats = p.most[lesson] if w < 0 else min(p.most[lesson], p.max_seats[w])
    r = pick_room(p, x, b, seats, p.where[b, s])
    j = open_session(p, x, b, lesson, w, r) if r != NOWHERE else -1
    if j < 0:
        return IMPOSSIBLE
    more, n_left = seat_chosen(p, x, b, j, who[k:n])
    change += more
    if n_left > 0:
        change += fill_session(p, x, b, j, who[:n], gains)
    for v in who[n : n + n_out]:
        if x.choice[b, v] < 0:
            change += seat_best(p, x, v, b)
    if x.session[b, j, SIZE] < p.least[lesson] or shortage(x, b) > short:
        return IMPOSSIBLE
    return change


@inner
def _leader(p: Problem, x: State, b: int, lesson: int) -> tuple[int, int]:
    """Return a random adult for the lesson and the session to close for it."""
    first, last = p.leader_starts[lesson], p.leader_starts[lesson + 1]
    for _ in range(min(4, last - first)):
        w = p.leaders[pick(first, last)]
        j = x.staff_at[b, w]
        if j == IDLE and x.staff_left[w] > 0:
            return w, -1
        if j >= 0 and x.session[b, j, STAFF] == w:
            return w, j
    return NOBODY, -1


@inner
def _peer_group(p: Problem, x: State, b: int) -> int:
    """Return a random group without an adult to close, or -1 to close none."""
    if x.used[b, 1] < p.peer_groups and pick(0, 2) == 0:
        return -1
    found, n = -1, 0
    for j in range(x.session.shape[1]):
        if x.session[b, j, LESSON] >= 0 and x.session[b, j, STAFF] < 0:
            n += 1
            if pick(0, n) == 0:
                found = j
    return found


@inner
def _any_session(x: State, b: int) -> int:
    """Return a random session of the block, or -1 where there is none."""
    found, n = -1, 0
    for j in range(x.session.shape[1]):
        if x.session[b, j, LESSON] >= 0:
            n += 1
            if pick(0, n) == 0:
                found = j
    return found


@inner
def _empty_session(p: Problem, x: State, b: int, j: int, who: IntArray) -> float:
    """Send everyone in a session to study, close it; return the change."""
    change = 0.0
    for i in range(x.session[b, j, SIZE]):
        who[i] = x.members[b, j, i]
    for s in who[: x.session[b, j, SIZE]]:
        change -= worth(p, x, s, b, x.choice[b, s])
        move(p, x, s, b, -1, -1)
    close_session(p, x, b, j)
    return change


@inner
def _has_pins(x: State, b: int, j: int) -> bool:
    n_pinned = 0
    for i in range(x.session[b, j, SIZE]):
        n_pinned += x.pinned[b, x.members[b, j, i]]
    return n_pinned > 0
