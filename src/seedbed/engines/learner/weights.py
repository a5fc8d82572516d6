"""What each feature says about the next answer: a logistic regression with signs."""

from __future__ import annotations

import numpy as np

from seedbed.engines.learner import kernels
from seedbed.engines.learner.kernels import FEATURES, WRONG
from seedbed.lib.arrays import BoolArray, Float32Array, FloatArray

#: Answers that the starting weights count for: few answers hardly move them.
PRIOR_STRENGTH = 20.0
_MOST_STEPS = 30
_CLOSE_ENOUGH = 1e-6


def logits(features: Float32Array, weights: FloatArray) -> FloatArray:
    """Return intercept plus weighted features (N, F) for each of N answers."""
    return np.asarray(weights[0] + features @ weights[1:])


def sigmoid(logit: FloatArray) -> FloatArray:
    """Return the probability of a logit, without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * logit)))


def fit_weights(
    features: Float32Array, correct: BoolArray, start: FloatArray
) -> FloatArray:
    """Return the weights (F + 1,) that predict the answers best, near ``start``.

    Ridge-penalised logistic regression by Newton steps with an active set. All
    weights but the intercept and that of wrong answers are at least 0: every other
    feature rises with a right answer or stays, so none can lower the prediction.
    """
    has_sign = np.ones(len(FEATURES) + 1, np.bool_)
    has_sign[[0, 1 + WRONG]] = False
    weights = start.astype(np.float64)
    slope = np.empty_like(weights)
    curve = np.empty((len(weights), len(weights)))
    for _ in range(_MOST_STEPS):
        kernels.curvature(features, correct, weights, slope, curve)
        slope += PRIOR_STRENGTH * (weights - start)
        curve += PRIOR_STRENGTH * np.eye(len(weights))
        moves = np.flatnonzero(~has_sign | (weights > 0.0) | (slope < 0.0))
        step = np.zeros_like(weights)
        step[moves] = np.linalg.solve(curve[np.ix_(moves, moves)], slope[moves])
        moved = weights - step
        moved[has_sign] = np.maximum(moved[has_sign], 0.0)
        is_done = np.abs(moved - weights).max() < _CLOSE_ENOUGH
        weights = moved
        if is_done:
            break
    return weights
