"""The compiled loop that decides when assignments cross."""

from __future__ import annotations

import numpy as np
from numba import njit

from seedbed.lib.arrays import FloatArray, IntArray

#: Statistics this close (as a share of the largest) are a tie.
_TIE = 1e-9
#: Where the search for the highest begins, in deviations, and how it comes down; at
#: the next look it begins a little below where it ended.
_HIGH = 3.0
_STEP = 0.3
_SLACK = 0.1


@njit(cache=True)
def _waiting(
    row: FloatArray,
    first: IntArray,
    never: int,
    sign: float,
    edge: float,
    out: IntArray,
) -> int:
    """Put those that have not crossed and lie over the edge into ``out``."""
    n_found = 0
    for one in range(len(row)):
        if first[one] == never and sign * row[one] >= edge:
            out[n_found] = one
            n_found += 1
    return n_found


@njit(cache=True)
def crossings(scores: FloatArray, allowed: IntArray, sign: float) -> IntArray:
    """Return the look at which each assignment crosses (D,), L for never.

    At each look the highest of those that have not crossed do, as many as fit into
    ``allowed`` (L,), the number that may have crossed by then. Of equals all cross or
    none. So of all assignments, as likely as each other, at most ``allowed[-1]`` ever
    cross: that is the whole proof of the error. With ``sign`` -1 the lowest cross.

    Parameters
    ----------
    scores : ndarray of shape (L, D)
    """
    n_looks, n = scores.shape
    first = np.full(n, n_looks, dtype=np.int64)
    found = np.empty(n, dtype=np.int64)
    n_crossed = 0
    begin = _HIGH
    for look in range(n_looks):
        room = allowed[look] - n_crossed
        if room < 1:
            continue
        row = scores[look]
        deviation = np.sqrt(np.mean(row * row))
        edge = begin * deviation
        n_found = 0
        while n_found <= room:
            n_found = _waiting(row, first, n_looks, sign, edge, found)
            if n_found == n - n_crossed:
                break
            edge -= _STEP * deviation
        high = np.sort(sign * row[found[:n_found]])
        tie = _TIE * max(abs(high[0]), abs(high[-1]))
        least = high[n_found - 1 - room] + tie if n_found > room else -np.inf
        if least > 0.0:
            begin = least / deviation - _SLACK
        for one in found[:n_found]:
            if sign * row[one] > least:
                first[one] = look
                n_crossed += 1
    return first
