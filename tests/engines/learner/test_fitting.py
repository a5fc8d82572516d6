"""Fitting the population, and what each part of the past adds."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from tests.engines.learner import worlds
from tests.engines.learner.worlds import ADDING, COUNTING, MULTIPLYING, RATIOS, SHAPES

from seedbed.engines import learner


@pytest.fixture(scope="module")
def answers():
    return worlds.answers(worlds.many_rows(n_students=60, n_each=60), n_students=60)


@pytest.fixture(scope="module")
def model(answers):
    return learner.fit(answers, worlds.graph())


def test_harder_skills_are_found_to_be_harder(model):
    harder = model.skill_difficulty + model.reference_item

    assert harder[COUNTING] < harder[MULTIPLYING] < harder[SHAPES]


def test_a_skill_nobody_has_met_is_as_hard_as_its_neighbours():
    rows = [row for row in worlds.many_rows() if row[1] not in (4, 5)]
    answers = worlds.answers(rows, n_students=40)

    model = learner.fit(answers, worlds.graph())

    assert model.skill_n[MULTIPLYING] == 0
    between = (model.skill_difficulty[ADDING] + model.skill_difficulty[RATIOS]) / 2
    assert model.skill_difficulty[MULTIPLYING] == pytest.approx(between)


def test_a_skill_without_met_neighbours_is_as_hard_as_all():
    rows = [(0, 0, True, 20_000.0)] * 9

    model = learner.fit(worlds.answers(rows), worlds.graph())

    assert model.skill_difficulty[SHAPES] == model.skill_difficulty[COUNTING]


def test_the_fit_predicts_better_than_where_it_started(answers, model):
    start = dataclasses.replace(model, weights=np.array(learner.MULTILEVEL.weights))

    fitted = learner.score(model, answers)

    assert fitted.log_loss < learner.score(start, answers).log_loss


def test_a_graph_of_other_skills_is_refused(answers):
    one = np.full(1, 6, np.int32)
    none = np.zeros(0, np.int32)
    tiny = learner.Graph(grade_low=one, grade_high=one, before=none, after=none)

    with pytest.raises(ValueError, match="graph has 1 skills, the answers 5"):
        learner.fit(answers, tiny)


def test_answers_about_other_items_are_refused(model):
    fewer_items = dataclasses.replace(
        worlds.answers([]),
        item_skill_starts=np.array([0, 1], np.int32),
        item_skills=np.array([0], np.int32),
    )

    with pytest.raises(ValueError, match="knows 11 items and 5 skills; the answers"):
        learner.update(model, fewer_items)


def test_a_state_of_other_students_is_refused(model):
    state = learner.State.blank(3, worlds.N_SKILLS)

    with pytest.raises(ValueError, match="state is of 3 students and 5 skills"):
        learner.update(model, worlds.answers([]), state=state)


def test_arrays_of_another_version_are_refused(model):
    arrays = {**model.to_arrays(), "version": np.array(99)}

    with pytest.raises(ValueError, match="version 99; this program reads version 1"):
        learner.Model.from_arrays(arrays)


def test_weights_of_other_features_are_refused(model):
    with pytest.raises(ValueError, match=r"weights must have shape \(10,\)"):
        dataclasses.replace(model, weights=np.zeros(3))


def test_read_only_answers_are_read_all_the_same(model, answers):
    frozen = dataclasses.replace(answers, correct=answers.correct.copy())
    frozen.correct.flags.writeable = False

    np.testing.assert_array_equal(
        learner.predict(model, frozen), learner.predict(model, answers)
    )


def test_contributions_sum_to_the_logit_of_the_next_prediction(model):
    rows = [(0, 2, True, 20_000.0), (0, 3, False, 20_001.0), (0, 4, True, 20_002.0)]
    item = 2 * MULTIPLYING
    like_the_reference = dataclasses.replace(
        model, reference_item=np.full(5, model.item_difficulty[item])
    )

    parts = learner.contributions(
        like_the_reference, worlds.answers(rows, n_students=1), MULTIPLYING
    )

    asked_next = worlds.answers([*rows, (0, item, True, 20_002.0)], n_students=1)
    probability = learner.predict(model, asked_next)[-1]
    total = sum(logit for _, logit in parts)
    assert total == pytest.approx(np.log(probability / (1 - probability)), abs=1e-5)
    assert dict(parts)["right answers"] > 0.0
