"""Midranks, and the chi-square tail on the scale of surprise."""

from __future__ import annotations

import math

import numpy as np

from seedbed.lib.arrays import FloatArray

_ERFC = np.vectorize(math.erfc, otypes=[np.float64])
#: Surprises larger than this are all alike: the tail is as good as zero.
_MOST = 700.0


def midranks(at: FloatArray) -> FloatArray:
    """Return the ranks (S, Q) of each column, from -1 to 1, ties in their middle.

    Ranks are centred on 0, which is also what an entry that is ``nan`` gets.

    >>> midranks(np.array([[3.0], [1.0], [3.0], [np.nan]])).ravel()
    array([ 0.3333, -0.6667,  0.3333,  0.    ])
    """
    ranks = np.zeros(at.shape)
    for q in range(at.shape[1]):
        known = ~np.isnan(at[:, q])
        _, place, n = np.unique(at[known, q], return_inverse=True, return_counts=True)
        upper = np.cumsum(n)
        middle = upper - (n - 1) / 2.0
        n_known = max(int(known.sum()), 1)
        ranks[known, q] = (2.0 * middle[place] - n_known - 1.0) / n_known
    return ranks


def surprise(h: FloatArray, freedom: FloatArray) -> FloatArray:
    """Return minus the natural logarithm of the chi-square tail at ``h``.

    For whole degrees of freedom of 1 or more; fewer count as 1.

    >>> h = np.array([3.841459, 5.991465, 7.814728])
    >>> np.exp(-surprise(h, np.arange(1.0, 4.0))).round(6)
    array([0.05, 0.05, 0.05])

    References
    ----------
    Abramowitz and Stegun (1964), 26.4.4 and 26.4.5.
    """
    h = np.maximum(h, 0.0)
    tail = np.empty(h.shape)
    for n in np.unique(np.maximum(freedom, 1.0)).astype(int).tolist():
        at = np.maximum(freedom, 1.0) == n
        tail[at] = _tail(h[at], n)
    return np.asarray(np.minimum(-np.log(np.maximum(tail, 1e-304)), _MOST))


def _tail(h: FloatArray, freedom: int) -> FloatArray:
    """Return the chi-square tail: a finite sum for whole degrees of freedom."""
    half = h / 2.0
    is_odd = freedom % 2 == 1
    if is_odd:
        tail = _ERFC(np.sqrt(half))
        term = np.sqrt(half) * np.exp(-half) / math.gamma(1.5)
    else:
        tail = np.zeros(h.shape)
        term = np.exp(-half)
    first = 1.5 if is_odd else 1.0
    for step in range((freedom - is_odd) // 2):
        tail = tail + term
        term = term * half / (first + step)
    return np.asarray(tail)
