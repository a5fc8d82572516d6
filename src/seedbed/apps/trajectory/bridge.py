"""Turns opt-ins into the needs engine's arrays, and its shares into cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, isnan

import numpy as np

from seedbed.engines import needs

from .cards import ForecastCard

LEVEL = 0.90


@dataclass(frozen=True, kw_only=True)
class Shares:
    """Per intake mainstream and all entrants, shares with ends; None where unknown."""

    n_mainstream: list[int]
    n_entrants: list[int]
    ends: list[tuple[float, float, float] | None]
    since: tuple[float, float, float] | None


def shares(
    people: Sequence[int],
    periods: Sequence[int],
    *,
    in_a_pocket: Sequence[int],
    n_periods: int,
) -> Shares:
    """Return who came in each period, of whom how many were mainstream."""
    came = needs.entrants(
        np.array(people, np.int64),
        np.array(periods, np.int64),
        in_a_pocket=frozenset(in_a_pocket),
        n_periods=n_periods,
    )
    path = needs.follow(came.n_mainstream, came.n)
    ends = [
        _ends(low, share, high)
        for low, share, high in zip(
            path.low.tolist(), path.share.tolist(), path.high.tolist(), strict=True
        )
    ]
    since = (
        _ends(path.low_since[-1], path.share_since[-1], path.high_since[-1])
        if n_periods
        else None
    )
    return Shares(
        n_mainstream=came.n_mainstream.tolist(),
        n_entrants=came.n.tolist(),
        ends=ends,
        since=since,
    )


def _ends(low: float, share: float, high: float) -> tuple[float, float, float] | None:
    return None if isnan(share) else (float(low), float(share), float(high))


def stage(
    n_mainstream: Sequence[int], n_entrants: Sequence[int], *, mark: float
) -> needs.Stage:
    """Return whether two intakes in a row had a lower bound above the mark."""
    path = needs.follow(np.array(n_mainstream), np.array(n_entrants))
    return needs.stage(path, mark=mark)


def forecast(latest: int, before: Sequence[int], after: Sequence[int]) -> ForecastCard:
    """Return next month's count by what followed such months before."""
    found = needs.forecast(
        np.array([latest], np.float64),
        np.array(before, np.float64),
        np.array(after, np.float64),
        level=LEVEL,
    )
    high = float(found.high[0])
    return ForecastCard(
        expected=float(found.expected[0]),
        low=float(found.low[0]),
        high=high if isfinite(high) else None,
        level=LEVEL,
        n_seen=len(before),
    )
