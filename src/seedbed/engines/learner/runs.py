"""Runs: rows that stand one after another, several for each owner."""

from __future__ import annotations

import numpy as np

from seedbed.lib.arrays import Int32Array, IntArray


def rows_of_runs(
    begin: IntArray | Int32Array, n: IntArray | Int32Array
) -> tuple[IntArray, IntArray]:
    """Return the rows of some runs, one run after another, and where each ends up.

    Parameters
    ----------
    begin, n : ndarray of shape (R,)
        Where each run begins, and its length.

    Returns
    -------
    rows : ndarray of shape (N,)
        N is the sum of the lengths.
    bounds : ndarray of shape (R + 1,)
        The rows of run r are ``rows[bounds[r]:bounds[r + 1]]``.

    Examples
    --------
    >>> rows, bounds = rows_of_runs(np.array([4, 0]), np.array([2, 3]))
    >>> rows.tolist(), bounds.tolist()
    ([4, 5, 0, 1, 2], [0, 2, 5])
    """
    bounds = np.concatenate([[0], np.cumsum(n)]).astype(np.int64)
    return np.repeat(begin - bounds[:-1], n) + np.arange(bounds[-1]), bounds
