"""Compiled loops of the lottery: exact propensities, and the draw from them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

_Function = TypeVar("_Function", bound=Callable[..., Any])

#: Propensities are whole numbers of these parts, so that they sum to exactly one.
PARTS = 1 << 20
_ROOT_2 = math.sqrt(2.0)
_TINY = 1e-12


def _compiled(function: _Function) -> _Function:
    return cast("_Function", cast("Any", numba).njit(cache=True)(function))


@_compiled
def share_out(
    starts: IntArray,
    gain: FloatArray,
    mean: FloatArray,
    sd: FloatArray,
    is_open: BoolArray,
    tolerance: float,
    floor: float,
    nodes: FloatArray,
    weights: FloatArray,
    parts: IntArray,
) -> None:
    """Write each way's propensity into ``parts`` (E,), in parts of ``PARTS``.

    Near-tied ways share by their probability to be the best (normal beliefs, by
    quadrature at ``nodes``), above ``floor`` each. A row that is not open, or has one
    near-tied way, gives everything to the way of highest mean, the first of equals.
    """
    for row in range(len(starts) - 1):
        begin, end = starts[row], starts[row + 1]
        best = begin + np.argmax(mean[begin:end])
        near = np.flatnonzero(
            (gain[begin:end] >= (1.0 - tolerance) * gain[begin:end].max())
            | (mean[begin:end] >= (1.0 - tolerance) * mean[best])
        )
        parts[begin:end] = 0
        if not is_open[row] or len(near) < 2:
            parts[best] = PARTS
            continue
        # No belief is finer than the tolerance: within it ways look equally good.
        least_sd = max(tolerance * mean[best], _TINY)
        spread = np.maximum(sd[begin:end][near], least_sd)
        chance = _chances(mean[begin:end][near], spread, nodes, weights)
        least = int(min(math.ceil(floor * PARTS), PARTS // len(near)))
        rest = PARTS - len(near) * least
        for i in range(len(near)):
            parts[begin + near[i]] = least + int(rest * chance[i])
        left = PARTS - parts[begin:end].sum()
        parts[begin + near[np.argmax(chance)]] += left


@_compiled
def _chances(
    mean: FloatArray, sd: FloatArray, nodes: FloatArray, weights: FloatArray
) -> FloatArray:
    """Return the probability of each belief to be the highest, summing to one."""
    chance = np.zeros(len(mean))
    if len(mean) == 2:
        apart = (mean[0] - mean[1]) / math.hypot(sd[0], sd[1])
        chance[0] = 0.5 * math.erfc(-apart / _ROOT_2)
        chance[1] = 1.0 - chance[0]
        return chance
    for i in range(len(mean)):
        for j in range(len(nodes)):
            at = mean[i] + sd[i] * nodes[j]
            beats = weights[j]
            for k in range(len(mean)):
                if k != i:
                    beats *= 0.5 * math.erfc((mean[k] - at) / (sd[k] * _ROOT_2))
            chance[i] += beats
    total = chance.sum()
    # Beliefs so narrow that no node falls where two of them meet share equally.
    return chance / total if total > 0.0 else np.full(len(mean), 1.0 / len(mean))


@_compiled
def pick(
    starts: IntArray, parts: IntArray, uniform: FloatArray, chosen: IntArray
) -> None:
    """Write into ``chosen`` (D,) the way that a number of 0..1 falls on, per row."""
    for row in range(len(starts) - 1):
        at = uniform[row] * PARTS
        reached = 0.0
        for i in range(starts[row], starts[row + 1]):
            reached += parts[i]
            if at < reached:
                chosen[row] = i
                break
