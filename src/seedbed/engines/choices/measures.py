"""How good an allotment is: envy, efficiency, equality, first choices, empty seats."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.lib.arrays import BoolArray, IntArray

from .desk import Desk
from .kernels import MOST_SECTIONS, envied
from .problem import Problem

#: Shares closer than this are the same.
_EPSILON = 1e-9


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Shares are of students who can have something, unless it says otherwise.

    A student envies another if the best that this student may take of the other's
    sections is worth more than what the student has.
    """

    utilitarian: float  # mean share of the own ideal
    egalitarian: float  # lowest share of the own ideal
    fifth_percentile: float
    first_choice_share: float  # have the section they want most, or one of equals
    envy_free_share: float
    envy_free_but_one_share: float  # envy ends once one section is left out
    n_empty_handed: int
    n_seats_taken: int
    n_seats_unfilled: int
    n_seats_wasted: int  # a student wants one and could take it
    n_swaps_missed: int  # pairs who would both gain by trading one section each


def measure(problem: Problem, has: BoolArray) -> Measures:
    """Return the measures of seats (S, C)."""
    counts = problem.ideal > 0
    share = problem.shares(has)[counts]
    top = np.where(problem.may & (problem.seats > 0), problem.worth, 0.0).max(axis=1)
    first = (has & (problem.worth >= top[:, None] - _EPSILON)).any(axis=1)[counts]
    n_envied, n_beyond_one = envied(
        problem.worth, problem.may, problem.load, _sections(has)
    )
    whole = share if len(share) else np.ones(1)
    return Measures(
        utilitarian=float(whole.mean()),
        egalitarian=float(whole.min()),
        fifth_percentile=float(np.quantile(whole, 0.05)),
        first_choice_share=_share(first),
        envy_free_share=_share(n_envied[counts] == 0),
        envy_free_but_one_share=_share(n_beyond_one[counts] == 0),
        n_empty_handed=int((share <= _EPSILON).sum()),
        n_seats_taken=int(has.sum()),
        n_seats_unfilled=int(problem.seats.sum() - has.sum()),
        n_seats_wasted=_wasted(problem, has),
        n_swaps_missed=_swaps(problem, has),
    )


def _share(holds: BoolArray) -> float:
    """Return the share of students of whom it holds; of none, all."""
    return float(holds.mean()) if len(holds) else 1.0


def _sections(has: BoolArray) -> IntArray:
    """Return the sections of each student (S, MOST_SECTIONS), then -1."""
    sections = np.full((len(has), MOST_SECTIONS), -1)
    rows, columns = np.nonzero(has)
    first = np.searchsorted(rows, rows)
    sections[rows, np.arange(len(rows)) - first] = columns
    return sections


def _wasted(problem: Problem, has: BoolArray) -> int:
    """Count open seats that some student wants and could take."""
    desk = Desk(problem, has)
    wanted = np.zeros(problem.n_sections, np.int64)
    hungry = np.flatnonzero(has.sum(axis=1) < problem.load)
    for i in hungry.tolist():
        wanted += desk.open_to(i)
    return int(np.minimum(wanted, desk.left).sum())


def _swaps(problem: Problem, has: BoolArray) -> int:
    """Count pairs of students who would both gain by trading one section each.

    Where rules tie students to each other no trade is counted.
    """
    if problem.limits or problem.together:
        return 0
    wishes: dict[tuple[int, int], set[int]] = {}
    for i in range(problem.n_students):
        held = np.flatnonzero(has[i])
        for c in held.tolist():
            others = held[held != c]
            fits = problem.may[i] & ~has[i]
            fits &= ~problem.conflict[others].any(axis=0)
            fits &= problem.worth[i] > problem.worth[i, c] + _EPSILON
            for d in np.flatnonzero(fits).tolist():
                wishes.setdefault((c, d), set()).add(i)
    pairs = {
        (min(i, j), max(i, j))
        for (c, d), givers in wishes.items()
        if c < d
        for i in givers
        for j in wishes.get((d, c), ())
    }
    return len(pairs)
