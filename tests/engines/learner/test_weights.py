"""The weights of the features."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.engines.learner.kernels import FEATURES, LEVEL, WRONG
from seedbed.engines.learner.weights import fit_weights, logits, sigmoid

START = np.array([0.0, 0.5, 0.5, 0.5, 0.5, 1.0, 1.0, 0.3, 0.0, 0.1])


def drawn(truth, n=20_000, seed=0):
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(n, len(FEATURES))).astype(np.float32)
    return features, rng.random(n) < sigmoid(logits(features, truth))


def test_true_weights_are_found_again():
    truth = np.array([0.3, 0.2, 0.4, 0.6, 0.1, 0.9, 0.8, 0.3, -0.4, 0.2])

    features, correct = drawn(truth)

    found = fit_weights(features, correct, START)

    # Three standard errors of a weight over 20,000 answers.
    assert found == pytest.approx(truth, abs=0.06)


def test_a_weight_of_the_wrong_sign_is_held_at_zero():
    truth = START.copy()
    truth[1 + LEVEL] = -0.5
    truth[1 + WRONG] = -0.5

    features, correct = drawn(truth)

    found = fit_weights(features, correct, START)

    assert found[1 + LEVEL] == 0.0
    assert found[1 + WRONG] < -0.4, "wrong answers may count against a skill"


def test_without_answers_the_start_stands():
    nothing = np.zeros((0, len(FEATURES)), np.float32)

    found = fit_weights(nothing, np.zeros(0, np.bool_), START)

    np.testing.assert_array_equal(found, START)


def test_a_huge_logit_is_a_probability():
    assert sigmoid(np.array([-1e9, 0.0, 1e9])).tolist() == [0.0, 0.5, 1.0]
