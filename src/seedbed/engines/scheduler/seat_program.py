"""Who could sit where in the sessions of a plan, and the best of it as a program."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.engines.scheduler.linear import LinearProgram
from seedbed.engines.scheduler.space import ANYWHERE, UNLIMITED
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
)
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray
from seedbed.lib.modalities import Modality


@dataclass(frozen=True)
class Columns:
    """Seats that could be taken: student, block, possible seat and session or -1."""

    student: IntArray
    block: IntArray
    option: IntArray
    session: IntArray


def columns_of(p: Problem, x: State, who: IntArray) -> Columns:
    """Return the seats that some students could have, whoever else moves."""
    is_in = np.zeros(len(p.starts) - 1, bool)
    is_in[who] = True
    option = np.flatnonzero(is_in[p.student])
    movable = p.free & ~x.pinned
    block, index = np.nonzero((p.allowed[option] & movable[:, p.student[option]].T).T)
    option = option[index]
    lesson = p.lesson[option]
    grouped = p.modality[lesson] <= Modality.PEER
    alone = Columns(
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
        part = Columns(p.student[option], block, option, session)
        can = _can_sit(p, x, part)
        parts.append(Columns(*(a[can] for a in vars(part).values())))
        session = x.session[block, session, NEXT].astype(np.int64)
    return Columns(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("student", "block", "option", "session")
        )
    )


def _can_sit(p: Problem, x: State, c: Columns) -> BoolArray:
    """Tell who may sit where, whoever else sits there: place, level and adults."""
    s, b, j = c.student, c.block, c.session
    row = x.session[b, j]
    room, home = row[:, ROOM], p.at_home[b, s]
    video = np.append(p.room_online, False)[room]
    # A call is at no site, as whoever is at home: both are -1.
    at_site = np.append(p.room_site, ANYWHERE)[room]
    can: BoolArray = (video & home) | (at_site == p.where[b, s])
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


def seat_program(p: Problem, x: State, c: Columns) -> LinearProgram:
    """Write the seats as a linear program: columns in order, by what they gain.

    Where repeats count less, there is a second column for each seat as a repeat.
    """
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


def _limit_sessions(p: Problem, x: State, c: Columns, rows: _Rows) -> None:
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
    least = p.least[table[:, LESSON]]
    least = np.where((table[:, LOCKED] > 0) | (least == 1), 0, least)
    rows.limit(group, (table[:, CAP] - size).astype(float), chosen=in_session)
    needed = (least - size).astype(float)
    rows.limit(group, -needed, chosen=in_session, value=-1.0)


def _limit_days(
    p: Problem, x: State, c: Columns, rows: _Rows, taken: BoolArray
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


def _limit_alone(p: Problem, x: State, c: Columns, rows: _Rows) -> None:
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
    n_sites = len(p.travel)
    desks = x.desks.reshape(-1, n_sites, 4)
    alone = x.alone.reshape(-1, n_sites, 4)
    takes = np.append(p.takes_device, False)
    place = c.block * n_sites + p.where[c.block, c.student]
    hub_column = ~p.at_home[c.block, c.student]
    devices = desks[:, :, 2:].sum(axis=2) - alone[:, :, 1] - alone[:, :, 3]
    kept = np.maximum(0, devices) + _by_site(p, takes[held] & moves)
    rows.limit(place, kept.ravel().astype(float), chosen=takes[lesson] & hub_column)
    spare = desks[:, :, :2].sum(axis=2) - alone.sum(axis=2)
    needed = _by_site(p, (x.seat >= 0) & moves) - np.maximum(0, spare)
    in_session = hub_column & (c.session >= 0)
    rows.limit(place, -needed.ravel().astype(float), chosen=in_session, value=-1.0)


def _by_site(p: Problem, chosen: BoolArray) -> IntArray:
    """Count chosen students at the hub by block and site, (B, Z); given as (B, S)."""
    sites = np.arange(len(p.travel))
    at: BoolArray = p.where[:, :, None] == sites
    counts: IntArray = (chosen[:, :, None] & at).sum(axis=1)
    return counts
