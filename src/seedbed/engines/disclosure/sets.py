"""What may be shown of sets that overlap: sizes, overlaps, parts of each and the union.

Each person is counted in one overlap, so that sizes and the union are sums of overlaps;
each size is also the sum of the set's parts. What is hidden cannot be worked out from
what is shown: the same audit as for tables says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from seedbed.lib.arrays import BoolArray, IntArray

from .audit import WIDTH, audit
from .releasing import HIDDEN
from .stepwise import step_by_step
from .table import MINIMUM, Sums, Table

#: Releases kept by each process: a few kilobytes each.
_N_KEPT = 64


@dataclass(frozen=True, kw_only=True, eq=False)
class _Overlapping(Table):
    """Cells in a row: overlaps, parts of each set, sizes of the sets, the union.

    ``counts`` are the overlaps O; ``is_in`` (O, P) says whom each holds, ``parts``
    (P, Q) how each set falls apart.
    """

    is_in: BoolArray
    parts: IntArray

    @property
    def sizes(self) -> IntArray:
        """People in each set (P,)."""
        return np.asarray(self.counts @ self.is_in, np.int64)

    @cached_property
    def cells(self) -> IntArray:
        """All counts, the union last."""
        union = [int(self.counts.sum())]
        return np.concatenate([self.counts, self.parts.ravel(), self.sizes, union])

    @property
    def is_inner(self) -> BoolArray:
        """Where a cell is an overlap."""
        return np.arange(self.cells.size) < len(self.counts)

    @cached_property
    def sums(self) -> Sums:
        """Sizes as sums of overlaps and of parts, the union as the sum of overlaps."""
        n_overlaps, (n_sets, n_parts) = len(self.counts), self.parts.shape
        first_size = n_overlaps + n_sets * n_parts
        lines: list[tuple[list[int], int]] = []
        for place in range(n_sets):
            size, part = first_size + place, n_overlaps + place * n_parts
            lines.append((np.flatnonzero(self.is_in[:, place]).tolist(), size))
            lines.append((list(range(part, part + n_parts)), size))
        lines.append((list(range(n_overlaps)), self.cells.size - 1))
        rows, cells, signs = [], [], []
        for row, (summands, total) in enumerate(lines):
            rows += [row] * (len(summands) + 1)
            cells += [*summands, total]
            signs += [1.0] * len(summands) + [-1.0]
        return Sums(np.array(rows), np.array(cells), np.array(signs))


@dataclass(frozen=True, kw_only=True, eq=False)
class SetsRelease:
    """Counts as they may be shown, ``HIDDEN`` where they may not."""

    overlaps: IntArray  # (O,)
    parts: IntArray  # (P, Q)
    sizes: IntArray  # (P,)
    union: int


def release_sets(
    counts: IntArray,
    is_in: BoolArray,
    parts: IntArray,
    *,
    minimum: int = MINIMUM,
    width: int = WIDTH,
) -> SetsRelease:
    """Return what may be shown of sets that overlap.

    Parameters
    ----------
    counts : ndarray of shape (O,), dtype=int64
        People in each overlap: in exactly these sets and in no other.
    is_in : ndarray of shape (O, P), dtype=bool
        Which sets an overlap lies in.
    parts : ndarray of shape (P, Q), dtype=int64
        Each set by what is said of its people; a row sums to the size of its set.

    Raises
    ------
    ValueError
        If shapes differ, or parts do not add up to the sizes.

    Examples
    --------
    Of 40 and 25, the overlap of 4 is hidden, and more, so that nobody can subtract it.

    >>> counts, is_in = np.array([36, 21, 4]), np.array([[1, 0], [0, 1], [1, 1]]) > 0
    >>> shown = release_sets(counts, is_in, np.array([[40], [25]]))
    >>> bool(shown.overlaps[2] == HIDDEN), int((shown.overlaps == HIDDEN).sum()) > 1
    (True, True)
    """
    if is_in.shape != (len(counts), len(parts)):
        raise ValueError(
            f"is_in must be {(len(counts), len(parts))}, got {is_in.shape}."
        )
    if (parts.sum(axis=1) != counts @ is_in).any():
        raise ValueError("The parts of each set must add up to its size.")
    if not len(counts):
        sizes = parts.sum(axis=1)
        return SetsRelease(overlaps=counts, parts=parts, sizes=sizes, union=0)
    n_sets, n_parts = parts.shape
    return _kept(
        np.asarray(counts, np.int64).tobytes(),
        np.asarray(is_in, np.bool_).tobytes(),
        np.asarray(parts, np.int64).tobytes(),
        (n_sets, n_parts),
        minimum,
        width,
    )


@lru_cache(_N_KEPT)
def _kept(
    counts: bytes,
    is_in: bytes,
    of_sets: bytes,
    shape: tuple[int, int],
    minimum: int,
    width: int,
) -> SetsRelease:
    """Return a release once made: a page shows the same counts until they change."""
    parts = np.frombuffer(of_sets, np.int64).reshape(shape)
    table = _Overlapping(
        counts=np.frombuffer(counts, np.int64),
        is_in=np.frombuffer(is_in, np.bool_).reshape(-1, shape[0]),
        parts=parts,
    )
    is_hidden = step_by_step(table, minimum=minimum, width=width)
    if is_hidden is None:
        # So few are in any of the sets that nothing may be said of them.
        is_hidden = table.cells > 0
    elif audit(table, is_hidden, minimum=minimum).is_narrow(width).any():
        raise RuntimeError("Counts were left that a reader could work out.")
    shown = np.where(is_hidden, HIDDEN, table.cells)
    shown.setflags(write=False)
    ends = np.cumsum([len(table.counts), parts.size, len(parts)])
    overlaps, inner, sizes, union = np.split(shown, ends)
    return SetsRelease(
        overlaps=overlaps,
        parts=inner.reshape(parts.shape),
        sizes=sizes,
        union=int(union[0]),
    )
