"""Means of cells that leave out the student for whom they are used, shrunken.

An outcome model may know other students' outcomes, never those of the student it is
used for: otherwise what was drawn would leak into what is expected.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.lib.arrays import FloatArray, IntArray

N_FOLDS = 5
#: Observations that the wider mean counts for in a cell's own mean.
STRENGTH = 20.0
_RIDGE = 10.0


def folds_of(n_students: int) -> IntArray:
    """Return the fold (S,) of each student."""
    return np.arange(n_students) % N_FOLDS


def sums(
    values: FloatArray, *, fold: IntArray, cell: IntArray, n_cells: int
) -> FloatArray:
    """Return the sum of values (n,) in each cell, (N_FOLDS, cells): row k without k."""
    at = fold * n_cells + cell
    total = np.bincount(at, values, minlength=N_FOLDS * n_cells)
    total = total.reshape(N_FOLDS, n_cells)
    return np.asarray(total.sum(axis=0) - total)


def means(
    values: FloatArray, *, fold: IntArray, cell: IntArray, n_cells: int
) -> FloatArray:
    """Return the mean of values (n,) in each cell, shrunken toward that of all cells.

    Of shape (N_FOLDS, cells); row k knows every fold but k.
    """
    total = sums(values, fold=fold, cell=cell, n_cells=n_cells)
    n = sums(np.ones_like(values), fold=fold, cell=cell, n_cells=n_cells)
    wide = total.sum(axis=1) / np.maximum(n.sum(axis=1), 1.0)
    return np.asarray((total + STRENGTH * wide[:, None]) / (n + STRENGTH))


@dataclass(frozen=True, kw_only=True)
class Lines:
    """A straight line for each fold and cell: (N_FOLDS, cells) level and slope.

    Row k knows every fold but k.
    """

    level: FloatArray
    slope: FloatArray

    def of(self, fold: IntArray, cell: IntArray, x: FloatArray) -> FloatArray:
        """Return the line of each pair of fold and cell at x."""
        return np.asarray(self.level[fold, cell] + self.slope[fold, cell] * x)


def lines(
    values: FloatArray,
    x: FloatArray,
    *,
    fold: IntArray,
    cell: IntArray,
    parent: IntArray,
) -> Lines:
    """Return a line of values (n,) on x (n,) for each cell.

    Cells of one ``parent`` (cells,) share a line, ridge-drawn toward 0; each cell has
    a level of its own beside it, shrunken toward the shared one.
    """
    n_parents = int(parent.max()) + 1
    of_parent = parent[cell]

    def shared(part: FloatArray) -> FloatArray:
        return sums(part, fold=fold, cell=of_parent, n_cells=n_parents)

    def own(part: FloatArray) -> FloatArray:
        return sums(part, fold=fold, cell=cell, n_cells=len(parent))

    ones = np.ones_like(x)
    n, sum_x, sum_y = shared(ones) + _RIDGE, shared(x), shared(values)
    sum_xx, sum_xy = shared(x * x) + _RIDGE, shared(x * values)
    determinant = n * sum_xx - sum_x**2
    level = ((sum_xx * sum_y - sum_x * sum_xy) / determinant)[:, parent]
    slope = ((n * sum_xy - sum_x * sum_y) / determinant)[:, parent]
    missed = own(values) - level * own(ones) - slope * own(x)
    return Lines(level=level + missed / (own(ones) + STRENGTH), slope=slope)
