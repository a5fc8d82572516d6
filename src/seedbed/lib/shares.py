"""The interval of a share, and how far a normal estimate reaches."""

from __future__ import annotations

import numpy as np

from seedbed.lib.arrays import FloatArray

#: Standard errors to each side of a normal estimate's 95 % interval.
NORMAL_95 = 1.959963984540054


def wilson_ends(
    share: FloatArray, n: FloatArray, *, z: float = NORMAL_95
) -> tuple[FloatArray, FloatArray]:
    """Return the ends (...) of Wilson's interval of shares (...) of ``n`` (...).

    ``n`` need not be whole. ``nan`` where ``n`` is 0; exact at the shares 0 and 1,
    which rounding would miss.

    Examples
    --------
    >>> low, high = wilson_ends(np.array([0.2]), np.array([100.0]))
    >>> low.round(4), high.round(4)
    (array([0.1334]), array([0.2888]))

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        shrunk = 1 + z**2 / n
        middle = (share + z**2 / (2 * n)) / shrunk
        reach = z * np.sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2) / shrunk
    none = middle * 0.0
    low = np.where(share == 0, none, middle - reach)
    return low, np.where(share == 1, 1.0 + none, middle + reach)
