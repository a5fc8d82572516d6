"""Early warning from the number of concerns each week."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from seedbed.lib.arrays import FloatArray, IntArray

N_WEEKS = 36
#: A false alarm in so many of a hundred years.
FALSE_ALARMS = 0.04
_N_STATES = 200
_N_HALVINGS = 12


@dataclass(frozen=True, kw_only=True)
class Watch:
    """The sum of what is too much (T,), and the first week above ``alarm_at``."""

    level: FloatArray
    alarm_at: float
    alarm: int | None


def watch(
    concerns: IntArray,
    *,
    usual: float,
    alarming: float,
    false_alarms: float = FALSE_ALARMS,
    n_weeks: int = N_WEEKS,
) -> Watch:
    """Return whether weekly concerns (T,) have risen from ``usual`` to ``alarming``.

    The level of alarm is set so that a year of ``n_weeks`` in which nothing changes has
    an alarm with probability ``false_alarms``.

    Raises
    ------
    ValueError
        If a count is negative, or ``alarming`` is not above ``usual``.

    References
    ----------
    Page (1954), Continuous inspection schemes; Lucas (1985), Counted data CUSUMs,
    for the reference value.
    """
    if (concerns < 0).any():
        raise ValueError(f"Concerns are counts, got {concerns.min()}.")
    if not 0 < usual < alarming:
        raise ValueError(
            f"alarming must be above usual and both above 0, got {usual}, {alarming}."
        )
    reference = (alarming - usual) / math.log(alarming / usual)
    alarm_at = _level(usual, reference, false_alarms=false_alarms, n_weeks=n_weeks)
    levels, level = [], 0.0
    for n in concerns.tolist():
        level = max(0.0, level + n - reference)
        levels.append(level)
    path = np.array(levels)
    over = np.flatnonzero(path > alarm_at)
    return Watch(
        level=path, alarm_at=alarm_at, alarm=int(over[0]) if len(over) else None
    )


@cache
def _level(
    usual: float, reference: float, *, false_alarms: float, n_weeks: int
) -> float:
    """Return the level that a usual year passes with the probability wanted."""
    low, high = 0.0, 20.0 * math.sqrt(usual) + 20.0
    for _ in range(_N_HALVINGS):
        middle = (low + high) / 2
        if false_alarm(usual, reference, middle, n_weeks) > false_alarms:
            low = middle
        else:
            high = middle
    return high


def false_alarm(usual: float, reference: float, alarm_at: float, n_weeks: int) -> float:
    """Return the probability that a year of usual weeks passes a level.

    References
    ----------
    Brook and Evans (1972), An approach to the probability distribution of cusum run
    length: the level between 0 and the alarm as the states of a Markov chain.
    """
    width = alarm_at / _N_STATES
    states = (np.arange(_N_STATES) + 0.5) * width
    states[0] = 0.0
    n = np.arange(math.ceil(alarm_at + reference) + 1)
    p = np.exp(n * math.log(usual) - usual - [math.lgamma(k + 1) for k in n.tolist()])
    to = np.maximum(0.0, states[:, None] + n - reference)
    stays = to <= alarm_at
    place = np.minimum((to / width).astype(np.int64), _N_STATES - 1)
    moves = np.zeros((_N_STATES, _N_STATES))
    here = np.broadcast_to(np.arange(_N_STATES)[:, None], to.shape)
    np.add.at(moves, (here, place), np.where(stays, p, 0.0))
    quiet = np.zeros(_N_STATES)
    quiet[0] = 1.0
    for _ in range(n_weeks):
        quiet = quiet @ moves
    return float(1.0 - quiet.sum())
