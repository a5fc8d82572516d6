"""Finds the cells to hide at the least loss, and proves that it is the least.

An integer program chooses cells; a linear program for each hidden one says how far
apart its counts can be. Where that is too little, its dual says which cells could help,
and the integer program has to choose enough of them.
"""

from __future__ import annotations

import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray

from .program import Program
from .table import Table

_NEAR = 1e-6
#: Rounds until it gives up; the tables of schools take nine at most.
_ROUNDS = 60
#: Branches of one choice until it gives up.
_NODES = 2000


def least_loss(table: Table, *, minimum: int, width: int) -> BoolArray | None:
    """Return which cells to hide at the least loss, in the shape of ``Table.cells``.

    None if the total of all must be hidden though it is large enough, or if it takes
    too many rounds.

    References
    ----------
    Fischetti and Salazar (2001), Solving the cell suppression problem on tabular data
    with linear constraints, section 4 (a branch-and-cut algorithm; capacity
    inequalities), with sliding protection.
    """
    choosing = _Choosing(table, minimum)
    moving = _Moving(table, minimum, width)
    for _ in range(_ROUNDS):
        is_hidden = choosing.cheapest()
        if is_hidden is None:
            return None
        cuts = moving.cuts(is_hidden)
        if not cuts:
            return is_hidden.reshape(table.cells.shape)
        choosing.add(cuts)
    return None


class _Choosing:
    """The integer program: which cells are hidden, and which then need others."""

    def __init__(self, table: Table, minimum: int) -> None:
        is_small = table.is_small(minimum).ravel()
        most = np.ones(len(is_small))
        if table.cells.ravel()[-1] >= minimum:
            most[-1] = 0.0
        self._loss = table.loss
        self._program = Program(
            is_small.astype(np.float64), most, is_whole=True, most_nodes=_NODES
        )
        # Whatever is hidden alone in a sum is known.
        row, cell, _ = table.sums
        self.add(
            [
                np.where(np.arange(len(most)) == one, -1.0, other)
                for n in range(int(row.max()) + 1)
                for other in [np.bincount(cell[row == n], minlength=len(most))]
                for one in cell[row == n]
            ]
        )

    def add(self, cuts: list[FloatArray]) -> None:
        """Ask of each row (cells,) to be 0 or more over the hidden cells."""
        row, cell = np.nonzero(cuts)
        self._program.add_rows(
            row,
            cell,
            np.array(cuts)[row, cell],
            lower=np.zeros(len(cuts)),
            upper=np.full(len(cuts), np.inf),
        )

    def cheapest(self) -> BoolArray | None:
        """Return the cells (flat) hidden at the least loss; None if there are none."""
        chosen = self._program.cheapest(self._loss)
        return None if chosen is None else np.asarray(chosen > 0.5)


class _Moving:
    """The linear program: how far cells can move if only hidden ones may."""

    def __init__(self, table: Table, minimum: int, width: int) -> None:
        cells = table.cells.ravel().astype(np.float64)
        is_small = table.is_small(minimum).ravel()
        # In one or two axes a move of so many people needs no more from any cell.
        most = float(width if table.counts.ndim < 3 else 4 * width)
        up = np.where(is_small, minimum - 1.0 - cells, most)
        down = np.where(is_small, cells - 1.0, cells)
        self._width = width
        self._up, self._down = np.minimum(up, most), np.minimum(down, most)
        self._program = Program(-self._down, self._up)
        row, cell, sign = table.sums
        zero = np.zeros(int(row.max()) + 1)
        self._program.add_rows(row, cell, sign, lower=zero, upper=zero)

    def cuts(self, is_hidden: BoolArray) -> list[FloatArray]:
        """Return a row for each hidden cell that cannot move far enough."""
        self._program.set_bounds(-self._down * is_hidden, self._up * is_hidden)
        found = []
        for one in np.flatnonzero(is_hidden).tolist():
            distance, by_down, by_up = self._program.reach(one)
            if distance < self._width - _NEAR:
                found.append(self._cut(one, by_down * self._down + by_up * self._up))
        return found

    def _cut(self, one: int, room: FloatArray) -> FloatArray:
        """Return the row: what others add must make up for what the cell lacks."""
        lacking = self._width - room[one]
        cut = np.minimum(room, lacking)
        cut[one] = -lacking
        return np.where(np.abs(cut) > _NEAR, cut, 0.0)
