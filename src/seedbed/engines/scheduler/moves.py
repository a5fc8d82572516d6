"""The moves of the search, compiled with Numba: open, close, fill, reseat, anneal.

Arguments are named as in ``kernels``. ``who`` and ``gains`` are scratch arrays that the
caller owns: a kernel allocates nothing.
"""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.chains import try_chain
from seedbed.engines.scheduler.chance import accepts, chance, pick
from seedbed.engines.scheduler.compiled import compiled, inner
from seedbed.engines.scheduler.kernels import (
    NOBODY,
    NOWHERE,
    PEER,
    can_join,
    can_leave,
    close_session,
    fits,
    is_open,
    join,
    move,
    open_session,
    pick_room,
    place_for,
    save,
    seat_best,
    shortage,
    take,
    worth,
)
from seedbed.engines.scheduler.sites import can_sit_in, has_time
from seedbed.engines.scheduler.state import (
    CAP,
    IDLE,
    LESSON,
    ROOM,
    SIZE,
    STAFF,
    Problem,
    State,
)
from seedbed.lib.arrays import FloatArray, IntArray

IMPOSSIBLE = -np.inf


@inner
def candidates(
    p: Problem, x: State, b: int, lesson: int, r: int, who: IntArray, gains: FloatArray
) -> int:
    """List who could come to a session of the lesson in room r, and what it adds."""
    n = 0
    for i in range(p.lesson_starts[lesson], p.lesson_starts[lesson + 1]):
        o = p.by_lesson[i]
        s = p.student[o]
        if x.choice[b, s] == o or not p.allowed[o, b]:
            continue
        if not can_sit_in(p, p.where[b, s], r):
            continue
        if can_leave(p, x, s, b) and fits(p, x, s, b, o):
            who[n] = o
            gains[n] = worth(p, x, s, b, o) - worth(p, x, s, b, x.choice[b, s])
            n += 1
    return n


@compiled
def fill_session(
    p: Problem, x: State, b: int, j: int, who: IntArray, gains: FloatArray
) -> float:
    """Seat the students who gain most; return the change of the plan's gain."""
    row = x.session[b, j]
    n = candidates(p, x, b, row[LESSON], row[ROOM], who, gains)
    change = 0.0
    while n > 0 and row[SIZE] < row[CAP]:
        i = np.argmax(gains[:n])
        o, gain = who[i], gains[i]
        if gain <= 0 and row[SIZE] >= p.least[row[LESSON]]:
            break
        n -= 1
        who[i], gains[i] = who[n], gains[n]
        s = p.student[o]
        if can_leave(p, x, s, b) and can_join(p, x, s, b, j):
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
    n = candidates(p, x, b, lesson, room, who, gains)
    if n < p.least[lesson]:
        return 0.0
    return _best_sum(gains, n, p.least[lesson], seats)


@inner
def _try_seat(p: Problem, x: State, s: int, b: int, heat: float) -> float:
    """Try one random seat for a student; return the change."""
    o = pick(p.starts[s], p.starts[s + 1])
    old = x.choice[b, s]
    if o == old or not is_open(p, x, b, o) or not fits(p, x, s, b, o):
        return 0.0
    change = worth(p, x, s, b, o) - worth(p, x, s, b, old)
    if not accepts(change, heat) or not can_leave(p, x, s, b):
        return 0.0
    j = place_for(p, x, s, b, o)
    if j == NOWHERE:
        return 0.0
    take(p, x, s, b, o, j)
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


@inner
def try_session(
    p: Problem,
    x: State,
    y: State,
    s: int,
    b: int,
    heat: float,
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
    if _most_gain(p, x, b, lesson, old, seats, gains) < least_change:
        return 0.0
    save(x, y, b)
    change = _replace_session(p, x, s, b, lesson, w, old, who, gains)
    if change >= least_change:
        return change
    save(y, x, b)
    return 0.0


@inner
def _most_gain(
    p: Problem, x: State, b: int, lesson: int, old: int, seats: int, gains: FloatArray
) -> float:
    """Return more than a new session can gain, with all who may leave for it."""
    n = 0
    for i in range(p.lesson_starts[lesson], p.lesson_starts[lesson + 1]):
        o = p.by_lesson[i]
        s = p.student[o]
        if x.choice[b, s] == o or not p.allowed[o, b]:
            continue
        if x.seat[b, s] != old and not can_leave(p, x, s, b):
            continue
        if fits(p, x, s, b, o):
            gains[n] = worth(p, x, s, b, o) - worth(p, x, s, b, x.choice[b, s])
            n += 1
    return _best_sum(gains, n, p.least[lesson], seats)


@inner
def _best_sum(gains: FloatArray, n: int, least: int, most: int) -> float:
    """Return the sum of the largest, at least and at most so many; or impossible."""
    if n < least:
        return IMPOSSIBLE
    total = 0.0
    for place in range(min(n, most)):
        i = place + np.argmax(gains[place:n])
        gain = gains[i]
        if gain <= 0 and place >= least:
            break
        total += gain
        gains[i], gains[place] = gains[place], gain
    return total


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
) -> float:
    n_out, change, short = 0, 0.0, shortage(x, b)
    if old >= 0:
        n_out = x.session[b, old, SIZE]
        change = _empty_session(p, x, b, old, who)
    seats = p.most[lesson] if w < 0 else min(p.most[lesson], p.max_seats[w])
    r = pick_room(p, x, b, seats, p.where[b, s])
    j = open_session(p, x, b, lesson, w, r) if r != NOWHERE else -1
    if j < 0:
        return IMPOSSIBLE
    change += fill_session(p, x, b, j, who[n_out:], gains)
    for v in who[:n_out]:
        if x.choice[b, v] < 0:
            change += seat_best(p, x, v, b)
    if x.session[b, j, SIZE] < p.least[lesson] or shortage(x, b) > short:
        return IMPOSSIBLE
    return change


@compiled
def anneal(
    p: Problem,
    x: State,
    y: State,
    n_moves: int,
    heat: FloatArray,
    seed: int,
    who: IntArray,
    gains: FloatArray,
    log: IntArray,
) -> float:
    """Try random changes, accepting losses less and less; return the plan's change.

    ``heat`` holds the first and the last temperature, the shares of tries that open a
    session and that move several students, and how much hotter a session is judged;
    ``y``, ``who``, ``gains`` and ``log`` are scratch space.
    """
    np.random.seed(seed)  # noqa: NPY002
    n_blocks, n_students = x.choice.shape
    total = 0.0
    for i in range(n_moves):
        now = heat[0] * (heat[1] / heat[0]) ** (i / n_moves)
        b, s = pick(0, n_blocks), pick(0, n_students)
        if not p.free[b, s] or p.starts[s] == p.starts[s + 1]:
            continue
        draw = chance()
        if draw > heat[2] + heat[3]:
            total += _try_seat(p, x, s, b, now)
            continue
        if draw > heat[2]:
            total += try_chain(p, x, s, b, now, log)
            continue
        total += try_session(p, x, y, s, b, now * heat[4], who, gains)
    return total
