"""Next period's counts of many units or districts, with intervals that hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.lib.arrays import FloatArray

#: Added to every count, so that none is 0 before the logarithm.
_HALF = 0.5
#: Square of what moves large counts beside chance. Intervals of small and of large
#: counts then cover alike on the panel of benchmarks/trajectory; any value is valid.
_UNEVEN = 0.02


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """The count expected for each unit, and the interval around it, all (N,).

    ``high`` is infinite, and ``low`` 0, where the past is too short to promise
    anything.
    """

    expected: FloatArray
    low: FloatArray
    high: FloatArray


def forecast(
    latest: FloatArray,
    before: FloatArray,
    after: FloatArray,
    *,
    level: float = 0.90,
) -> Forecast:
    """Return the counts one period after ``latest`` (N,).

    ``before`` and ``after`` (C,) are transitions already seen, of these units or of
    others. Expected is the latest count: on the panel measured it errs less than a
    trend and a damped trend. What followed in the past says how wide the interval must
    be: it covers ``level`` of the next counts whatever their distribution, as long as
    the next step is one like those seen. A step unlike any before (the surge of 2020)
    is not promised.

    Raises
    ------
    ValueError
        If shapes differ, a count is negative, or the level is not between 0 and 1.

    References
    ----------
    Vovk, Gammerman and Shafer (2005), Algorithmic learning in a random world;
    Romano, Patterson and Candes (2019), Conformalized quantile regression, section 4:
    each end has its own error of (1 - level) / 2.
    """
    if before.shape != after.shape:
        raise ValueError(f"Got {len(before)} counts before and {len(after)} after.")
    if not 0.0 < level < 1.0:
        raise ValueError(f"level must be between 0 and 1, got {level}.")
    for counts in (latest, before, after):
        if not (counts >= 0).all():
            raise ValueError("counts must be at least 0, and none may be missing.")
    steps = (np.log(after + _HALF) - np.log(before + _HALF)) / _spread(before)
    down, up = _reach(-steps, (1 + level) / 2), _reach(steps, (1 + level) / 2)
    spread, middle = _spread(latest), np.log(latest + _HALF)
    return Forecast(
        expected=latest.astype(np.float64),
        low=np.maximum(0.0, np.exp(middle - down * spread) - _HALF),
        high=np.exp(middle + up * spread) - _HALF,
    )


def _spread(counts: FloatArray) -> FloatArray:
    """Return how uneven the logarithm of such a count is, up to a factor.

    Any choice keeps the promise over all units; a good one keeps it for small and
    large ones alike.
    """
    return np.sqrt(1.0 / (counts + _HALF) + _UNEVEN)


def _reach(scores: FloatArray, level: float) -> float:
    """Return the score that the next one is not above with probability ``level``."""
    place = int(np.ceil((len(scores) + 1) * level))
    if place > len(scores):
        return np.inf
    return float(np.partition(scores, place - 1)[place - 1])
