"""The desk: hands out seats one by one and never breaks a rule."""

from __future__ import annotations

import numpy as np

from seedbed.lib.arrays import BoolArray, IntArray

from .kernels import MOST_SECTIONS, best_bundle
from .problem import Problem


class Desk:
    """Who has which seat so far, and who can still take what."""

    def __init__(self, problem: Problem, has: BoolArray | None = None) -> None:
        self.problem = problem
        self.has: BoolArray = np.zeros(problem.worth.shape, np.bool_)
        self.left = problem.seats.copy()
        self._load_left = problem.load.copy()
        self._free = problem.may.copy()
        self._limit_left = [limit.most for limit in problem.limits]
        self._limits_of: dict[tuple[int, int], list[int]] = {}
        for r, limit in enumerate(problem.limits):
            for i in limit.students.tolist():
                self._limits_of.setdefault((i, limit.section), []).append(r)
        self._with = {
            (i, wish.section): wish.students
            for wish in problem.together
            for i in wish.students
        }
        if has is not None:
            for i, c in np.argwhere(has).tolist():
                self._seat(i, c)

    def open_to(self, i: int) -> BoolArray:
        """Return which sections a student can take now, with their companions, (C,)."""
        if self._load_left[i] <= 0:
            return np.zeros(self.problem.n_sections, np.bool_)
        is_open: BoolArray = self._free[i] & (self.left > 0)
        if self._with or self._limits_of:
            for c in np.flatnonzero(is_open).tolist():
                is_open[c] = self._fits(i, c)
        return is_open

    def take(self, i: int, c: int) -> bool:
        """Seat a student and the companions of the wish; return whether it worked."""
        if not (self.left[c] > 0 and self._load_left[i] > 0 and self._free[i, c]):
            return False
        if not self._fits(i, c):
            return False
        for who in self._with.get((i, c), (i,)):
            if not self.has[who, c]:
                self._seat(who, c)
        return True

    def drop(self, i: int, c: int) -> None:
        """Take a seat back."""
        self.has[i, c] = False
        self.left[c] += 1
        self._load_left[i] += 1
        for r in self._limits_of.get((i, c), ()):
            self._limit_left[r] += 1
        self._free[i] = self.problem.may[i] & ~self.problem.conflict[self.has[i]].any(
            axis=0
        )

    def best_for(self, i: int) -> list[int]:
        """Return the sections that a student would add, given what is open."""
        worth = self.problem.worth[i]
        out = np.empty(MOST_SECTIONS, np.int64)
        n, _, _ = best_bundle(
            worth,
            worth,
            np.zeros(len(worth)),
            self.open_to(i),
            self.problem.conflict,
            self._load_left[i],
            0.0,
            np.inf,
            1.0,
            100_000,
            out,
        )
        return sorted(out[:n].tolist(), key=lambda c: -worth[c])

    def _fits(self, i: int, c: int) -> bool:
        """Return whether a student and the companions all fit into a section."""
        members = self._with.get((i, c))
        if members is None:
            limits = self._limits_of.get((i, c), ())
            return all(self._limit_left[r] > 0 for r in limits)
        if self.left[c] < len(members):
            return False
        if not all(self._free[who, c] and self._load_left[who] > 0 for who in members):
            return False
        needed: dict[int, int] = {}
        for who in members:
            for r in self._limits_of.get((who, c), ()):
                needed[r] = needed.get(r, 0) + 1
        return all(self._limit_left[r] >= n for r, n in needed.items())

    def _seat(self, i: int, c: int) -> None:
        self.has[i, c] = True
        self.left[c] -= 1
        self._load_left[i] -= 1
        self._free[i] &= ~self.problem.conflict[c]
        for r in self._limits_of.get((i, c), ()):
            self._limit_left[r] -= 1


def fill(desk: Desk, order: IntArray) -> None:
    """Give open seats to whoever wants them, in order, until nobody can take one."""
    waiting = order.tolist()
    while waiting:
        again = []
        for i in waiting:
            is_open = desk.open_to(i)
            if not is_open.any():
                continue
            c = int(np.argmax(np.where(is_open, desk.problem.worth[i], -1.0)))
            desk.take(i, c)
            again.append(i)
        waiting = again


def settle(problem: Problem, has: BoolArray) -> BoolArray:
    """Return seats without those that break a wish to be together or a rule."""
    kept = has.copy()
    for wish in problem.together:
        if not kept[list(wish.students), wish.section].all():
            kept[list(wish.students), wish.section] = False
    return kept
