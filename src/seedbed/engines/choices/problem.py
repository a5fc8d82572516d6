"""The question: who asks for which sections, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

from .kernels import MOST_SECTIONS, ideal_worth


@dataclass(frozen=True, kw_only=True)
class Limit:
    """At most ``most`` seats of a section go to these students.

    A balance between groups is one limit a side: at most 60 % of 20 seats for group A
    is a limit of 12 on A; at least 30 % is a limit of 14 on everyone else.
    """

    section: int
    students: IntArray
    most: int
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Together:
    """These students, siblings or friends, all get this section or none does."""

    section: int
    students: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Students S, sections C and blocks B, with what each student asks for.

    Raises
    ------
    ValueError
        If a shape is wrong, a number is negative, or an index does not exist.
    """

    worth: FloatArray  # (S, C); 0 where the student does not ask for the section
    load: IntArray  # (S,) most sections a student takes
    seats: IntArray  # (C,)
    blocks: BoolArray  # (C, B) blocks in which a section meets
    course: IntArray | None = None  # (C,) at most one section of a course
    barred: BoolArray | None = None  # (S, C) a prerequisite is missing
    limits: tuple[Limit, ...] = ()
    together: tuple[Together, ...] = ()
    names: tuple[str, ...] = field(default=(), repr=False)  # (C,) of sections

    def __post_init__(self) -> None:
        if self.worth.ndim != 2:
            raise ValueError(f"worth must be (S, C), got {self.worth.ndim} dimensions.")
        shapes = {
            "load": (self.load, (self.n_students,)),
            "seats": (self.seats, (self.worth.shape[1],)),
            "blocks": (self.blocks, (self.n_sections, self.blocks.shape[-1])),
            "course": (self.course, (self.n_sections,)),
            "barred": (self.barred, (self.n_students, self.n_sections)),
        }
        for name, (given, shape) in shapes.items():
            if given is not None and given.shape != shape:
                raise ValueError(f"{name} must have shape {shape}, got {given.shape}.")
        self._check_numbers()
        self._check_rules()

    def _check_numbers(self) -> None:
        if not np.isfinite(self.worth).all() or (self.worth < 0).any():
            raise ValueError("worth must be finite and at least 0 everywhere.")
        for name, given in (("load", self.load), ("seats", self.seats)):
            if (given < 0).any():
                raise ValueError(f"{name} must be at least 0, got {given.min()}.")
        if (self.load > MOST_SECTIONS).any():
            raise ValueError(
                f"load must be at most {MOST_SECTIONS}, got {self.load.max()}."
            )
        if self.names and len(self.names) != self.n_sections:
            raise ValueError(
                f"names must name {self.n_sections} sections, got {len(self.names)}."
            )

    def _check_rules(self) -> None:
        rules: tuple[Limit | Together, ...] = (*self.limits, *self.together)
        for rule in rules:
            if not 0 <= rule.section < self.n_sections:
                raise ValueError(f"{rule} names a section that does not exist.")
            named = np.asarray(rule.students, np.int64)
            if len(named) and not 0 <= named.min() <= named.max() < self.n_students:
                raise ValueError(f"{rule} names a student who does not exist.")
        for limit in self.limits:
            if limit.most < 0:
                raise ValueError(f"A limit must be at least 0, got {limit.most}.")
        bound = [(wish.section, i) for wish in self.together for i in wish.students]
        if len(bound) != len(set(bound)):
            raise ValueError("A student is in two wishes for the same section.")

    @property
    def n_students(self) -> int:
        """Number of students S."""
        return len(self.worth)

    @property
    def n_sections(self) -> int:
        """Number of sections C."""
        return len(self.seats)

    @cached_property
    def may(self) -> BoolArray:
        """Whether a student asks for a section and is allowed to take it, (S, C)."""
        asked: BoolArray = self.worth > 0
        return asked if self.barred is None else asked & ~self.barred

    @cached_property
    def conflict(self) -> BoolArray:
        """Whether no student can have both sections, (C, C); true on the diagonal."""
        meets = self.blocks.astype(np.int64)
        clash: BoolArray = meets @ meets.T > 0
        if self.course is not None:
            clash |= self.course[:, None] == self.course[None, :]
        np.fill_diagonal(clash, val=True)
        return clash

    @cached_property
    def ideal(self) -> FloatArray:
        """Worth of the best sections each student could have alone, (S,)."""
        ideal: FloatArray = ideal_worth(
            self.worth, self.may, self.conflict, self.load, self.seats
        )
        return ideal

    def name_of(self, section: int) -> str:
        """Return what people call a section."""
        return self.names[section] if self.names else f"section {section + 1}"

    def reordered(self, order: IntArray) -> Problem:
        """Return the same problem with student ``order[n]`` as its student n."""
        place = np.empty(self.n_students, np.int64)
        place[order] = np.arange(self.n_students)
        return replace(
            self,
            worth=self.worth[order],
            load=self.load[order],
            barred=None if self.barred is None else self.barred[order],
            limits=tuple(
                replace(limit, students=place[limit.students]) for limit in self.limits
            ),
            together=tuple(
                replace(wish, students=tuple(place[list(wish.students)].tolist()))
                for wish in self.together
            ),
        )

    def shares(self, has: BoolArray) -> FloatArray:
        """Return what each student has as a share of their own ideal, (S,).

        A student who can have nothing they ask for misses nothing: the share is 1.
        """
        got = (self.worth * has).sum(axis=1)
        counts = self.ideal > 0
        shares = np.ones(len(got))
        shares[counts] = got[counts] / self.ideal[counts]
        return shares


def worth_of_ranks(ranked: list[list[int]], n_sections: int) -> FloatArray:
    """Return worths (S, C) of ranked lists: evenly spaced, the first choice 1.

    >>> worth_of_ranks([[2, 0]], 3)
    array([[0.5, 0. , 1. ]])

    Raises
    ------
    ValueError
        If a list names a section twice or one that does not exist.
    """
    worth = np.zeros((len(ranked), n_sections))
    for i, wishes in enumerate(ranked):
        if len(set(wishes)) != len(wishes):
            raise ValueError(f"The list of student {i} names a section twice.")
        if wishes and not 0 <= min(wishes) <= max(wishes) < n_sections:
            raise ValueError(f"The list of student {i} names an unknown section.")
        worth[i, wishes] = np.linspace(1.0, 0.0, len(wishes), endpoint=False)
    return worth
