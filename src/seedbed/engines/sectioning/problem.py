"""The sectioning problem and its answer, as frozen arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.lib.arrays import IntArray

#: The limit of a section without one.
NO_LIMIT = np.iinfo(np.int32).max
NONE = -1


@dataclass(frozen=True, kw_only=True)
class Sectioning:
    """Sections with fixed times and rooms, and students who ask for courses.

    A student needs one section of every part of one configuration of each course asked
    for; a section with a parent only together with the parent.

    Parameters
    ----------
    days, weeks : ndarray of shape (C,), dtype=int64
        Bit masks of the days and weeks in which each section meets.
    start, length : ndarray of shape (C,), dtype=int64
        Slots of the day.
    room : ndarray of shape (C,), dtype=int64
        Index into ``travel``, or -1 for nowhere.
    limit : ndarray of shape (C,), dtype=int64
        Most students of each section; ``NO_LIMIT`` for any number.
    parent : ndarray of shape (C,), dtype=int64
        Section to attend as well, or -1.
    part : ndarray of shape (C,), dtype=int64
        Part (ITC subpart) of each section.
    config : ndarray of shape (P,), dtype=int64
        Configuration of each part.
    course : ndarray of shape (F,), dtype=int64
        Course of each configuration.
    travel : ndarray of shape (R, R), dtype=int64
        Slots between rooms, symmetric.
    wish_starts : ndarray of shape (S + 1,), dtype=int64
        Where each student's courses begin in ``wishes``.
    wishes : ndarray of shape (N,), dtype=int64
        Courses asked for.
    """

    days: IntArray
    weeks: IntArray
    start: IntArray
    length: IntArray
    room: IntArray
    limit: IntArray
    parent: IntArray
    part: IntArray
    config: IntArray
    course: IntArray
    travel: IntArray
    wish_starts: IntArray
    wishes: IntArray

    def __post_init__(self) -> None:
        n = self.n_sections
        for name in ("days", "weeks", "start", "length", "room", "limit", "parent"):
            if getattr(self, name).shape != (n,):
                raise ValueError(f"{name} must have one entry for each of {n} sections")
        if (self.limit < 0).any():
            raise ValueError("limits must be at least 0")
        _within("room", self.room, NONE, len(self.travel))
        _within("parent", self.parent, NONE, n)
        _within("part", self.part, 0, len(self.config))
        _within("config", self.config, 0, len(self.course))
        _within("wishes", self.wishes, 0, self.n_courses)
        if len(self.wish_starts) < 1 or self.wish_starts[-1] != len(self.wishes):
            raise ValueError("wish_starts must end at the number of wishes")

    @property
    def n_sections(self) -> int:
        """How many sections there are."""
        return len(self.part)

    @property
    def n_students(self) -> int:
        """How many students there are."""
        return len(self.wish_starts) - 1

    @property
    def n_courses(self) -> int:
        """How many courses there are."""
        return int(self.course.max(initial=NONE)) + 1


def _within(name: str, values: IntArray, least: int, end: int) -> None:
    if len(values) and not (values.min() >= least and values.max() < end):
        raise ValueError(f"{name} must lie between {least} and {end - 1}")


@dataclass(frozen=True, kw_only=True)
class Seating:
    """Who attends which sections.

    Parameters
    ----------
    starts : ndarray of shape (S + 1,), dtype=int64
        Where each student's sections begin in ``sections``.
    sections : ndarray, dtype=int64
        Sections attended.
    """

    starts: IntArray
    sections: IntArray


@dataclass(frozen=True, kw_only=True)
class Result:
    """A seating with what is known of it.

    ``bound`` is a number of conflicts that no seating within the limits goes below,
    ``free_bound`` one that none goes below even if sections had no limits.
    """

    seating: Seating
    conflicts: int
    bound: int
    free_bound: int
    seconds: float

    @property
    def gap(self) -> float:
        """How far the conflicts may lie above the best possible, as a share of it."""
        return (self.conflicts - self.bound) / max(self.bound, 1)

    def summary(self) -> str:
        """Return the result in one sentence."""
        return (
            f"{self.conflicts:,} conflicts after {self.seconds:.1f} seconds; no "
            f"seating has fewer than {self.bound:,}."
        )
