"""Scores of predictions."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.engines import learner
from seedbed.engines.learner.scoring import area_under_curve

pairs = st.lists(
    st.tuples(st.booleans(), st.sampled_from([0.1, 0.2, 0.5, 0.9])),
    min_size=2,
    max_size=20,
)


@given(pairs=pairs)
@settings(deadline=None)
def test_the_auc_counts_rightly_ranked_pairs(pairs):
    correct = np.array([pair[0] for pair in pairs])
    probability = np.array([pair[1] for pair in pairs])
    right, wrong = probability[correct], probability[~correct]
    won = [
        1.0 if a > b else 0.5 if a == b else 0.0
        for a, b in itertools.product(right, wrong)
    ]

    found = area_under_curve(correct, probability)

    if won:
        assert found == pytest.approx(np.mean(won))
    else:
        assert np.isnan(found)


def test_calibrated_predictions_have_no_calibration_error():
    probability = np.repeat([0.2, 0.8], 10)
    correct = np.concatenate([np.arange(10) < 2, np.arange(10) < 8])

    found = learner.score_predictions(correct, probability)

    assert found.ece == pytest.approx(0.0)
    assert found.log_loss == pytest.approx(0.5004024)


def test_sure_and_wrong_costs_a_lot_but_not_the_world():
    found = learner.score_predictions(np.array([True, False]), np.array([0.0, 0.5]))

    assert found.log_loss == pytest.approx((-np.log(1e-6) + np.log(2)) / 2)


def test_nothing_to_score_is_not_a_number():
    found = learner.score_predictions(np.zeros(0, np.bool_), np.zeros(0))

    assert np.isnan(found.auc)
    assert found.n_answers == 0
