"""Scores of predictions."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.learner import worlds

from seedbed.engines import learner
from seedbed.engines.learner import scoring
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


def test_all_answers_alike_have_no_auc():
    found = learner.score_predictions(np.ones(3, np.bool_), np.array([0.2, 0.5, 0.9]))

    assert np.isnan(found.auc)
    assert np.isfinite(found.log_loss)


def test_a_prediction_of_one_falls_into_the_last_bin():
    found = learner.score_predictions(np.array([True, True]), np.array([1.0, 0.97]))

    assert found.ece == pytest.approx(0.015)


@pytest.mark.parametrize("variant", learner.MODELS, ids=lambda variant: variant.name)
def test_folds_score_every_answer_once_by_students_not_seen(variant, monkeypatch):
    answers = worlds.answers(worlds.many_rows(n_students=20), 20)
    fitted_to: list[set[int]] = []
    asked: list[set[int]] = []

    def watched_fit(some, graph, **kwargs):
        fitted_to.append(set(some.student.tolist()))
        return learner.fit(some, graph, **kwargs)

    def watched_predict(model, some):
        asked.append(set(some.student.tolist()))
        return learner.predict(model, some)

    monkeypatch.setattr(scoring, "fit", watched_fit)
    monkeypatch.setattr(scoring, "predict", watched_predict)

    found = learner.score(answers, worlds.graph(), folds=4, variant=variant)

    assert found.n_answers == answers.n_answers
    assert found.auc > 0.6
    assert sorted(s for some in asked for s in some) == list(range(20))
    for train, test in zip(fitted_to, asked, strict=True):
        assert not train & test
        assert len(test) == 5


def test_the_same_seed_gives_the_same_score():
    answers = worlds.answers(worlds.many_rows(n_students=20), 20)

    first = learner.score(answers, worlds.graph(), folds=2, seed=3)

    assert first == learner.score(answers, worlds.graph(), folds=2, seed=3)
    assert first != learner.score(answers, worlds.graph(), folds=2, seed=4)


@pytest.mark.parametrize("folds", [1, 0, 3])
def test_folds_that_cannot_be_made_are_refused(folds):
    two_students = worlds.answers([(0, 0, True, 20_000.0), (1, 0, False, 20_000.0)])

    with pytest.raises(ValueError, match=rf"lie in 2\.\.2 \(students\), got {folds}\."):
        learner.score(two_students, worlds.graph(), folds=folds)


def test_a_model_is_scored_on_what_it_predicts():
    answers = worlds.answers(worlds.many_rows(seed=1), 40)
    model = worlds.fitted()

    found = learner.score_model(model, answers)

    probability = learner.predict(model, answers)
    assert found == learner.score_predictions(answers.correct, probability)
