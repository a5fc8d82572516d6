"""The assignments that could have come out: what a re-randomisation test draws from.

Axis letters: C clusters (what is assigned as a whole), D assignments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from math import comb, prod

import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

#: Where there are no more assignments than this, each is taken once. 16 classes, half
#: and half, have 12,870.
MOST_LISTED = 13_000
#: As many as are listed at most: of fewer, the second of six looks at 32 classes could
#: not decide, for what it may spend would be less than one assignment.
N_DRAWS = MOST_LISTED - 1
#: Of very many clusters fewer assignments are drawn, so that they fit into memory.
_MOST_CELLS = 10_000_000
_LEAST_DRAWS = 999


@dataclass(frozen=True, kw_only=True)
class Assignments:
    """Assignments that were as likely as the one that came out.

    ``is_treated`` (D, C); ``observed`` is the row that came out. ``is_complete``: every
    possible assignment is a row, once; else the others were drawn.
    """

    is_treated: BoolArray
    observed: int
    is_complete: bool

    @property
    def n_assignments(self) -> int:
        """Number of assignments D, the one that came out included."""
        return len(self.is_treated)

    @cached_property
    def arms(self) -> FloatArray:
        """The assignments as 1 and 0, ready for products (C, D)."""
        return np.ascontiguousarray(self.is_treated.T, dtype=np.float64)


def n_possible(block: IntArray, is_treated: BoolArray) -> int:
    """Return how many assignments treat as many clusters of each block as came out.

    >>> n_possible(np.zeros(8, dtype=np.int64), np.arange(8) < 4)
    70
    """
    return prod(comb(len(one), k) for one, k in _blocks(block, is_treated))


def rerandomise(
    block: IntArray,
    is_treated: BoolArray,
    *,
    n_draws: int = N_DRAWS,
    most_listed: int = MOST_LISTED,
    seed: int = 0,
) -> Assignments:
    """Return all assignments of complete or blocked randomisation, or draws from them.

    Parameters
    ----------
    block : ndarray of shape (C,), dtype=int64
        Clusters are assigned within blocks; one block for complete randomisation.
    is_treated : ndarray of shape (C,), dtype=bool
        The assignment that came out.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    if block.shape != is_treated.shape:
        raise ValueError(
            f"block and is_treated must have one shape; got {block.shape} and "
            f"{is_treated.shape}."
        )
    if n_possible(block, is_treated) <= most_listed:
        rows = np.array(list(_every(block, is_treated)), dtype=np.bool_)
        observed = int(np.argmax((rows == is_treated).all(axis=1)))
        return Assignments(is_treated=rows, observed=observed, is_complete=True)
    random = np.random.default_rng(seed)
    n_draws = min(n_draws, max(_LEAST_DRAWS, _MOST_CELLS // len(block)))
    rows = np.zeros((n_draws + 1, len(block)), dtype=np.bool_)
    rows[0] = is_treated
    for members, n_treated in _blocks(block, is_treated):
        order = random.random((n_draws, len(members))).argsort(axis=1)
        rows[1:, members] = order < n_treated
    return Assignments(is_treated=rows, observed=0, is_complete=False)


def _blocks(block: IntArray, is_treated: BoolArray) -> list[tuple[IntArray, int]]:
    """Return each block's clusters, and how many of them are treated."""
    members = [np.flatnonzero(block == one) for one in np.unique(block)]
    return [(one, int(is_treated[one].sum())) for one in members]


def _every(block: IntArray, is_treated: BoolArray) -> Iterator[BoolArray]:
    blocks = _blocks(block, is_treated)
    for chosen in product(*(combinations(one.tolist(), k) for one, k in blocks)):
        row = np.zeros(len(block), dtype=np.bool_)
        row[[cluster for part in chosen for cluster in part]] = True
        yield row
