"""Item response theory finds the items that made the answers."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.learner.baselines import BASELINES, irt
from seedbed.engines.learner import score_predictions

from .worlds import of_known_items

N_ITEMS, N_STUDENTS = 24, 1500
EASINESS = np.linspace(-1.5, 2.0, N_ITEMS)
SLOPE = np.tile([0.6, 1.0, 1.6], N_ITEMS // 3)
#: Four standard errors of an easiness: 2 / sqrt(students) at a chance of one half.
NEAR = 4 * 2.6 / np.sqrt(N_STUDENTS)


def test_rasch_recovers_known_easiness():
    answers = of_known_items(EASINESS, np.ones(N_ITEMS), N_STUDENTS, seed=1)

    items = irt.fit(answers, slopes_vary=False)

    np.testing.assert_allclose(items.easiness.value, EASINESS, atol=NEAR)
    assert items.slope.variance == 0.0
    assert np.ptp(items.slope.value) == 0.0
    assert items.slope.value[0] == pytest.approx(1.0, abs=0.1)


def test_two_parameters_recover_how_well_items_tell_students_apart():
    answers = of_known_items(EASINESS, SLOPE, N_STUDENTS, seed=2)

    items = irt.fit(answers, slopes_vary=True)

    np.testing.assert_allclose(items.easiness.value, EASINESS, atol=NEAR)
    np.testing.assert_allclose(items.slope.value, SLOPE, atol=1.5 * NEAR)


def test_two_parameters_predict_better_where_slopes_differ():
    train = of_known_items(EASINESS, 1.5 * SLOPE, N_STUDENTS, seed=3)
    test = of_known_items(EASINESS, 1.5 * SLOPE, N_STUDENTS, seed=4)

    losses = [
        score_predictions(
            test.correct, BASELINES[name](train, test, 0).probability
        ).log_loss
        for name in ("2pl", "rasch")
    ]

    assert losses[0] < losses[1]


def test_an_item_never_asked_is_as_easy_as_its_skill():
    answers = of_known_items(np.array([1.5, 1.5, -2.0]), np.ones(3), 400, seed=5)

    items = irt.fit(answers.select(answers.item != 2), slopes_vary=True)

    assert items.easiness.value[2] == items.easiness.mean[0]
    assert items.easiness.value[2] == pytest.approx(1.5, abs=0.3)


def test_a_first_answer_is_predicted_by_the_item_alone():
    answers = of_known_items(EASINESS, np.ones(N_ITEMS), N_STUDENTS, seed=6)

    first = BASELINES["rasch"](answers, answers, 0).probability[::N_ITEMS]

    assert np.ptp(first) == 0.0
    assert first[0] == pytest.approx(answers.correct[::N_ITEMS].mean(), abs=0.02)
