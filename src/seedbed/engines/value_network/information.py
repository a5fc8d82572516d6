"""Power by standing: to whom others bring information."""

from __future__ import annotations

import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray

_N_ROUNDS = 1000
_PRECISION = 1e-12
#: Everyone has a little standing of their own, so that no map is without an answer.
_OWN = 1e-3


def standing(brings: BoolArray) -> FloatArray:
    """Return each actor's share of standing (N,), from who informs whom; sums to 1.

    ``brings[i, j]`` says that i brings information to j. An actor to whom those with
    standing bring information has standing. It may stand in for shares of power that
    nobody can say; decision 16 tells how it did where reputations were known.

    Raises
    ------
    ValueError
        If the table is not square.

    References
    ----------
    Bonacich (1972), Factoring and weighting approaches to status scores; Katz (1953)
    for the standing of one's own.
    """
    if brings.ndim != 2 or brings.shape[0] != brings.shape[1]:
        raise ValueError(f"brings must be (N, N), got {brings.shape}.")
    n = len(brings)
    received = brings.T.astype(np.float64)
    np.fill_diagonal(received, 0.0)
    now = np.full(n, 1.0 / n)
    # Half of the old keeps rings of actors from taking turns.
    for _ in range(_N_ROUNDS):
        new = now + received @ now + _OWN / n
        new /= new.sum()
        if np.abs(new - now).max() < _PRECISION:
            break
        now = new
    return np.asarray(new)
