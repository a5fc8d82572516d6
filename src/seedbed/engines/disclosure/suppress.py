"""Complementary suppression: which cells to hide beside the small ones."""

from __future__ import annotations

from seedbed.lib.arrays import BoolArray

from .audit import WIDTH, audit
from .least import least_loss
from .stepwise import step_by_step
from .table import MINIMUM, Table

#: Cells, totals included, up to which the least loss is looked for.
LARGEST_PROVEN = 100


def suppress(
    table: Table, *, minimum: int = MINIMUM, width: int = WIDTH
) -> BoolArray | None:
    """Return which cells to hide, in the shape of ``Table.cells``.

    Every small count and total is hidden. A hidden cell, for whatever reason, may have
    counts at least ``width`` apart, as ``audit`` sees it. In tables of up to 100 cells
    and one or two axes, nothing of less ``Table.loss`` would do; otherwise the loss is
    small, but not proven to be the least. None if the total of all would have to be
    hidden though it is large enough: then categories have to be merged.
    """
    if table.cells.size <= LARGEST_PROVEN:
        is_hidden = least_loss(table, minimum=minimum, width=width)
        if is_hidden is not None and not (
            audit(table, is_hidden, minimum=minimum).is_narrow(width).any()
        ):
            return is_hidden
    return step_by_step(table, minimum=minimum, width=width)
