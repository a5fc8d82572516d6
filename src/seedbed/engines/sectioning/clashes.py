"""Which sections, and how many of two options, a student cannot both attend."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from seedbed.engines.sectioning.compiled import compiled
from seedbed.engines.sectioning.problem import Sectioning
from seedbed.lib.arrays import IntArray

#: Clashes of two options that one student must not hold together.
FORBIDDEN = 255
_MOST = FORBIDDEN - 1

Counts = NDArray[np.uint8]


def section_clashes(problem: Sectioning) -> Counts:
    """Return 1 for each pair of sections that overlap or are too far apart (C, C)."""
    travel = problem.travel if len(problem.travel) else np.zeros((1, 1), np.int64)
    clashes = np.zeros((problem.n_sections, problem.n_sections), np.uint8)
    _fill_sections(
        problem.days,
        problem.weeks,
        problem.start,
        problem.start + problem.length,
        problem.room,
        travel,
        clashes,
    )
    return clashes


def option_clashes(
    sections: Counts, starts: IntArray, members: IntArray
) -> tuple[Counts, IntArray]:
    """Return the clashes between options (N, N) and those inside each option (N,).

    Option ``o`` has the sections ``members[starts[o]:starts[o + 1]]``.
    """
    n = len(starts) - 1
    between = np.zeros((n, n), np.uint8)
    inside = np.zeros(n, np.int64)
    _fill_options(sections, starts, members, between, inside)
    return between, inside


@compiled
def _fill_sections(
    days: IntArray,
    weeks: IntArray,
    start: IntArray,
    end: IntArray,
    room: IntArray,
    travel: IntArray,
    clashes: Counts,
) -> None:
    for i in range(len(days)):
        for j in range(i):
            if days[i] & days[j] and weeks[i] & weeks[j]:
                way = 0
                if room[i] >= 0 and room[j] >= 0:
                    way = travel[room[i], room[j]]
                if end[i] + way > start[j] and end[j] + way > start[i]:
                    clashes[i, j] = 1
                    clashes[j, i] = 1


@compiled
def _fill_options(
    sections: Counts,
    starts: IntArray,
    members: IntArray,
    between: Counts,
    inside: IntArray,
) -> None:
    n = len(starts) - 1
    for o in range(n):
        for p in range(o + 1):
            total = 0
            for i in range(starts[o], starts[o + 1]):
                for j in range(starts[p], starts[p + 1]):
                    total += sections[members[i], members[j]]
            if o == p:
                inside[o] = total // 2
            else:
                between[o, p] = min(total, _MOST)
                between[p, o] = min(total, _MOST)
