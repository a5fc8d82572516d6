"""How much of a pilot's error each scheduled look may spend.

References
----------
Lan, K. K. G. and DeMets, D. L. (1983), Discrete sequential boundaries for clinical
trials, Biometrika 70, 659-663.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, ndtri

from seedbed.lib.arrays import FloatArray, IntArray

#: Chance of a wrong decision in each direction. Twice this is .048, not .05: what a
#: finite number of runs measures then also stays below 5 %.
DIRECTION_ERROR = 0.024


def spent(fractions: FloatArray, error: float = DIRECTION_ERROR) -> FloatArray:
    """Return the one-sided error that may be spent by each look (L,).

    ``fractions`` (L,) is the share of the planned time passed at each look, ascending
    in (0, 1]. The spending function is that of O'Brien and Fleming: almost nothing
    early, the whole ``error`` at 1. A look that was missed loses nothing, for the next
    one may spend what it would have spent.

    >>> spent(np.array([0.25, 0.5, 1.0])).round(4)
    array([0.    , 0.0014, 0.024 ])

    Raises
    ------
    ValueError
        If fractions do not ascend in (0, 1], or the error does not lie in (0, .5).
    """
    if not 0.0 < error < 0.5:
        raise ValueError(f"error must lie in 0...5, got {error}.")
    ends = np.concatenate(([0.0], fractions, [np.nextafter(1.0, 2.0)]))
    if np.any(np.diff(ends) <= 0.0):
        raise ValueError(f"fractions must ascend in (0, 1], got {fractions.tolist()}.")
    edge = -ndtri(error / 2.0)
    return np.asarray(2.0 * ndtr(-edge / np.sqrt(fractions)))


def allowances(spent_by: FloatArray, n_assignments: int) -> IntArray:
    """Return how many assignments may have crossed by each look (L,)."""
    # A share that is whole but for rounding is whole: .025 of 1,000 is 25.
    return np.floor(spent_by * n_assignments + 1e-9).astype(np.int64)
