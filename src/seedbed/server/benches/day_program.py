"""A day of the sizing experiment as one integer program, for general solvers.

It asks everything that such a day asks: one lesson per free block, a skill at most so
often, online blocks and licences, group sizes, qualified adults who are free, peer
groups at once. Rooms are given afterwards; whatever rule a day has beyond these shows
as a fault of the plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from seedbed.engines.scheduler import Day
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray
from seedbed.lib.modalities import GROUPED, Modality

from .rivals import IntegerProgram

#: Stands for the leader of a group that has none.
LEADERLESS = -1


@dataclass(frozen=True)
class Kinds:
    """Adults who may lead the same lessons to the same number of students.

    ``of`` (W,) kind of each adult; ``leads`` (G, L); ``seats`` (G,); ``n_free`` (G, B).
    """

    of: IntArray
    leads: BoolArray
    seats: IntArray
    n_free: IntArray


@dataclass(frozen=True, kw_only=True)
class DayProgram:
    """An integer program, and what its columns stand for.

    First the seats: ``option`` and ``seat_block``. Then the sessions: ``kind`` of adult
    or ``LEADERLESS``, ``lesson``, ``block``, ``least`` and ``seats`` students of each.
    """

    program: IntegerProgram
    option: IntArray
    seat_block: IntArray
    kind: IntArray
    lesson: IntArray
    block: IntArray
    least: IntArray
    seats: IntArray

    @property
    def n_seats(self) -> int:
        """Number of columns that are seats."""
        return len(self.option)


@dataclass
class _Rows:
    """Rows in the making."""

    limits: list[IntArray] = field(default_factory=list)
    entries: list[tuple[IntArray, IntArray, IntArray]] = field(default_factory=list)
    n: int = 0

    def add(self, limit: IntArray, *parts: tuple[IntArray, IntArray, object]) -> None:
        """Add rows; each part is (row, column, value) with rows counted from 0."""
        for row, column, value in parts:
            each = np.broadcast_to(np.asarray(value, np.int64), row.shape)
            self.entries.append((row + self.n, column, each))
        self.limits.append(np.asarray(limit, np.int64))
        self.n += len(limit)

    def program(self, gain: FloatArray, most: IntArray) -> IntegerProgram:
        """Return the program of these rows, entries ordered by row."""
        parts = zip(*self.entries, strict=True)
        row, column, value = (np.concatenate(part) for part in parts)
        order = np.argsort(row, kind="stable")
        return IntegerProgram(
            gain=gain,
            most=most,
            limit=np.concatenate(self.limits),
            starts=np.searchsorted(row[order], np.arange(self.n + 1)),
            columns=column[order],
            values=value[order],
        )


def kinds_of_adults(day: Day) -> Kinds:
    """Group adults by what they may lead and how many may sit in front of them."""
    adults, modality = day.adults, day.lessons.modality
    teaches = adults.teaches[:, day.lessons.skill]
    led = (modality == Modality.LIVE) | (
        (modality == Modality.TUTORING) & adults.tutors[:, None]
    )
    enough = adults.max_seats[:, None] >= least_students(day)
    table = np.column_stack([teaches & led & enough, adults.max_seats])
    rows, of = np.unique(table, axis=0, return_inverse=True)
    of = of.ravel()
    n_free = np.zeros((len(rows), day.n_blocks), np.int64)
    np.add.at(n_free, of, adults.free.astype(np.int64))
    return Kinds(of, rows[:, :-1].astype(bool), rows[:, -1], n_free)


def least_students(day: Day) -> IntArray:
    """Return (L,) the fewest students of a session of each lesson."""
    least = {Modality.LIVE: day.limits.live_min, Modality.PEER: day.limits.peer_min}
    return np.array([least.get(Modality(m), 1) for m in day.lessons.modality], np.int64)


def day_program(day: Day) -> DayProgram:
    """Return the integer program of a day; its repeats must count in full."""
    student, lessons = day.options.student, day.lessons
    option, seat_block = np.nonzero(day.students.free[student])
    who, lesson = student[option], day.options.lesson[option]
    kinds = kinds_of_adults(day)
    kind, held, block = _session_columns(day, kinds)
    most = _most_students(day)[held]
    led = kind >= 0
    most[led] = np.minimum(most[led], kinds.seats[kind[led]])
    n, x = len(option), np.arange(len(option))
    y = n + np.arange(len(kind))
    least = least_students(day)[held]
    rows = _Rows()
    _limit_students(day, rows, who, lesson, seat_block, x)
    at, place = lessons.modality[lesson], lesson * day.n_blocks + seat_block
    grouped = np.isin(at, GROUPED)
    none = np.zeros(day.n_lessons * day.n_blocks, np.int64)
    own = held * day.n_blocks + block
    rows.add(none, (place[grouped], x[grouped], 1), (own, y, -most))
    rows.add(none, (place[grouped], x[grouped], -1), (own, y, least))
    rows.add(kinds.n_free.ravel(), (kind[led] * day.n_blocks + block[led], y[led], 1))
    _limit_blocks(day, rows, (seat_block, x, at), (block[~led], y[~led]))
    upper = np.full(len(kind), day.n_students)
    upper[led] = kinds.n_free[kind[led], block[led]]
    gain = np.append(day.options.gain[option], np.zeros(len(kind)))
    program = rows.program(gain, np.append(np.ones(n, np.int64), upper))
    return DayProgram(
        program=program,
        option=option,
        seat_block=seat_block,
        kind=kind,
        lesson=held,
        block=block,
        least=least,
        seats=most,
    )


def _limit_students(
    day: Day, rows: _Rows, who: IntArray, lesson: IntArray, block: IntArray, x: IntArray
) -> None:
    """One lesson at a time, none and no skill too often, so many blocks online."""
    limits, n = day.limits, day.n_students
    rows.add(np.ones(n * day.n_blocks, np.int64), (who * day.n_blocks + block, x, 1))
    skill = who * day.n_skills + day.lessons.skill[lesson]
    for most, key in (
        (limits.skill_twice, skill),
        (limits.lesson_most, who * day.n_lessons + lesson),
    ):
        if most is not None:
            met, index = np.unique(key, return_inverse=True)
            rows.add(np.full(len(met), most), (index.ravel(), x, 1))
    if limits.screen_minutes is not None:
        online = day.lessons.modality[lesson] == Modality.ONLINE
        minutes = day.block_minutes[block[online]]
        rows.add(np.full(n, limits.screen_minutes), (who[online], x[online], minutes))


def _limit_blocks(
    day: Day,
    rows: _Rows,
    seats: tuple[IntArray, IntArray, IntArray],
    peers: tuple[IntArray, IntArray],
) -> None:
    """So many students online at once, and so many groups of peers.

    ``seats``: block, column and modality; ``peers``: block and column of sessions.
    """
    if day.limits.licences is not None:
        block, column, modality = seats
        online = modality == Modality.ONLINE
        most = np.full(day.n_blocks, day.limits.licences)
        rows.add(most, (block[online], column[online], 1))
    if day.limits.peer_groups is not None:
        rows.add(np.full(day.n_blocks, day.limits.peer_groups), (*peers, 1))


def _session_columns(day: Day, kinds: Kinds) -> tuple[IntArray, IntArray, IntArray]:
    """Return kind, lesson and block of every session that might be held."""
    n_takers = np.bincount(day.options.lesson, minlength=day.n_lessons)
    has_takers = n_takers >= least_students(day)
    can = (kinds.leads & has_takers)[:, :, None] & (kinds.n_free > 0)[:, None, :]
    kind, lesson, block = np.nonzero(can)
    peers = np.flatnonzero(has_takers & (day.lessons.modality == Modality.PEER))
    alone = np.repeat(peers, day.n_blocks)
    return (
        np.append(kind, np.full(len(alone), LEADERLESS)),
        np.append(lesson, alone),
        np.append(block, np.tile(np.arange(day.n_blocks), len(peers))),
    )


def _most_students(day: Day) -> IntArray:
    limits, lessons = day.limits, day.lessons
    by_modality = {
        Modality.LIVE: limits.live_max,
        Modality.TUTORING: limits.tutoring_max,
        Modality.PEER: limits.peer_max,
    }
    ways = [Modality(m) for m in lessons.modality]
    most = np.array([by_modality.get(m, day.n_students) for m in ways], np.int64)
    return np.where(lessons.seats > 0, np.minimum(most, lessons.seats), most)
