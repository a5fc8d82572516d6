"""What a reader can work out about hidden cells, by linear programming.

It knows a table and a mask, and nothing of how the mask was made.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

from .program import Program
from .table import MINIMUM, Table

#: People by which the least and the greatest possible count must differ.
WIDTH = 3
_NEAR = 1e-6


@dataclass(frozen=True, kw_only=True, eq=False)
class Audit:
    """The least and the greatest count that each cell can have, as a reader knows it.

    All of the shape of ``Table.cells``; ``low`` and ``high`` are the count itself where
    a cell is shown, ``high`` is infinite where no sum limits it.
    """

    is_hidden: BoolArray
    low: FloatArray
    high: FloatArray

    @property
    def is_recovered(self) -> BoolArray:
        """Where a hidden count is known exactly."""
        return np.asarray(self.is_hidden & (self.high - self.low < 1.0 - _NEAR))

    def is_narrow(self, width: float = WIDTH) -> BoolArray:
        """Where a hidden count is known to less than ``width`` people."""
        return np.asarray(self.is_hidden & (self.high - self.low < width - _NEAR))


def audit(
    table: Table,
    is_hidden: BoolArray,
    *,
    minimum: int = MINIMUM,
    knows_small: bool = True,
) -> Audit:
    """Return what a reader of the cells that are shown knows of the others.

    Parameters
    ----------
    is_hidden : ndarray of the shape of ``Table.cells``
        Which counts and totals are not shown.
    knows_small
        Whether the reader can tell cells hidden for being small from those hidden
        beside them, and so knows that the former are 1 to below ``minimum``. One mark
        for both says less; to assume more is on the safe side.

    Raises
    ------
    ValueError
        If the mask has another shape.

    Notes
    -----
    With one or two axes the extremes of the linear program are whole numbers: nobody
    can know more. With three or more they need not be, so integer programs are solved
    where the linear ones find nothing amiss.

    References
    ----------
    Fischetti and Salazar (2001), Solving the cell suppression problem on tabular data
    with linear constraints, section 2 (the intruder's problems).
    """
    if is_hidden.shape != table.cells.shape:
        raise ValueError(
            f"is_hidden must have shape {table.cells.shape}, got {is_hidden.shape}."
        )
    low = table.cells.astype(np.float64)
    high = low.copy()
    where = np.flatnonzero(is_hidden)
    if len(where):
        bounds = _known(table, is_hidden, minimum if knows_small else 0)
        extremes = _extremes(table, where, bounds, is_whole=False)
        sound = np.all(extremes[:, 1] - extremes[:, 0] >= WIDTH)
        if table.counts.ndim > 2 and sound:
            extremes = _extremes(table, where, bounds, is_whole=True)
        low.ravel()[where], high.ravel()[where] = extremes.T
    return Audit(is_hidden=is_hidden, low=low, high=high)


def _known(table: Table, is_hidden: BoolArray, minimum: int) -> FloatArray:
    """Return the bounds (cells, 2) that a reader knows before any sum."""
    cells = table.cells.ravel()
    bounds = np.stack([cells, cells], axis=1).astype(np.float64)
    bounds[is_hidden.ravel()] = (0.0, np.inf)
    bounds[is_hidden.ravel() & (cells > 0) & (cells < minimum)] = (1.0, minimum - 1.0)
    return bounds


def _extremes(
    table: Table, where: IntArray, bounds: FloatArray, *, is_whole: bool
) -> FloatArray:
    """Return the extremes (hidden, 2) of each hidden cell under all sums."""
    column = np.full(table.cells.size, -1)
    column[where] = np.arange(len(where))
    row, cell, sign = table.sums
    shown = column[cell] < 0
    n_rows = int(row.max()) + 1
    value = sign * table.cells.ravel()[cell]
    rest = np.zeros(n_rows)
    np.subtract.at(rest, row[shown], value[shown])
    _, numbered = np.unique(row[~shown], return_inverse=True)
    rest = rest[np.unique(row[~shown])]
    program = Program(bounds[where, 0], bounds[where, 1], is_whole=is_whole)
    program.add_rows(
        numbered, column[cell[~shown]], sign[~shown], lower=rest, upper=rest
    )
    found = np.array([program.extremes(n) for n in range(len(where))])
    # Counts are whole: what lies between two of them is out of reach.
    return np.stack(
        [np.ceil(found[:, 0] - _NEAR), np.floor(found[:, 1] + _NEAR)], axis=1
    )
