"""How sure a figure about students is: bands that hold the truth 95 times in 100.

Every figure is a ratio of sums over students: events over chances. A student's sessions
resemble each other, so the student is the unit that is drawn: the error of the ratio is
that of its linearisation over students. A mean gets Student's t around it; a share gets
Wilson's interval with as many independent chances as its error amounts to.

References
----------
W. G. Cochran, Sampling Techniques (1977), eq. 6.4. E. B. Wilson, JASA 22 (1927).
E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998), for the number of chances.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from scipy.special import stdtrit

from seedbed.lib.arrays import FloatArray, IntArray

_UPPER = 0.975
_Z = NormalDist().inv_cdf(_UPPER)
_FEWEST = 2


@dataclass(frozen=True, kw_only=True)
class Band:
    """A figure about some students, and the range that holds the truth."""

    n_students: int
    value: float
    low: float
    high: float

    @property
    def standard_error(self) -> float:
        """How far off the figure typically is."""
        return (self.high - self.low) / (2 * _Z)


def sums_of(who: IntArray, amounts: FloatArray, n: int) -> FloatArray:
    """Return the sum of amounts (N,) for each of n students, who have numbers (N,).

    >>> sums_of(np.array([0, 2, 0]), np.array([1.0, 5.0, 2.0]), 3)
    array([3., 0., 5.])
    """
    return np.asarray(np.bincount(who, amounts, n), np.float64)


def band_of(
    events: FloatArray, chances: FloatArray, *, is_share: bool, n_units: float = 0.0
) -> Band | None:
    """Return events over chances with its band; None with fewer than two students.

    Parameters
    ----------
    events, chances : ndarray of shape (S,)
        Sums per student; a student without a chance is left out.
    is_share
        Whether the ratio cannot leave [0, 1].
    n_units
        The most independent chances a share can rest on; default all chances.

    Examples
    --------
    >>> every = np.ones(40)
    >>> found = band_of(every * 0.5, every, is_share=False)
    >>> found.value, found.low, found.high
    (0.5, 0.5, 0.5)
    """
    has_chance = chances > 0
    events, chances = events[has_chance], chances[has_chance]
    n = len(chances)
    if n < _FEWEST:
        return None
    total = float(chances.sum())
    value = float(events.sum()) / total
    rest = events - value * chances
    variance = n / (n - 1) * float(rest @ rest) / total**2
    t = float(stdtrit(n - 1, _UPPER))
    if not is_share:
        reach = t * math.sqrt(variance)
        return Band(
            n_students=n, value=value, low=max(0.0, value - reach), high=value + reach
        )
    most = min(total, n_units) if n_units else total
    n_chances = float(n)
    if variance > 0 and 0 < value < 1:
        n_chances = min(most, value * (1 - value) / variance * (_Z / t) ** 2)
    low, high = wilson(value, n_chances)
    return Band(n_students=n, value=value, low=low, high=high)


def wilson(share: float, n: float) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share of ``n`` independent chances.

    >>> [round(end, 4) for end in wilson(0.8, 50)]
    [0.6696, 0.8876]
    """
    z2 = _Z * _Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    reach = _Z / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def clearness(one: Band, other: Band) -> float:
    """Return how many standard errors apart two groups of different students are."""
    error = math.hypot(one.standard_error, other.standard_error)
    apart = abs(one.value - other.value)
    if error > 0:
        return apart / error
    return math.inf if apart > 0 else 0.0


def is_clear(apart: float, n_looks: int) -> bool:
    """Tell whether a difference is clear among all that were looked at (Bonferroni).

    >>> is_clear(2.5, 1), is_clear(2.5, 60)
    (True, False)
    """
    return apart > NormalDist().inv_cdf(1 - 0.025 / max(1, n_looks))
