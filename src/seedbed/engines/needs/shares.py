"""Intervals of a share: one look by Wilson, any number of looks by a mixture."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

from seedbed.lib.arrays import FloatArray, IntArray
from seedbed.lib.shares import wilson_ends

_N_HALVINGS = 60


def wilson(
    n: IntArray | int, of: IntArray | int, *, level: float = 0.95
) -> tuple[FloatArray, FloatArray]:
    """Return the ends (...) of Wilson's interval of shares ``n`` in ``of`` (...).

    ``nan`` where ``of`` is 0.

    Raises
    ------
    ValueError
        If a count is not between 0 and ``of``.

    Examples
    --------
    >>> low, high = wilson(20, 100)
    >>> round(float(low), 4), round(float(high), 4)
    (0.1334, 0.2888)
    """
    hits, trials = _checked(n, of)
    z = NormalDist().inv_cdf(0.5 + level / 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = hits / trials
    return wilson_ends(share, trials, z=z)


def watched(
    n: IntArray | int, of: IntArray | int, *, level: float = 0.95
) -> tuple[FloatArray, FloatArray]:
    """Return the ends (...) of an interval that holds however often it is looked at.

    ``n`` in ``of`` (...) are counts since the beginning. With probability ``level`` the
    true share lies within the interval at every moment, from the first person to the
    last, so a page that is opened each month may show it; Wilson's interval promises
    that for one look only. It is wider.

    A share p is left out where the sequence is 1 / (1 - level) times likelier under
    the uniform mixture of all shares than under p.

    Raises
    ------
    ValueError
        If a count is not between 0 and ``of``.

    References
    ----------
    Robbins (1970), Statistical methods related to the law of the iterated logarithm;
    Ville (1939) for why it holds at every moment.
    """
    hits, trials = _checked(n, of)
    log_mixture = _log_beta(hits + 1, trials - hits + 1)
    floor = log_mixture + math.log(1 - level)
    peak = np.divide(hits, trials, out=np.zeros_like(hits), where=trials > 0)
    low = _crossing(hits, trials, floor, inside=peak, outside=np.zeros_like(peak))
    high = _crossing(hits, trials, floor, inside=peak, outside=np.ones_like(peak))
    none = trials == 0
    return np.where(none, np.nan, low), np.where(none, np.nan, high)


def _crossing(
    hits: FloatArray,
    trials: FloatArray,
    floor: FloatArray,
    *,
    inside: FloatArray,
    outside: FloatArray,
) -> FloatArray:
    """Return where the likelihood falls to its floor, between peak and edge (...)."""
    kept = _log_likelihood(outside, hits, trials) >= floor
    near, far = inside.copy(), outside.copy()
    for _ in range(_N_HALVINGS):
        middle = (near + far) / 2
        holds = _log_likelihood(middle, hits, trials) >= floor
        near, far = np.where(holds, middle, near), np.where(holds, far, middle)
    return np.where(kept, outside, far)


def _log_likelihood(p: FloatArray, hits: FloatArray, trials: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        of_hits = np.where(hits > 0, hits * np.log(p), 0.0)
        of_rest = np.where(trials > hits, (trials - hits) * np.log1p(-p), 0.0)
    return np.asarray(of_hits + of_rest)


def _log_beta(a: FloatArray, b: FloatArray) -> FloatArray:
    pairs = zip(a.ravel().tolist(), b.ravel().tolist(), strict=True)
    found = [math.lgamma(x) + math.lgamma(y) - math.lgamma(x + y) for x, y in pairs]
    return np.array(found).reshape(a.shape)


def _checked(n: IntArray | int, of: IntArray | int) -> tuple[FloatArray, FloatArray]:
    hits, trials = np.broadcast_arrays(
        np.asarray(n, np.float64), np.asarray(of, np.float64)
    )
    if (hits < 0).any() or (hits > trials).any():
        raise ValueError("A share counts between 0 and all of those asked.")
    return hits, trials
