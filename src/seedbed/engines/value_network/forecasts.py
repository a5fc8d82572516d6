"""What became of forecasts: the Brier score, beside always saying the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray

#: With fewer outcomes no accuracy is claimed.
LEAST_OUTCOMES = 20


@dataclass(frozen=True, kw_only=True)
class Score:
    """How far forecasts were off: 0 is perfect, .25 is always saying one half.

    ``base_rate`` is the Brier score of always saying how often it happened, which knows
    the outcomes. ``may_be_claimed`` says whether there are outcomes enough.
    """

    n: int
    brier: float
    standard_error: float
    base_rate: float
    may_be_claimed: bool


def score(p: FloatArray, happened: BoolArray) -> Score | None:
    """Return the Brier score of forecasts ``p`` (n,), or ``None`` without any.

    Raises
    ------
    ValueError
        If shapes differ or a forecast is no probability.

    References
    ----------
    Brier (1950), Verification of forecasts expressed in terms of probability.
    """
    if p.shape != happened.shape or p.ndim != 1:
        raise ValueError(f"Got {p.shape} forecasts and {happened.shape} outcomes.")
    if not ((p >= 0) & (p <= 1)).all():
        raise ValueError("A forecast must be from 0 to 1.")
    n = len(p)
    if n == 0:
        return None
    losses = (p - happened) ** 2
    rate = float(happened.mean())
    return Score(
        n=n,
        brier=float(losses.mean()),
        standard_error=float(losses.std(ddof=1) / np.sqrt(n)) if n > 1 else np.nan,
        base_rate=rate * (1.0 - rate),
        may_be_claimed=n >= LEAST_OUTCOMES,
    )
