"""Bounds on who is in any, or in all, of the pockets where only counts are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

from .errors import CountsClashError

#: One column of the program for each subset of the pockets.
MOST_POCKETS_BOUNDED = 14
#: What rounding in the solver may be worth, in students.
_TOLERANCE = 1e-6


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """Counts lie between ``low`` and ``high``, both included and of one shape."""

    low: IntArray
    high: IntArray


@dataclass(frozen=True, kw_only=True)
class Known:
    """Between ``low`` and ``high`` students are in each of these pockets (positions).

    Whether they are in others as well is not said. "Fewer than 10" is 0 to 9.

    Raises
    ------
    ValueError
        If no pocket is named, or the range is empty or below 0.
    """

    pockets: tuple[int, ...]
    low: int
    high: int

    def __post_init__(self) -> None:
        if not self.pockets:
            raise ValueError("A known count names at least one pocket, got none.")
        if not 0 <= self.low <= self.high:
            raise ValueError(
                f"A count is a range from 0 on, got {self.low} to {self.high}."
            )


def union_bounds(sizes: Bounds | IntArray, n_students: IntArray | int) -> Bounds:
    """Return bounds (...) on the union of pockets whose sizes (..., P) are known.

    No tighter bounds follow from the sizes alone. A sum is never one of them unless it
    is below ``n_students`` (...), and then it is the largest possible union.

    Raises
    ------
    CountsClashError
        If a pocket is larger than its system.

    Examples
    --------
    >>> union_bounds(np.array([40, 30, 80]), 100)
    Bounds(low=array(80), high=array(100))

    References
    ----------
    Fréchet (1935), Généralisation du théorème des probabilités totales.
    """
    low, high, everyone = _checked(sizes, n_students)
    return Bounds(
        low=np.asarray(low.max(axis=-1, initial=0)),
        high=np.asarray(np.minimum(everyone, high.sum(axis=-1))),
    )


def overlap_bounds(sizes: Bounds | IntArray, n_students: IntArray | int) -> Bounds:
    """Return bounds (...) on those in every pocket, whose sizes (..., P) are known.

    Raises
    ------
    CountsClashError
        If a pocket is larger than its system.

    References
    ----------
    Fréchet (1935), as in ``union_bounds``.
    """
    low, high, everyone = _checked(sizes, n_students)
    missing = (everyone[..., None] - low).sum(axis=-1)
    smallest = np.minimum(everyone, high.min(axis=-1)) if high.shape[-1] else everyone
    return Bounds(
        low=np.asarray(np.maximum(0, everyone - missing)), high=np.asarray(smallest)
    )


def _checked(
    sizes: Bounds | IntArray, n_students: IntArray | int
) -> tuple[IntArray, IntArray, IntArray]:
    given = sizes if isinstance(sizes, Bounds) else Bounds(low=sizes, high=sizes)
    low, high = (np.asarray(one, np.int64) for one in (given.low, given.high))
    if low.shape != high.shape or (low > high).any() or (low < 0).any():
        raise ValueError("sizes must be ranges from 0 on, of one shape.")
    everyone = np.asarray(n_students, np.int64)
    too_large = np.argwhere(low.max(axis=-1, initial=0) > everyone)
    if len(too_large):
        raise CountsClashError(int(everyone[tuple(too_large[0])]))
    return low, high, np.broadcast_to(everyone, low.shape[:-1])


def best_bounds(
    known: Sequence[Known], n_students: int, *, any_of: Sequence[int]
) -> Bounds:
    """Return bounds on the union of ``any_of``, by all that is known about overlaps.

    Every subset of the pockets has an unknown number of students who are in just these;
    a linear program finds the fewest and the most in the union. Where only sizes are
    known the answer is that of ``union_bounds``; each known overlap can only narrow it.
    The bounds hold always; they are the best ones but for whole numbers, which the
    program does not know.

    Raises
    ------
    CountsClashError
        If the counts cannot hold together.
    ValueError
        If there are over 14 pockets, or ``any_of`` names none.
    """
    if not any_of:
        raise ValueError("any_of must name at least one pocket, got none.")
    n_pockets = 1 + max([*any_of, *(one for know in known for one in know.pockets)])
    if n_pockets > MOST_POCKETS_BOUNDED:
        raise ValueError(
            f"At most {MOST_POCKETS_BOUNDED} pockets can be bounded, got {n_pockets}."
        )
    atoms = np.arange(1 << n_pockets)[:, None] >> np.arange(n_pockets) & 1 > 0
    in_union = np.where(atoms[:, list(any_of)].any(axis=1), 1.0, 0.0)
    fewest = _least(in_union, atoms, known, n_students)
    most = -_least(-in_union, atoms, known, n_students)
    return Bounds(
        low=np.asarray(np.ceil(fewest - _TOLERANCE), np.int64),
        high=np.asarray(np.floor(most + _TOLERANCE), np.int64),
    )


def _least(
    cost: FloatArray, atoms: BoolArray, known: Sequence[Known], n_students: int
) -> float:
    """Return the least cost of students spread over atoms, as the prices prove it."""
    inside = [atoms[:, list(know.pockets)].all(axis=1) for know in known]
    rows = np.vstack([np.ones(len(atoms)), *inside]).astype(np.float64)
    low = np.array([n_students, *(know.low for know in known)], np.float64)
    high = np.array([n_students, *(know.high for know in known)], np.float64)
    prices = _prices(cost, rows, low, high, n_students)
    # Any prices prove a bound, so the solver's tolerances cannot make it wrong.
    spare = float((cost - prices @ rows).min()) * n_students
    return float(np.where(prices > 0, prices * low, prices * high).sum()) + spare


def _prices(
    cost: FloatArray, rows: FloatArray, low: FloatArray, high: FloatArray, n: int
) -> FloatArray:
    """Return HiGHS' price of each row."""
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows.shape
    model.col_cost_ = cost
    model.col_lower_ = np.zeros(len(cost))
    model.col_upper_ = np.full(len(cost), float(n))
    model.row_lower_, model.row_upper_ = low, high
    row, column = np.nonzero(rows)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.searchsorted(row, np.arange(len(rows) + 1)).astype(
        np.int32
    )
    model.a_matrix_.index_ = column.astype(np.int32)
    model.a_matrix_.value_ = rows[row, column]
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise CountsClashError(n)
    return np.array(solver.getSolution().row_dual, np.float64)
