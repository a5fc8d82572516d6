"""What mastery reads: a logistic regression whose weights keep their signs."""

from __future__ import annotations

import numpy as np

from seedbed.engines.learner import kernels
from seedbed.engines.learner.kernels import READING
from seedbed.engines.learner.kernels.layout import READ_WRONG
from seedbed.lib.arrays import BoolArray, Float32Array, FloatArray

#: Answers that the starting weights count for: few answers hardly move them.
PRIOR_STRENGTH = 20.0
_MOST_STEPS = 30
_CLOSE_ENOUGH = 1e-6


def sigmoid(logit: FloatArray) -> FloatArray:
    """Return the probability of a logit, without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * logit)))


def fit_reading(
    rows: Float32Array, correct: BoolArray, start: FloatArray
) -> FloatArray:
    """Return intercept and weights (R + 1,) that foretell first tries best.

    Ridge-penalised logistic regression by Newton steps with an active set, near
    ``start``. All weights but the intercept are at least 0, that of wrong answers at
    most 0: everything read rises with a right answer or stays, so none can lower what
    is read, nor a wrong one raise it.
    """
    sign = np.ones(len(READING) + 1)
    sign[0], sign[1 + READ_WRONG] = 0.0, -1.0
    weights = start.astype(np.float64)
    slope = np.empty_like(weights)
    curve = np.empty((len(weights), len(weights)))
    for _ in range(_MOST_STEPS):
        kernels.curvature(rows, correct, weights, slope, curve)
        slope += PRIOR_STRENGTH * (weights - start)
        curve += PRIOR_STRENGTH * np.eye(len(weights))
        moves = np.flatnonzero(
            (sign == 0.0) | (sign * weights > 0.0) | (sign * slope < 0.0)
        )
        step = np.zeros_like(weights)
        step[moves] = np.linalg.solve(curve[np.ix_(moves, moves)], slope[moves])
        moved = weights - step
        moved = np.where(sign * moved < 0.0, 0.0, moved)
        is_done = np.abs(moved - weights).max() < _CLOSE_ENOUGH
        weights = moved
        if is_done:
            break
    return weights


def loss_of_reading(
    rows: Float32Array, correct: BoolArray, weights: FloatArray
) -> float:
    """Return the mean log loss with which a reading foretells answers."""
    probability = sigmoid(weights[0] + rows @ weights[1:])
    return -float(np.where(correct, np.log(probability), np.log1p(-probability)).mean())
