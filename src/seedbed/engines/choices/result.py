"""The answer: who has which seat, and what a method remembers to explain it by."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray


def _none() -> FloatArray:
    return np.zeros(0)


@dataclass(frozen=True, kw_only=True)
class Result:
    """Seats by one method.

    ``turn`` is the place in the queue (serial dictatorship) or the round (round-robin)
    in which a section was taken, 0 elsewhere. ``prices`` are those of a seat: in points
    of a budget of about 1 (equilibrium), or what one more seat would add to the sum of
    all shares (equal quality).
    """

    method: str
    seed: int
    has: BoolArray  # (S, C)
    order: IntArray  # (S,) as drawn; also the order of waiting lists
    turn: IntArray | None = None  # (S, C)
    prices: FloatArray = field(default_factory=_none)  # (C,)
    bound: float | None = None  # no seats have a higher sum of the method's measure
    reached: float | None = None  # the same measure of these seats
