"""What a broken rule looks like, and how the rules read a timetable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.lib.arrays import BoolArray, IntArray
from seedbed.lib.modalities import Modality


@dataclass(frozen=True)
class Fault:
    """One broken rule: a sentence, and whom and what it is about.

    ``students`` are indices into the day; ``block`` and ``session`` are None where
    the fault is not about one.
    """

    rule: str
    message: str
    students: tuple[int, ...] = ()
    block: int | None = None
    session: int | None = None


@dataclass(frozen=True)
class Seated:
    """Every student with a lesson, as parallel arrays of student, block and lesson."""

    student: IntArray
    block: IntArray
    lesson: IntArray

    def where(self, chosen: BoolArray) -> Seated:
        """Keep some of them."""
        return Seated(self.student[chosen], self.block[chosen], self.lesson[chosen])

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        return zip(
            self.student.tolist(),
            self.block.tolist(),
            self.lesson.tolist(),
            strict=True,
        )


def seated(timetable: Timetable) -> Seated:
    """Return who sits in which lesson when, by student and block."""
    student, block = np.nonzero(timetable.lesson >= 0)
    return Seated(student, block, timetable.lesson[student, block])


def members(timetable: Timetable, session: int) -> tuple[int, ...]:
    """Return the students of one session."""
    block = int(timetable.session_block[session])
    return tuple(np.flatnonzero(timetable.seat[:, block] == session).tolist())


def session_modality(day: Day, timetable: Timetable) -> IntArray:
    """Return the modality of each session, (N,)."""
    return day.lessons.modality[timetable.session_lesson]


def session_title(day: Day, timetable: Timetable, session: int) -> str:
    """Name a session in a sentence: lesson, modality and block."""
    lesson = int(timetable.session_lesson[session])
    modality = Modality(int(day.lessons.modality[lesson])).slug
    block = day.names.blocks[int(timetable.session_block[session])]
    return f"{day.names.lessons[lesson]} ({modality}, {block})"


def option_at(day: Day, student: IntArray, lesson: IntArray) -> IntArray:
    """Return the option that each pair of student and lesson is, or -1."""
    n_lessons = max(1, day.n_lessons)
    return position_in(
        student * n_lessons + lesson,
        day.options.student * n_lessons + day.options.lesson,
    )


def position_in(wanted: IntArray, keys: IntArray) -> IntArray:
    """Return where each wanted number stands among the keys, or -1."""
    if not len(keys):
        return np.full(len(wanted), -1, np.int64)
    order = np.argsort(keys)
    at = np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)
    return np.where(keys[order][at] == wanted, order[at], -1)


def pairs_in(
    first: IntArray, second: IntArray, table: IntArray, n_second: int
) -> BoolArray:
    """Tell which (first, second) pairs are rows of a two-column table."""
    known = table[:, 0] * n_second + table[:, 1]
    return np.isin(first * n_second + second, known)
