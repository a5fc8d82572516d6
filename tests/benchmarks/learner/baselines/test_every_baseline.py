"""What holds for every baseline: no look ahead, no accident, better than chance."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.learner.baselines import BASELINES, why_missing
from seedbed.engines.learner import score_predictions

from .worlds import N_EACH, flipped, train_and_test

#: Answer 10 of the second of the students to predict.
CHANGED = N_EACH + 10

#: JAX computes in single precision, and groups its sums as it likes.
ALIKE = 1e-6


def forecast_of(name, train, test):
    if reason := why_missing(name):
        pytest.skip(reason)
    return BASELINES[name](train, test, 0)


every_baseline = pytest.mark.parametrize("name", BASELINES)


@every_baseline
def test_it_predicts_each_answer_better_than_chance(name):
    train, test = train_and_test()

    forecast = forecast_of(name, train, test)

    assert forecast.probability.shape == (test.n_answers,)
    assert np.all((forecast.probability > 0.0) & (forecast.probability < 1.0))
    assert forecast.fit_seconds > 0.0
    assert forecast.predict_seconds > 0.0
    score = score_predictions(test.correct, forecast.probability)
    share = test.correct.mean()
    assert score.auc > 0.58
    assert score.log_loss < -share * np.log(share) - (1 - share) * np.log(1 - share)


@every_baseline
def test_it_does_not_see_the_future(name):
    train, test = train_and_test()

    before = forecast_of(name, train, test).probability
    after = forecast_of(name, train, flipped(test, CHANGED)).probability

    moved = np.flatnonzero(np.abs(after - before) > ALIKE)
    assert moved.size > 0, "The answer should tell something of later ones."
    assert moved.min() > CHANGED
    assert moved.max() < 2 * N_EACH, "One student's answer told of another."


@every_baseline
def test_the_same_seed_gives_the_same_forecast(name):
    train, test = train_and_test()

    first = forecast_of(name, train, test).probability
    second = forecast_of(name, train, test).probability

    np.testing.assert_allclose(first, second, atol=ALIKE)
