"""What may be shown of a table: cells hidden until an audit passes, or merged."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from seedbed.lib.arrays import BoolArray, IntArray

from .audit import WIDTH, Audit, audit
from .suppress import suppress
from .table import MINIMUM, Table

#: Stands for a count that is not shown.
HIDDEN = -1

#: Releases kept by each process: a few kilobytes each.
_N_KEPT = 64

Merged = tuple[tuple[tuple[int, ...], ...], ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Release:
    """A table as it may leave a system.

    ``merged`` says for each axis which of the first categories each shown one holds;
    ``table`` counts by the shown ones; ``audit`` is what its reader can work out.
    """

    table: Table
    merged: Merged
    audit: Audit

    @property
    def shown(self) -> IntArray:
        """Counts and totals as they may be shown; ``HIDDEN`` where they may not."""
        return np.where(self.audit.is_hidden, HIDDEN, self.table.cells)

    @property
    def people_kept(self) -> float:
        """Share of the people whose count, not only a total, is shown."""
        n_people = int(self.table.counts.sum())
        shown = self.table.is_inner & ~self.audit.is_hidden
        return float(self.table.cells[shown].sum() / n_people) if n_people else 1.0

    @property
    def cells_kept(self) -> float:
        """Share of the counts and totals that is shown."""
        return float(1.0 - self.audit.is_hidden.mean())


def release(
    table: Table,
    *,
    is_ordered: tuple[bool, ...] = (),
    minimum: int = MINIMUM,
    width: int = WIDTH,
) -> Release:
    """Return what may be shown of a table, every hidden count safe by audit.

    If no cells can be hidden so that the audit passes, the two categories of an axis
    with the fewest people are merged: of the axis that leaves most to show, of an
    ordered axis only neighbours; again until it passes.

    Parameters
    ----------
    is_ordered
        For each axis, whether only neighbouring categories may be merged; default
        none is ordered.

    Raises
    ------
    ValueError
        If ``is_ordered`` is given and has not one entry for each axis.

    Examples
    --------
    >>> release(Table(counts=np.array([[12, 30], [40, 25]]))).shown
    array([[ 12,  30,  42],
           [ 40,  25,  65],
           [ 52,  55, 107]])

    Nine and nine of eighteen cannot be hidden: whoever knows the rule can count.

    >>> both = release(Table(counts=np.array([9, 9])))
    >>> both.shown, both.merged
    (array([18, 18]), (((0, 1),),))
    """
    ordered = is_ordered or (False,) * table.counts.ndim
    if len(ordered) != table.counts.ndim:
        raise ValueError(
            f"is_ordered must have an entry for each of {table.counts.ndim} axes, "
            f"got {len(ordered)}."
        )
    shape = table.counts.shape
    return _kept(table.counts.tobytes(), shape, ordered, minimum, width)


@lru_cache(_N_KEPT)
def _kept(
    counts: bytes,
    shape: tuple[int, ...],
    ordered: tuple[bool, ...],
    minimum: int,
    width: int,
) -> Release:
    """Return a release once made: a page shows the same counts until they change."""
    table = Table(counts=np.frombuffer(counts, np.int64).reshape(shape))
    merged = tuple(tuple((n,) for n in range(size)) for size in shape)
    return _release(table, merged, ordered, minimum, width)


def _release(
    table: Table, merged: Merged, ordered: tuple[bool, ...], minimum: int, width: int
) -> Release:
    is_hidden = suppress(table, minimum=minimum, width=width)
    if is_hidden is not None:
        return _checked(table, merged, is_hidden, minimum, width)
    tries = []
    for axis, size in enumerate(table.counts.shape):
        if size > 1:
            pair = _fewest(table, axis, is_ordered=ordered[axis])
            fewer, joined = _merge(table, merged, axis, pair)
            tries.append(_release(fewer, joined, ordered, minimum, width))
    return max(tries, key=lambda one: (one.people_kept, one.cells_kept))


def _checked(
    table: Table, merged: Merged, is_hidden: BoolArray, minimum: int, width: int
) -> Release:
    found = audit(table, is_hidden, minimum=minimum)
    small = table.is_small(minimum) & ~is_hidden
    if small.any() or found.is_narrow(width).any():
        raise RuntimeError("Cells were left that a reader could work out.")
    return Release(table=table, merged=merged, audit=found)


def _fewest(table: Table, axis: int, *, is_ordered: bool) -> tuple[int, int]:
    """Return the two categories of an axis that are fewest together."""
    others = tuple(n for n in range(table.counts.ndim) if n != axis)
    people = table.counts.sum(axis=others)
    if is_ordered:
        first = int(np.argmin(people[:-1] + people[1:]))
        return first, first + 1
    one, other = np.argsort(people, kind="stable")[:2].tolist()
    return min(one, other), max(one, other)


def _merge(
    table: Table, merged: Merged, axis: int, pair: tuple[int, int]
) -> tuple[Table, Merged]:
    one, other = pair
    counts = np.moveaxis(table.counts, axis, 0).copy()
    counts[one] += counts[other]
    counts = np.moveaxis(np.delete(counts, other, axis=0), 0, axis)
    groups = list(merged[axis])
    groups[one] = tuple(sorted(groups[one] + groups.pop(other)))
    joined = (*merged[:axis], tuple(groups), *merged[axis + 1 :])
    return Table(counts=counts), joined
