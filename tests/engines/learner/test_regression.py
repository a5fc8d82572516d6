"""What mastery reads: the weights that foretell, with the signs they must have."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.engines import learner
from seedbed.engines.learner.kernels import READING, curvature
from seedbed.engines.learner.kernels.layout import READ_LEVEL, READ_WRONG
from seedbed.engines.learner.regression import (
    PRIOR_STRENGTH,
    fit_reading,
    loss_of_reading,
    sigmoid,
)

START = np.array(learner.MEMORY.reading)
TRUTH = np.array([0.3, 0.2, 0.4, 0.6, 0.1, 0.9, 0.8, 0.3, -0.4])


def drawn(truth, n=20_000, seed=0):
    rng = np.random.default_rng(seed)
    rows = rng.normal(size=(n, len(READING))).astype(np.float32)
    return rows, rng.random(n) < sigmoid(truth[0] + rows @ truth[1:])


def penalised_loss(rows, correct, weights):
    distance = weights - START
    loss = loss_of_reading(rows, correct, weights) * len(correct)
    return loss + PRIOR_STRENGTH / 2 * distance @ distance


def newton_in_words(rows, correct):
    """Return the weights of least penalised loss, by plain Newton steps."""
    design = np.column_stack([np.ones(len(rows)), rows]).astype(np.float64)
    weights = START.copy()
    for _ in range(50):
        expected = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (expected - correct) + PRIOR_STRENGTH * (weights - START)
        doubt = expected * (1 - expected)
        curve = design.T @ (design * doubt[:, None])
        curve += PRIOR_STRENGTH * np.eye(len(weights))
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def test_true_weights_are_found_again():
    rows, correct = drawn(TRUTH)

    found = fit_reading(rows, correct, START)

    # Three standard errors of a weight over 20,000 answers.
    assert found == pytest.approx(TRUTH, abs=0.06)


@pytest.mark.parametrize("n", [40, 500, 5_000])
def test_it_agrees_with_plain_newton_steps(n):
    rows, correct = drawn(TRUTH, n=n, seed=n)
    expected = newton_in_words(rows, correct)
    signs = np.append(np.ones(7), -1.0)
    assert (signs * expected[1:] > 0.0).all(), "a case where no sign is in the way"

    found = fit_reading(rows, correct, START)

    assert found == pytest.approx(expected, abs=1e-6)


def test_weights_of_the_wrong_sign_are_held_at_zero():
    truth = TRUTH.copy()
    truth[1 + READ_LEVEL], truth[1 + READ_WRONG] = -0.5, 0.5
    rows, correct = drawn(truth)

    found = fit_reading(rows, correct, START)

    assert found[1 + READ_LEVEL] == 0.0
    assert found[1 + READ_WRONG] == 0.0


@given(seed=st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_no_neighbour_with_the_right_signs_is_better(seed):
    rng = np.random.default_rng(seed)
    rows, correct = drawn(rng.normal(0.0, 0.5, len(START)), n=300, seed=seed)

    found = fit_reading(rows, correct, START)

    assert (found[1:8] >= 0.0).all()
    assert found[8] <= 0.0
    least = penalised_loss(rows, correct, found)
    for _ in range(20):
        other = found + rng.normal(0.0, 0.05, len(found))
        other[1:8] = np.maximum(other[1:8], 0.0)
        other[8] = min(other[8], 0.0)
        assert penalised_loss(rows, correct, other) >= least - 1e-6


def test_without_answers_the_start_stands():
    nothing = np.zeros((0, len(READING)), np.float32)

    found = fit_reading(nothing, np.zeros(0, np.bool_), START)

    np.testing.assert_array_equal(found, START)


def test_the_start_is_left_as_it_was():
    start = START.copy()

    rows, correct = drawn(TRUTH, n=500)

    fit_reading(rows, correct, start)

    np.testing.assert_array_equal(start, START)


def test_outcomes_all_alike_give_finite_weights():
    rows, _ = drawn(TRUTH, n=2_000)

    found = fit_reading(rows, np.ones(2_000, np.bool_), START)

    assert np.isfinite(found).all()


def test_slope_and_curvature_are_those_of_the_loss():
    rows, correct = drawn(TRUTH, n=300)
    slope, curve = np.empty(9), np.empty((9, 9))

    curvature(rows, correct, START.copy(), slope, curve)

    design = np.column_stack([np.ones(300), rows]).astype(np.float64)
    expected = sigmoid(design @ START)
    assert slope == pytest.approx(design.T @ (expected - correct), abs=1e-9)
    doubt = expected * (1 - expected)
    np.testing.assert_allclose(
        curve, design.T @ (design * doubt[:, None]), rtol=1e-9, atol=1e-9
    )


def test_the_loss_is_that_of_the_answers():
    rows = np.zeros((2, len(READING)), np.float32)
    weights = np.zeros(len(START))

    found = loss_of_reading(rows, np.array([True, False]), weights)

    assert found == pytest.approx(np.log(2.0))


def test_a_huge_logit_is_a_probability():
    assert sigmoid(np.array([-1e9, 0.0, 1e9])).tolist() == [0.0, 0.5, 1.0]
