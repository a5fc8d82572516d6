"""The parts of a logit that predicting and training share."""

from __future__ import annotations

import math

import numpy as np

from seedbed.lib.arrays import FloatArray

from .compiling import inlined
from .layout import N_KNOTS, Population, Rates, Weights

#: What remains of a past miss after one more answer; for skills, one on the skill.
MISS_KEEPS = 0.5 ** (1.0 / np.array([10.0, 50.0, 250.0, 1000.0]))
MISS_GAINS = np.sqrt(1.0 - MISS_KEEPS)
TILT_KEEPS = 0.5 ** (1.0 / np.array([50.0, 250.0]))
TILT_GAINS = np.sqrt(1.0 - TILT_KEEPS)
SKILL_MISS_KEEPS = np.array([0.7, 0.95])

#: The last position on a curve that has a knot to its right.
LAST_KNOT = N_KNOTS - 1.001
_CURVE_REACH = 3.0
#: Parts of ``ease``: an item's and its set's, and how few answers each rests on.
N_EASE = 8


@inlined
def sigmoid(x: float) -> float:
    """Probability of a logit."""
    return 1.0 / (1.0 + math.exp(-x))


@inlined
def knot(x: float) -> float:
    """Position of a difficulty, in logits, among the knots."""
    at = (x + _CURVE_REACH) * ((N_KNOTS - 1) / (2.0 * _CURVE_REACH))
    return min(max(at, 0.0), LAST_KNOT)


@inlined
def on_curve(curve: FloatArray, at: float) -> float:
    """Value of a piecewise-linear function between its knots."""
    left = int(at)
    return curve[left] + (at - left) * (curve[left + 1] - curve[left])


@inlined
def ease_parts(j: int, population: Population, parts: FloatArray) -> None:
    """Fill ``parts`` (8,) with the ease of item ``j`` and how well it is known."""
    c = population.set_of_item[j]
    item, of_set, n = population.item[j], population.set[c], population.item_n[j]
    few, some = math.exp(-n / 4.0), math.exp(-n / 25.0)
    new = math.exp(-population.set_n[c] / 25.0)
    parts[0], parts[1], parts[2], parts[3] = item, item * few, item * some, of_set
    parts[4], parts[5], parts[6], parts[7] = 1.0, few, of_set * new, new


@inlined
def ease_of(
    j: int, population: Population, weights: Weights, parts: FloatArray
) -> float:
    """Return what item ``j`` adds to the logit; ``parts`` (8,) is overwritten."""
    ease_parts(j, population, parts)
    total = on_curve(weights.ease_curves[0], knot(parts[0]))
    total += on_curve(weights.ease_curves[1], knot(parts[3]))
    for i in range(N_EASE):
        total += weights.ease[i] * parts[i]
    return total


@inlined
def learn_ease(j: int, miss: float, population: Population, rates: Rates) -> None:
    """Move the ease of one item and of its skill set, by a miss."""
    c = population.set_of_item[j]
    population.item[j] += (
        miss * rates.item_start / (1.0 + rates.item_slope * population.item_n[j])
    )
    population.item_n[j] += 1.0
    population.set[c] += (
        miss * rates.set_start / (1.0 + rates.set_slope * population.set_n[c])
    )
    population.set_n[c] += 1.0
