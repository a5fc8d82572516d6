"""Bundles of sections as arrays: whose, which, and sums over them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

from .kernels import MOST_SECTIONS
from .problem import Problem


@dataclass(frozen=True, kw_only=True)
class Bundles:
    """Bundle n is of ``student[n]``: ``sections[n]``, ascending after leading -1."""

    student: IntArray  # (N,)
    sections: IntArray  # (N, MOST_SECTIONS)

    def __len__(self) -> int:
        return len(self.student)

    def __getitem__(self, which: IntArray | BoolArray) -> Bundles:
        return Bundles(student=self.student[which], sections=self.sections[which])

    def sums(self, of: FloatArray) -> FloatArray:
        """Return for each bundle the sum of what its sections are to its student."""
        padded = np.concatenate([of, np.zeros((len(of), 1))], axis=1)
        total: FloatArray = padded[self.student[:, None], self.sections].sum(axis=1)
        return total

    def keys(self) -> list[bytes]:
        """Return what tells each bundle from the others."""
        both = np.concatenate([self.student[:, None], self.sections], axis=1)
        packed = np.ascontiguousarray(both, np.int16)
        return [row.tobytes() for row in packed]

    def seats(self, problem: Problem) -> BoolArray:
        """Return who has what, (S, C)."""
        has = np.zeros(problem.worth.shape, np.bool_)
        rows, places = np.nonzero(self.sections >= 0)
        has[self.student[rows], self.sections[rows, places]] = True
        return has


def join(*parts: Bundles) -> Bundles:
    """Return bundles one after the other."""
    return Bundles(
        student=np.concatenate([part.student for part in parts]),
        sections=np.concatenate([part.sections for part in parts]),
    )


def found_bundles(made: IntArray) -> Bundles:
    """Return the bundles that a search made (S, MOST_SECTIONS), without the missing."""
    student = np.flatnonzero(made[:, 0] != -2)
    return Bundles(student=student, sections=np.sort(made[student], axis=1))


def held_bundles(has: BoolArray) -> Bundles:
    """Return what each student has as one bundle."""
    made = np.full((len(has), MOST_SECTIONS), -1)
    rows, columns = np.nonzero(has)
    made[rows, np.arange(len(rows)) - np.searchsorted(rows, rows)] = columns
    return found_bundles(made)


def all_bundles(problem: Problem, *, most: int) -> Bundles:
    """Return every bundle that students may have, or only empty ones if over ``most``.

    An empty bundle of each student is always among them, and first.
    """
    nothing = held_bundles(np.zeros(problem.worth.shape, np.bool_))
    student: list[int] = []
    sections: list[tuple[int, ...]] = []
    for i in range(problem.n_students):
        layer: list[tuple[int, ...]] = [()]
        for _ in range(problem.load[i]):
            layer = [
                (*held, c)
                for held in layer
                for c in np.flatnonzero(problem.may[i]).tolist()
                if c > max(held, default=-1)
                and not problem.conflict[c, list(held)].any()
            ]
            student += [i] * len(layer)
            sections += layer
            if len(student) > most:
                return nothing
    made = np.full((len(student), MOST_SECTIONS), -1)
    for n, held in enumerate(sections):
        made[n, : len(held)] = held
    full = Bundles(student=np.array(student, np.int64), sections=np.sort(made, axis=1))
    return join(nothing, full)
