"""The logistic regression of mastery's reading: slope and curvature of its loss."""

from __future__ import annotations

import numpy as np

from seedbed.lib.arrays import BoolArray, Float32Array, FloatArray

from .compiling import compiled
from .sums import sigmoid


@compiled
def curvature(
    features: Float32Array,
    correct: BoolArray,
    weights: FloatArray,
    slope: FloatArray,
    curve: FloatArray,
) -> None:
    """Fill slope (F + 1,) and curvature (F + 1, F + 1) of the log loss at ``weights``.

    Column 0 is the intercept's. One pass without copies: a matrix product would wait
    for its threads where the machine is busy.
    """
    n = weights.shape[0]
    slope[:] = 0.0
    curve[:] = 0.0
    row = np.ones(n)
    for r in range(features.shape[0]):
        logit = weights[0]
        for f in range(1, n):
            row[f] = features[r, f - 1]
            logit += weights[f] * row[f]
        expected = sigmoid(logit)
        miss = expected - (1.0 if correct[r] else 0.0)
        doubt = expected * (1.0 - expected)
        for f in range(n):
            slope[f] += miss * row[f]
            for g in range(f + 1):
                curve[f, g] += doubt * row[f] * row[g]
    for f in range(n):
        for g in range(f):
            curve[g, f] = curve[f, g]
