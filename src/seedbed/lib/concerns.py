"""An alarm on concerns per week: soon when they rise, rare when they do not.

A cumulative sum: each week adds its concerns less a reference, and never falls below
zero. How high it may rise is found from the exact chances of its run, not simulated.

References
----------
Lucas, J. M. (1985), Counted data CUSUM's, Technometrics 27, 129-144.
Brook, D. and Evans, D. A. (1972), An approach to the probability distribution of CUSUM
run length, Biometrika 59, 539-549.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import log

import numpy as np
from scipy.special import gammaln

from seedbed.lib.arrays import FloatArray

#: Sums are counted in this many parts of one concern, so that the chain is exact.
_PARTS = 10


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """When to sound: the sum of (concerns less ``reference``) reaches ``threshold``.

    ``false_alarm`` is the exact chance to sound at the usual rate in ``n_weeks``;
    ``found_by`` the exact chance to have sounded by each week (W,) after concerns rose.
    """

    usual: float
    raised: float
    n_weeks: int
    reference: float
    threshold: float
    false_alarm: float
    found_by: FloatArray

    @property
    def median_week(self) -> int:
        """Week in which half of all rises are found; ``n_weeks + 1`` if later."""
        return int(np.searchsorted(self.found_by, 0.5)) + 1

    @property
    def mean_week(self) -> float:
        """Mean week in which a rise is found, later ones counted as one week late."""
        return float(1.0 + (1.0 - self.found_by).sum())


@dataclass(frozen=True, kw_only=True)
class Concerns:
    """The sum after each week (W,), and the first week that sounded, from 1."""

    sums: FloatArray
    alarm_week: int | None


@cache
def calibrate(
    *,
    usual: float = 2.0,
    raised: float = 6.0,
    n_weeks: int = 36,
    false_alarm: float = 0.04,
) -> Alarm:
    """Return the alarm that is soonest among those that sound falsely so rarely.

    >>> alarm = calibrate()
    >>> alarm.reference, alarm.threshold, alarm.median_week
    (3.6, 4.7, 2)

    Raises
    ------
    ValueError
        If rates do not ascend from above 0, or the chance does not lie in (0, 1).
    """
    if not 0.0 < usual < raised or not 0.0 < false_alarm < 1.0 or n_weeks < 1:
        raise ValueError(
            f"There must be 0 < usual < raised, 0 < false_alarm < 1 and a week at "
            f"least; got {usual}, {raised}, {false_alarm} and {n_weeks}."
        )
    # The reference of the sequential likelihood ratio, rounded to the chain's parts.
    best = (raised - usual) / log(raised / usual)
    reference = max(1, round(best * _PARTS))
    threshold, step = 1, 1
    while sounded(usual, reference, threshold + step, n_weeks)[-1] > false_alarm:
        threshold, step = threshold + step, 2 * step
    while step > 1:
        step //= 2
        if sounded(usual, reference, threshold + step, n_weeks)[-1] > false_alarm:
            threshold += step
    threshold += 1
    return Alarm(
        usual=usual,
        raised=raised,
        n_weeks=n_weeks,
        reference=reference / _PARTS,
        threshold=threshold / _PARTS,
        false_alarm=float(sounded(usual, reference, threshold, n_weeks)[-1]),
        found_by=sounded(raised, reference, threshold, n_weeks),
    )


def sounded(rate: float, reference: int, threshold: int, n_weeks: int) -> FloatArray:
    """Return the exact chance to have sounded by each week (W,).

    ``reference`` and ``threshold`` are in tenths of a concern: the sum then has
    ``threshold`` states below the alarm, and each week moves between them.
    """
    most = (threshold + reference) // _PARTS + 1
    n = np.arange(most + 1)
    chance = np.exp(n * log(rate) - rate - gammaln(n + 1.0))
    states = np.arange(threshold)
    move = np.zeros((threshold, threshold))
    for count, p in zip(n, chance, strict=True):
        after = np.maximum(states + count * _PARTS - reference, 0)
        stays = after < threshold
        np.add.at(move, (states[stays], after[stays]), p)
    now = np.zeros(threshold)
    now[0] = 1.0
    silent = np.empty(n_weeks)
    for week in range(n_weeks):
        now = now @ move
        silent[week] = now.sum()
    return 1.0 - silent


def watch(alarm: Alarm, weekly: Sequence[int]) -> Concerns:
    """Return how the sum went over the concerns of each week, and when it sounded."""
    sums, total, first = [], 0.0, None
    for week, concerns in enumerate(weekly, start=1):
        total = max(0.0, round(total + concerns - alarm.reference, 6))
        sums.append(total)
        if first is None and total >= alarm.threshold - 1e-9:
            first = week
    return Concerns(sums=np.array(sums), alarm_week=first)
