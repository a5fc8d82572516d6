"""Counts of people by categories, with every total that is shown beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

#: Groups of fewer people are not shown (NCES 2011-603: the usual minimum of states).
MINIMUM = 10


class Sums(NamedTuple):
    """Which cells add up to which: entries of a matrix whose rows are all zero."""

    row: IntArray
    cell: IntArray
    sign: FloatArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """Counts of people by one or more kinds of category.

    ``counts`` has one axis for each kind; each person is counted in one entry. Shares
    are counts too: of those who did and those who did not.

    Raises
    ------
    ValueError
        If there is no axis or no category, or a count is negative or not whole.

    Examples
    --------
    >>> Table(counts=np.array([[12, 3], [40, 25]])).cells
    array([[12,  3, 15],
           [40, 25, 65],
           [52, 28, 80]])
    """

    counts: IntArray

    def __post_init__(self) -> None:
        counts = np.asarray(self.counts)
        if counts.ndim == 0 or counts.size == 0:
            raise ValueError(
                f"Table.counts must have a category on each axis, got {counts.shape}."
            )
        if not np.issubdtype(counts.dtype, np.integer) or counts.min() < 0:
            raise ValueError("Table.counts must be whole numbers of 0 or more.")
        object.__setattr__(self, "counts", counts.astype(np.int64))

    @cached_property
    def cells(self) -> IntArray:
        """Counts and totals: the last entry of each axis is the sum of the others."""
        cells = self.counts
        for axis in range(cells.ndim):
            total = cells.sum(axis=axis, keepdims=True)
            cells = np.concatenate([cells, total], axis=axis)
        return cells

    @property
    def is_inner(self) -> BoolArray:
        """Where a cell is a count and no total, in the shape of ``cells``."""
        inner = np.zeros(self.cells.shape, np.bool_)
        inner[tuple(slice(-1) for _ in inner.shape)] = True
        return inner

    @cached_property
    def sums(self) -> Sums:
        """Every sum over ``cells`` laid out flat: the parts less their total are 0."""
        number = np.arange(self.cells.size).reshape(self.cells.shape)
        rows, cells, signs, n = [], [], [], 0
        for axis in range(number.ndim):
            lines = np.moveaxis(number, axis, -1).reshape(-1, number.shape[axis])
            sign = np.ones(lines.shape)
            sign[:, -1] = -1.0
            row = np.repeat(np.arange(n, n + len(lines)), lines.shape[1])
            n += len(lines)
            rows.append(row)
            cells.append(lines.ravel())
            signs.append(sign.ravel())
        return Sums(np.concatenate(rows), np.concatenate(cells), np.concatenate(signs))

    @property
    def loss(self) -> FloatArray:
        """What a reader loses if a cell (flat) is hidden: 1 and its logarithm.

        So that few cells are hidden rather than many, and small ones rather than large.
        """
        return np.asarray(1.0 + np.log1p(self.cells.ravel()))

    def is_small(self, minimum: int = MINIMUM) -> BoolArray:
        """Where a count or a total points at people: 1 to below the minimum."""
        return np.asarray((self.cells > 0) & (self.cells < minimum))
