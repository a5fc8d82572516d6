"""Seats of many students at once, for given sessions, by linear program.

With the sessions fixed, seats are so nearly a flow problem that the linear program is
whole but for a few seats. It moves students between blocks as well as within one, which
single changes hardly ever do.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from seedbed.engines.scheduler import kernels
from seedbed.engines.scheduler.compiled import compiled, inner
from seedbed.engines.scheduler.seat_program import Columns, columns_of, seat_program
from seedbed.engines.scheduler.state import (
    LESSON,
    LOCKED,
    SIZE,
    Problem,
    State,
    copy_state,
)
from seedbed.lib.arrays import IntArray

#: Students reseated at once; more would take longer than they gain.
WINDOW = 250
#: Shares of a seat below this are not worth a try.
_LEAST_SHARE = 0.01


def reseat_all(
    p: Problem,
    x: State,
    offset: int,
    who: IntArray | None = None,
    *,
    threads: ThreadPoolExecutor | None = None,
    until: float = np.inf,
) -> tuple[State, float]:
    """Return the plan with students reseated window by window, and what that gains.

    Two windows far apart are reckoned side by side and applied one after the other:
    where both want a seat, the second takes what is left. ``who`` reseats only some;
    another ``offset`` cuts other windows; the clock stops it after ``until``.
    """
    parts = _windows(p, offset) if who is None else [who]
    half = -(-len(parts) // 2)
    total = 0.0
    for i in range(half):
        if time.perf_counter() > until:
            break
        pair = parts[i::half]
        if threads is None:
            wishes = [_wishes(p, x, part) for part in pair]
        else:
            jobs = [threads.submit(_wishes, p, x, part) for part in pair]
            wishes = [job.result() for job in jobs]
        for part, wish in zip(pair, wishes, strict=True):
            x, gain = _grant(p, x, part, wish)
            total += gain
    return x, total


def _wishes(p: Problem, x: State, who: IntArray) -> Columns:
    """Return the seats of the best plan for some students, the surest first.

    Everyone else keeps theirs, and all sessions stay open.
    """
    columns = columns_of(p, x, who)
    n = len(columns.student)
    if not n:
        return columns
    share = seat_program(p, x, columns).solution()
    if p.repeat_share < 1:
        share = np.maximum(share[:n], share[n:])
    order = np.lexsort((columns.block, -share))
    order = order[share[order] > _LEAST_SHARE]
    return Columns(*(part[order] for part in vars(columns).values()))


def _grant(p: Problem, x: State, who: IntArray, wish: Columns) -> tuple[State, float]:
    """Return the plan with the wishes; as it was where that gains nothing."""
    y = copy_state(x)
    gain = _apply(p, y, wish.student, wish.block, wish.option, wish.session, who)
    return (y, gain) if gain > 0 else (x, 0.0)


def _windows(p: Problem, offset: int) -> list[IntArray]:
    """Return groups of students who compete for the same sessions."""
    n = len(p.starts) - 1
    if not n:
        return []
    level = np.bincount(p.student, p.skill[p.lesson], n)
    order = np.argsort(level / np.maximum(1, np.diff(p.starts)), kind="stable")
    n_windows = -(-n // WINDOW)
    order = np.roll(order, offset * (-(-n // n_windows)) // 2)
    return [np.sort(part) for part in np.array_split(order, n_windows)]


@compiled
def _apply(
    p: Problem,
    x: State,
    student: IntArray,
    block: IntArray,
    option: IntArray,
    session: IntArray,
    who: IntArray,
) -> float:
    """Seat students as listed, then as well as can be; return what that gains.

    Groups left too small are closed. Minus infinity where that or a desk is wanting.
    """
    n_blocks, short = x.choice.shape[0], 0
    for b in range(n_blocks):
        short += kernels.shortage(x, b)
    gain = _stand_up(p, x, who)
    for i in range(len(student)):
        s, b, o, j = student[i], block[i], option[i], session[i]
        if x.choice[b, s] < 0 and kernels.fits(p, x, s, b, o):
            gain += _sit_down(p, x, s, b, o, j)
    gain += close_small_groups(p, x)
    for b in range(n_blocks):
        for s in range(x.choice.shape[1]):
            if p.free[b, s] and not x.pinned[b, s] and x.choice[b, s] < 0:
                gain += kernels.seat_best(p, x, s, b)
        short -= kernels.shortage(x, b)
    return gain if short >= 0 else -np.inf


@inner
def _stand_up(p: Problem, x: State, who: IntArray) -> float:
    """Send some students to study wherever they are not pinned; return the change."""
    change = 0.0
    for s in who:
        for b in range(x.choice.shape[0]):
            if p.free[b, s] and not x.pinned[b, s]:
                change -= kernels.worth(p, x, s, b, x.choice[b, s])
                kernels.move(p, x, s, b, -1, -1)
    return change


@inner
def _sit_down(p: Problem, x: State, s: int, b: int, o: int, j: int) -> float:
    """Give a student a seat if it is still open; return the change.

    The session may have been closed since the wish: another window was granted first.
    """
    if j >= 0 and x.session[b, j, LESSON] != p.lesson[o]:
        return 0.0
    if j >= 0 and not kernels.can_join(p, x, s, b, j):
        return 0.0
    if j < 0 and not kernels.has_desk(p, x, s, b, o):
        return 0.0
    change = kernels.worth(p, x, s, b, o)
    kernels.take(p, x, s, b, o, j)
    return change


@compiled
def close_small_groups(p: Problem, x: State) -> float:
    """Close groups with too few students, and return what their members lose."""
    change = 0.0
    for b in range(x.choice.shape[0]):
        for j in range(x.session.shape[1]):
            if _is_too_small(p, x, b, j):
                change += _dissolve(p, x, b, j)
    return change


@inner
def _is_too_small(p: Problem, x: State, b: int, j: int) -> bool:
    row = x.session[b, j]
    if row[LESSON] < 0:
        return False
    least = 1 if row[LOCKED] > 0 else p.least[row[LESSON]]
    return bool(row[SIZE] < least)


@inner
def _dissolve(p: Problem, x: State, b: int, j: int) -> float:
    """Close a session, its members studying; impossible where one is pinned."""
    change = 0.0
    while x.session[b, j, SIZE] > 0:
        s = x.members[b, j, 0]
        if x.pinned[b, s]:
            return -np.inf
        change -= kernels.worth(p, x, s, b, x.choice[b, s])
        kernels.move(p, x, s, b, -1, -1)
    kernels.close_session(p, x, b, j)
    return change
