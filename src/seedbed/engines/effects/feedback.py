"""Feeds what the lotteries taught into the gains of the next night."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.engines.effects.estimation import Effects
from seedbed.lib.arrays import FloatArray, IntArray

#: Below it, one more pass in twenty would already double a gain.
_LEAST_EXPECTED = 0.05


@dataclass(frozen=True, kw_only=True)
class Gains:
    """The belief about gains (E,): ``mean`` for the plan, ``sd`` for the lottery."""

    mean: FloatArray
    sd: FloatArray


def gains(
    effects: Effects,
    *,
    family: IntArray,
    way: IntArray,
    gain: FloatArray,
    expected: FloatArray,
) -> Gains:
    """Return gains (E,) corrected by how often students pass in each way.

    A gain is taken to be in proportion to the probability to pass: where students
    pass a way's exit slips more often than ``expected`` (E,) said, its ``gain`` (E,)
    rises by as much. Corrections are the shrunken ones, so a way hardly tried is
    corrected hardly, and believed with a wide ``sd``: the lottery gives it its chance.

    Raises
    ------
    ValueError
        If the effects are by group.
    """
    if effects.shrunken_lift.ndim != 2:
        raise ValueError("gains needs effects by family and modality, not by group.")
    before = np.maximum(expected, _LEAST_EXPECTED)
    after = np.clip(expected + effects.shrunken_lift[family, way], 0.0, 1.0)
    return Gains(
        mean=gain * after / before,
        sd=gain * effects.shrunken_sd[family, way] / before,
    )
