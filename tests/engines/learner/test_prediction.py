"""Predict and update: what they refuse, and what a student's past does to the next."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from tests.engines.learner import worlds
from tests.engines.learner.worlds import fitted

from seedbed.engines import learner


def test_a_blank_student_is_predicted_by_the_difficulties():
    rows = [(s, j, True, 20_000.0) for s, j in ((0, 0), (1, 0), (2, 8))]

    found = learner.predict(fitted(), worlds.answers(rows, 3))

    assert found[0] == found[1], "nobody has a past"
    assert found[0] > found[2], "counting is easier than shapes"


def test_a_model_predicts_as_a_blank_state_does():
    answers = worlds.answers(worlds.many_rows(n_students=3), 3)

    found = learner.predict(fitted(), answers)

    from_blank = learner.predict(learner.begin(fitted(), 3), answers)
    np.testing.assert_array_equal(found, from_blank)


def test_the_outcome_of_an_answer_is_not_in_its_prediction():
    past = [(0, 0, True, 20_000.0), (0, 1, True, 20_000.0)]
    right, wrong = ([*past, (0, 0, x, 20_001.0)] for x in (True, False))

    found = learner.predict(fitted(), worlds.answers(right, 1))

    np.testing.assert_array_equal(
        found, learner.predict(fitted(), worlds.answers(wrong, 1))
    )


def test_a_student_who_gets_things_right_is_expected_to():
    right, wrong = ([(0, 2, x, 20_000.0)] * 10 for x in (True, False))
    asked = worlds.answers([(0, 4, True, 20_001.0)], 1)

    strong = learner.predict(worlds.state_of(fitted(), right), asked)
    weak = learner.predict(worlds.state_of(fitted(), wrong), asked)

    assert strong[0] > weak[0] + 0.1


def test_no_answers_have_no_predictions_and_change_nothing():
    state = worlds.state_of(fitted(), [(0, 0, True, 20_000.0)])

    after = learner.update(state, worlds.answers([], 1))

    assert learner.predict(state, worlds.answers([], 1)).shape == (0,)
    for found, expected in zip(after.kept, state.kept, strict=True):
        np.testing.assert_array_equal(found, expected)


def test_answers_about_other_items_are_refused():
    fewer_items = dataclasses.replace(
        worlds.answers([]),
        item_skill_starts=np.array([0, 1], np.int32),
        item_skills=np.array([0], np.int32),
    )

    for call in (learner.predict, learner.update):
        with pytest.raises(ValueError, match="knows 11 items and 5 skills; the answ"):
            call(learner.begin(fitted(), 2), fewer_items)
    with pytest.raises(ValueError, match=r"have 1 and 5\. Number them alike"):
        learner.predict(fitted(), fewer_items)


def test_a_state_of_other_students_is_refused():
    state = learner.begin(fitted(), 3)

    for call in (learner.predict, learner.update):
        with pytest.raises(ValueError, match="is of 3 students, the answers are of 2"):
            call(state, worlds.answers([]))


@pytest.mark.parametrize("variant", learner.MODELS, ids=lambda variant: variant.name)
def test_the_constants_of_a_variant_have_the_signs_that_keep_mastery_right(variant):
    reading = np.array(variant.reading)

    assert (reading[1:8] >= 0.0).all()
    assert reading[8] <= 0.0
    assert min(variant.rates) > 0.0
