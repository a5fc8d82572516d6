"""Seats of many students at once, for given sessions, by linear program.

With the sessions fixed, seats are so nearly a flow problem that the linear program is
whole but for a few seats. It moves students between blocks as well as within one, which
single changes hardly ever do.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from seedbed.engines.scheduler import kernels
from seedbed.engines.scheduler.compiled import compiled
from seedbed.engines.scheduler.linear import LinearProgram
from seedbed.engines.scheduler.space import UNLIMITED
from seedbed.engines.scheduler.state import (
    AIDE,
    CAP,
    LESSON,
    LOCKED,
    NEXT,
    ROOM,
    SIZE,
    STAFF,
    Problem,
    State,
    copy_state,
)
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray
from seedbed.lib.modalities import Modality

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
    another ``offset`` cuts other windows, and ``until`` is when the
    clock stops it.
    """
    parts = _windows(p, offset) if who is None else [who]
    half = -(-len(parts) // 2)
    total = 0.0
    for i in range(half):
        if time.perf_counter() > until:
            break
        pair = [part for part in parts[i::half]]
        if threads is None:
            wishes = [_wishes(p, x, part) for part in pair]
        else:
            jobs = [threads.submit(_wishes, p, x, part) for part in pair]
            wishes = [job.result() for job in jobs]
        for part, wish in zip(pair, wishes, strict=True):
            x, gain = _grant(p, x, part, wish)
            total += gain
    return x, total


def _wishes(p: Problem, x: State, who: IntArray) -> _Columns:
    """Return the seats of the best plan for some students, the surest first.

    Everyone else keeps theirs, and all sessions stay open.
    """
    columns = _columns(p, x, who)
    n = len(columns.student)
    if not n:
        return columns
    share = _program(p, x, columns).solution()
    if p.repeat_share < 1:
        share = np.maximum(share[:n], share[n:])
    order = np.lexsort((columns.block, -share))
    order = order[share[order] > _LEAST_SHARE]
    return _Columns(*(part[order] for part in vars(columns).values()))


def _grant(
    p: Problem, x: State, who: IntArray, wish: _Columns
) -> tuple[State, float]:
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


@dataclass(frozen=True)
class _Columns:
    """Seats that could be taken: student, block, possible seat and session or -1."""

    student: IntArray
    block: IntArray
    option: IntArray
    session: IntArray


def _columns(p: Problem, x: State, who: IntArray) -> _Columns:
    is_in = np.zeros(len(p.starts) - 1, bool)
    is_in[who] = True
    option = np.flatnonzero(is_in[p.student])
    movable = p.free & ~x.pinned
    block, index = np.nonzero((p.allowed[option] & movable[:, p.student[option]].T).T)
    option = option[index]
    lesson = p.lesson[option]
    grouped = p.modality[lesson] <= Modality.PEER
    alone = _Columns(
        p.student[option[~grouped]],
        block[~grouped],
        option[~grouped],
        np.full(int((~grouped).sum()), -1, np.int64),
    )
    parts = [alone]
    block, option = block[grouped], option[grouped]
    session = x.head[block, p.lesson[option]].astype(np.int64)
    while (session >= 0).any():
        is_there = session >= 0
        block, option, session = block[is_there], option[is_there], session[is_there]
        part = _Columns(p.student[option], block, option, session)
        can = _can_sit(p, x, part)
        parts.append(_Columns(*(a[can] for a in vars(part).values())))
        session = x.session[block, session, NEXT].astype(np.int64)
    return _Columns(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("student", "block", "option", "session")
        )
    )


def _can_sit(p: Problem, x: State, c: _Columns) -> BoolArray:
    """Tell who may sit where, whoever else sits there: place, level and adults."""
    s, b, j = c.student, c.block, c.session
    row = x.session[b, j]
    room, home = row[:, ROOM], p.at_home[b, s]
    video = np.append(p.room_online, False)[room]
    can: BoolArray = video | ((room < 0) == home)
    is_live = p.modality[row[:, LESSON]] == Modality.LIVE
    low, high = _levels(p, x)
    level = p.working_grade[s]
    can &= ~is_live | ((level >= low[b, j]) & (level <= high[b, j]))
    aide, staff = row[:, AIDE], row[:, STAFF]
    can &= ~p.needs_aide[s] | home | (aide >= 0)
    speaks = np.concatenate([p.speaks, np.ones((len(p.speaks), 1), bool)], axis=1)
    language = p.language[s]
    understood = language < 0
    if len(speaks):
        understood |= (staff >= 0) & speaks[staff, language]
        understood |= (aide >= 0) & speaks[aide, language]
    return can & (understood | (staff < 0))


def _levels(p: Problem, x: State) -> tuple[FloatArray, FloatArray]:
    """Return the lowest and highest level of each session, (B, N).

    As far as the members leave room, the span grows on both sides alike.
    """
    n = x.session[:, :, SIZE]
    there = np.arange(x.members.shape[2]) < n[:, :, None]
    level = p.working_grade[np.where(there, x.members, 0)]
    low = np.where(there, level, np.inf).min(axis=2)
    high = np.where(there, level, -np.inf).max(axis=2)
    width = np.where(n > 0, high - low, 0.0)
    slack = np.where(n > 0, np.maximum(0.0, p.group_spread - width) / 2, 0.0)
    return np.where(n > 0, low - slack, -np.inf), np.where(n > 0, high + slack, np.inf)


def _program(p: Problem, x: State, c: _Columns) -> LinearProgram:
    """Write the seats as a linear program; seats twice where repeats count less."""
    gain = p.gain[c.option]
    has_repeats = p.repeat_share < 1
    gains = np.concatenate([gain, gain * p.repeat_share]) if has_repeats else gain
    program = LinearProgram(gains, np.ones(len(gains)))
    rows = _Rows(program, len(gain), has_repeats)
    n_blocks = x.choice.shape[0]
    taken = (p.free & x.pinned) & (x.choice >= 0)
    rows.limit(c.student * n_blocks + c.block, 1.0)
    _limit_sessions(p, x, c, rows)
    _limit_days(p, x, c, rows, taken)
    _limit_alone(p, x, c, rows)
    return program


class _Rows:
    """Adds one row per group of columns."""

    def __init__(self, program: LinearProgram, n: int, has_repeats: bool) -> None:
        self.program, self.n, self.has_repeats = program, n, has_repeats

    def limit(
        self,
        group: IntArray,
        most: FloatArray | float,
        *,
        chosen: BoolArray | None = None,
        value: FloatArray | float = 1.0,
        only_full: bool = False,
    ) -> None:
        """Limit the sum of chosen columns in each group; ``most`` is by group."""
        columns = np.arange(self.n) if chosen is None else np.flatnonzero(chosen)
        names, index = np.unique(group[columns], return_inverse=True)
        limits = np.broadcast_to(
            most[names] if isinstance(most, np.ndarray) else most, names.shape
        )
        values = value[columns] if isinstance(value, np.ndarray) else value
        rows = self.program.at_most(limits) + index
        self.program.add(rows, columns, values)
        if self.has_repeats and not only_full:
            self.program.add(rows, columns + self.n, values)


def _limit_sessions(p: Problem, x: State, c: _Columns, rows: _Rows) -> None:
    """Keep every session between the students it needs and those it holds."""
    n_slots = x.session.shape[1]
    group = c.block * n_slots + c.session
    in_session = c.session >= 0
    is_in = np.zeros(x.choice.shape[1], bool)
    is_in[c.student] = True
    stays = (x.seat >= 0) & ~(is_in & p.free & ~x.pinned)
    block, who = np.nonzero(stays)
    size = np.bincount(
        block * n_slots + x.seat[block, who], minlength=x.choice.shape[0] * n_slots
    )
    table = x.session.reshape(-1, x.session.shape[2])
    least = np.where(table[:, LOCKED] > 0, 1, p.least[table[:, LESSON]])
    rows.limit(group, (table[:, CAP] - size).astype(float), chosen=in_session)
    needed = (least - size).astype(float)
    rows.limit(group, -needed, chosen=in_session, value=-1.0)


def _limit_days(
    p: Problem, x: State, c: _Columns, rows: _Rows, taken: BoolArray
) -> None:
    """Keep each student's repeats, lessons, kinds of work and screens."""
    n_skills, n_lessons = int(p.skill.max(initial=0)) + 1, len(p.skill)
    n_ways = len(p.way_most)
    lesson = p.lesson[c.option]
    way, pair = p.modality[lesson], c.student * n_skills + p.skill[lesson]
    block, who = np.nonzero(taken)
    held = p.lesson[x.choice[block, who]]
    n_students = x.choice.shape[1]
    met = np.bincount(who * n_skills + p.skill[held], minlength=n_students * n_skills)
    if rows.has_repeats:
        rows.limit(pair, np.maximum(0.0, 1.0 - met), only_full=True)
    if p.skill_twice < UNLIMITED:
        rows.limit(pair, np.maximum(0.0, p.skill_twice - met).astype(float))
    if p.lesson_most < p.skill_twice:
        had = np.bincount(who * n_lessons + held, minlength=n_students * n_lessons)
        most = np.maximum(0.0, p.lesson_most - had).astype(float)
        rows.limit(c.student * n_lessons + lesson, most)
    limited = p.way_most[way] < UNLIMITED
    if limited.any():
        rows.limit(
            c.student * n_ways + way,
            np.tile(p.way_most.astype(float), n_students),
            chosen=limited,
        )
    online = way == Modality.ONLINE
    if p.screen_minutes < UNLIMITED and online.any():
        on_screen = p.modality[held] == Modality.ONLINE
        spent = np.bincount(
            who[on_screen], p.minutes[block[on_screen]], minlength=n_students
        )
        left = np.maximum(0.0, p.screen_minutes - spent)
        minutes = p.minutes[c.block].astype(float)
        rows.limit(c.student, left, chosen=online, value=minutes)


def _limit_alone(p: Problem, x: State, c: _Columns, rows: _Rows) -> None:
    """Use no more licences, devices and desks in a block than there are."""
    lesson = p.lesson[c.option]
    is_in = np.zeros(x.choice.shape[1], bool)
    is_in[c.student] = True
    moves = is_in & p.free & ~x.pinned
    held = np.append(p.lesson, -1)[x.choice]
    online = np.append(p.modality == Modality.ONLINE, False)
    if p.licences < UNLIMITED:
        kept = p.licences - x.used[:, 0] + (online[held] & moves).sum(axis=1)
        rows.limit(c.block, kept.astype(float), chosen=online[lesson])
    if not len(p.room_seats):
        return
    at_hub = ~p.at_home
    takes = np.append(p.takes_device, False)
    devices = x.desks[:, 2:].sum(axis=1) - x.alone[:, 1] - x.alone[:, 3]
    kept = np.maximum(0, devices) + (takes[held] & moves & at_hub).sum(axis=1)
    hub_column = at_hub[c.block, c.student]
    rows.limit(c.block, kept.astype(float), chosen=takes[lesson] & hub_column)
    desks = x.desks[:, :2].sum(axis=1) - x.alone.sum(axis=1)
    grouped = (x.seat >= 0) & moves & at_hub
    needed = grouped.sum(axis=1) - np.maximum(0, desks)
    in_session = hub_column & (c.session >= 0)
    rows.limit(c.block, -needed.astype(float), chosen=in_session, value=-1.0)


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
    n_blocks, short, before = x.choice.shape[0], 0, 0.0
    for b in range(n_blocks):
        short += kernels.shortage(x, b)
    for s in who:
        for b in range(n_blocks):
            if p.free[b, s] and not x.pinned[b, s]:
                before += kernels.worth(p, x, s, b, x.choice[b, s])
                kernels.move(p, x, s, b, -1, -1)
    gain = -before
    for i in range(len(student)):
        s, b, o, j = student[i], block[i], option[i], session[i]
        if x.choice[b, s] >= 0 or not kernels.fits(p, x, s, b, o):
            continue
        if (j >= 0 and kernels.can_join(p, x, s, b, j)) or (
            j < 0 and kernels.has_desk(p, x, s, b, o)
        ):
            gain += kernels.worth(p, x, s, b, o)
            kernels.take(p, x, s, b, o, j)
    for b in range(n_blocks):
        for j in range(x.session.shape[1]):
            if _is_too_small(p, x, b, j):
                gain += _dissolve(p, x, b, j)
    for b in range(n_blocks):
        for s in range(x.choice.shape[1]):
            if p.free[b, s] and not x.pinned[b, s] and x.choice[b, s] < 0:
                gain += kernels.seat_best(p, x, s, b)
        short -= kernels.shortage(x, b)
    return gain if short >= 0 else -np.inf


@compiled
def _is_too_small(p: Problem, x: State, b: int, j: int) -> bool:
    row = x.session[b, j]
    if row[LESSON] < 0:
        return False
    least = 1 if row[LOCKED] > 0 else p.least[row[LESSON]]
    return bool(row[SIZE] < least)


@compiled
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
