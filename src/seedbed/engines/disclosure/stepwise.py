"""Hides cells one after the other, for tables of any size.

A cell is safe if the others can be moved, all sums kept, so that it differs by a few
people. For each cell that is not, the cheapest such move over cells that are still
shown is found by a linear program, and the cells that it needs are hidden too.
"""

from __future__ import annotations

import numpy as np

from seedbed.lib.arrays import BoolArray

from .audit import audit
from .program import Program
from .table import Table

_MOVED = 1e-6


def step_by_step(table: Table, *, minimum: int, width: int) -> BoolArray | None:
    """Return which cells to hide, not proven to be the least that can be.

    Cells that turn out not to be needed are shown again. None if the total of all must
    be hidden though it is large enough.

    References
    ----------
    Kelly, Golden and Assad (1992), Cell suppression: disclosure protection for
    sensitive tabular data.
    """
    is_small = table.is_small(minimum)
    is_hidden = is_small.copy()
    further = float(width)
    while True:
        narrow = np.flatnonzero(
            audit(table, is_hidden, minimum=minimum).is_narrow(width)
        )
        if not len(narrow):
            break
        n_before = int(is_hidden.sum())
        for target in narrow.tolist():
            partners = _partners(table, is_hidden, target, minimum, further)
            if partners is None:
                return None
            is_hidden |= partners
        # Cells are moved by fractions: three kinds of category may ask for more room.
        further = width if is_hidden.sum() > n_before else further + 1.0
    return _without_needless(table, is_hidden, is_small, minimum, width)


def _partners(
    table: Table, is_hidden: BoolArray, target: int, minimum: int, width: float
) -> BoolArray | None:
    """Return the cheapest cells to hide so that the target has two counts so far apart.

    Both counts are moves away from the true cells, one up by ``u`` and one down by
    ``v``, each the difference of two columns that are not negative.
    """
    cells, n = table.cells.ravel().astype(np.float64), table.cells.size
    is_small = table.is_small(minimum).ravel()
    down = np.where(is_small, cells - 1.0, cells)
    up = np.where(is_small, minimum - 1.0 - cells, np.inf)
    if cells[-1] >= minimum:
        down[-1] = up[-1] = 0.0
    program = Program(np.zeros(4 * n), np.concatenate([up, down, down, up]))
    row, cell, sign = table.sums
    n_rows = int(row.max()) + 1
    wide, last = np.full(4, 2 * n_rows), target + n * np.arange(4)
    lower = np.zeros(2 * n_rows + 1)
    upper = lower.copy()
    lower[-1], upper[-1] = width, np.inf
    program.add_rows(
        np.concatenate([row, row, n_rows + row, n_rows + row, wide]),
        np.concatenate([cell, n + cell, 2 * n + cell, 3 * n + cell, last]),
        np.concatenate([sign, -sign, sign, -sign, [1.0, -1.0, 1.0, -1.0]]),
        lower=lower,
        upper=upper,
    )
    cost = np.where(is_hidden.ravel(), 0.0, table.loss)
    moved = program.cheapest(np.tile(cost, 4))
    if moved is None:
        return None
    is_moved = (moved.reshape(4, n) > _MOVED).any(axis=0)
    return np.asarray(is_moved).reshape(table.cells.shape)


def _without_needless(
    table: Table, is_hidden: BoolArray, is_small: BoolArray, minimum: int, width: int
) -> BoolArray:
    """Show again, the dearest first, what the others do not need."""
    cost = table.loss
    beside = np.flatnonzero(is_hidden & ~is_small)
    for n in beside[np.argsort(-cost[beside], kind="stable")].tolist():
        fewer = is_hidden.copy()
        fewer.ravel()[n] = False
        if not audit(table, fewer, minimum=minimum).is_narrow(width).any():
            is_hidden = fewer
    return is_hidden
