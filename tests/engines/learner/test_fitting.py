"""Fitting the population: difficulties, neighbours, where it starts from."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from tests.engines.learner import worlds
from tests.engines.learner.worlds import ADDING, COUNTING, MULTIPLYING, RATIOS, SHAPES

from seedbed.engines import learner
from seedbed.engines.learner.model import as_log
from seedbed.engines.learner.sets import sets_of
from seedbed.engines.learner.training import prepare


@pytest.fixture(scope="module")
def answers():
    return worlds.answers(worlds.many_rows(n_students=60, n_each=60), n_students=60)


@pytest.fixture(scope="module")
def model(answers):
    return learner.fit(answers, worlds.graph())


def test_harder_skills_are_found_to_be_harder(model):
    ease = model.skill_ease + model.reference_item

    assert ease[COUNTING] > ease[MULTIPLYING] > ease[SHAPES]


def test_an_answer_counts_once_for_its_item_and_its_set(model, answers):
    population = model.population

    assert (
        population.item_n.tolist() == np.bincount(answers.item, minlength=11).tolist()
    )
    assert population.set_n.sum() == answers.n_answers
    both = population.set_n[worlds.N_SKILLS]
    assert model.skill_n[ADDING] == population.set_n[ADDING] + both
    assert model.skill_n[COUNTING] == population.set_n[COUNTING]


def test_a_skill_nobody_has_met_is_as_hard_as_its_neighbours():
    rows = [row for row in worlds.many_rows() if row[1] not in (4, 5)]

    model = learner.fit(worlds.answers(rows, n_students=40), worlds.graph())

    assert model.skill_n[MULTIPLYING] == 0
    between = (model.skill_ease[ADDING] + model.skill_ease[RATIOS]) / 2
    assert model.skill_ease[MULTIPLYING] == pytest.approx(between)


def test_the_ease_of_met_skills_spreads_a_few_links_out():
    rows = [row for row in worlds.many_rows() if row[1] in (0, 1)]

    model = learner.fit(worlds.answers(rows, n_students=40), worlds.graph())

    assert model.skill_ease == pytest.approx(model.skill_ease[COUNTING])


def test_a_skill_without_met_neighbours_is_as_hard_as_all():
    rows = [(0, 0, True, 20_000.0)] * 9

    model = learner.fit(worlds.answers(rows), worlds.graph())

    assert model.skill_ease[SHAPES] == model.skill_ease[COUNTING]


def test_a_skill_asked_only_with_others_is_as_easy_as_they_are_together():
    rows = [row for row in worlds.many_rows() if row[1] not in (8, 9)]

    model = learner.fit(worlds.answers(rows, n_students=40), worlds.graph())

    assert model.population.set_n[SHAPES] == 0
    # The same mean, summed in another order: the last bit is the machine's.
    together = model.population.set[worlds.N_SKILLS]
    assert model.skill_ease[SHAPES] == pytest.approx(together, rel=1e-12)


def test_items_of_a_skill_that_nobody_has_met_leave_the_reference_at_the_mean():
    rows = [(0, 0, True, 20_000.0), (0, 0, False, 20_000.0), (1, 1, True, 20_000.0)]

    model = learner.fit(worlds.answers(rows), worlds.graph())

    assert model.reference_item[RATIOS] == 0.0
    item, n = model.population.item[:2], model.population.item_n[:2]
    assert n.tolist() == [2, 1]
    assert model.reference_item[COUNTING] == pytest.approx(np.average(item, weights=n))


@pytest.mark.parametrize("variant", learner.MODELS, ids=lambda variant: variant.name)
def test_few_answers_stay_near_the_variant(variant):
    model = learner.fit(
        worlds.answers([(0, 0, True, 20_000.0), (1, 3, False, 20_000.0)]),
        worlds.graph(),
        variant=variant,
    )

    assert model.reading[1:] == pytest.approx(variant.reading[1:], abs=0.1)
    assert model.rates == variant.rates


def test_elo_reads_mastery_from_where_its_levels_are_measured():
    easy = [(s, 0, at % 20 != 0, 20_000.0) for s in range(40) for at in range(20)]

    model = learner.fit(worlds.answers(easy, 40), worlds.graph(), variant=learner.ELO)

    assert model.reading[0] == model.weights.ease[4]
    assert model.reading[0] == pytest.approx(np.log(0.95 / 0.05), abs=0.1)
    found = learner.snapshot(
        learner.update(learner.begin(model, 40), worlds.answers(easy, 40)),
        as_of=20_000.0,
    )
    assert found.mastery[:, COUNTING].mean() > 0.9


def test_without_answers_the_reading_is_the_variants():
    model = learner.fit(worlds.answers([]), worlds.graph())

    np.testing.assert_array_equal(model.reading, learner.MEMORY.reading)


def test_the_fit_predicts_unseen_students_better_than_elo(answers):
    unseen = worlds.answers(worlds.many_rows(60, 60, seed=4), n_students=60)
    fitted = learner.fit(answers, worlds.graph())
    elo = learner.fit(answers, worlds.graph(), variant=learner.ELO)

    found = learner.score_model(fitted, unseen)

    assert found.log_loss < learner.score_model(elo, unseen).log_loss
    assert found.ece < 0.05


def test_a_start_keeps_the_fit_near_itself(answers, model):
    later = worlds.answers(worlds.many_rows(60, 90, seed=4), n_students=60)

    anew = learner.fit(later, worlds.graph())
    started = learner.fit(later, worlds.graph(), start=model)

    def distance(other):
        of = learner.predict(other, later) - learner.predict(model, later)
        return np.abs(of).mean()

    assert 0.0 < distance(started) < 0.06
    assert distance(started) < distance(anew)
    # Of other students: on its own, the fit that moved farther flatters itself.
    unseen = worlds.answers(worlds.many_rows(60, 90, seed=5), n_students=60)
    found = learner.score_model(started, unseen).log_loss
    assert found < learner.score_model(anew, unseen).log_loss + 0.01


def test_a_start_keeps_its_knots_so_that_its_curves_mean_the_same(model):
    longer = worlds.answers(worlds.many_rows(60, 120, seed=4), n_students=60)

    started = learner.fit(longer, worlds.graph(), start=model)

    np.testing.assert_array_equal(started.weights.low, model.weights.low)
    np.testing.assert_array_equal(started.weights.scale, model.weights.scale)
    material, low, _ = prepare(
        as_log(longer), *sets_of(longer), 5, model.rates, start=model.weights
    )
    np.testing.assert_array_equal(low, model.weights.low)
    assert material.at.max() <= 10.999 + 1e-6
    _, low_anew, _ = prepare(as_log(longer), *sets_of(longer), 5, model.rates)
    assert (low_anew != low).any(), "anew they would lie elsewhere"


def test_a_start_of_other_items_is_refused(answers, model):
    fewer = dataclasses.replace(
        worlds.answers([]),
        item_skill_starts=np.array([0, 1], np.int32),
        item_skills=np.array([0], np.int32),
    )

    with pytest.raises(ValueError, match="knows 11 items and 5 skills; the answers"):
        learner.fit(fewer, worlds.graph(), start=model)


def test_a_start_of_other_combinations_of_skills_is_refused(model):
    good = worlds.answers(worlds.many_rows(), 40)
    skills = good.item_skills.copy()
    skills[0] = SHAPES
    more = dataclasses.replace(
        good,
        item_skill_starts=np.concatenate([[0], good.item_skill_starts[1:] + 1]).astype(
            np.int32
        ),
        item_skills=np.concatenate([[RATIOS], skills]).astype(np.int32),
    )

    with pytest.raises(ValueError, match=r"6 skill sets, the answers 7\. Renumber"):
        learner.fit(more, worlds.graph(), start=model)


def test_a_graph_of_other_skills_is_refused(answers):
    one = np.full(1, 6, np.int32)
    none = np.zeros(0, np.int32)
    tiny = learner.Graph(grade_low=one, grade_high=one, before=none, after=none)

    with pytest.raises(ValueError, match="graph has 1 skills, the answers 5"):
        learner.fit(answers, tiny)


def test_read_only_answers_are_read_all_the_same(model, answers):
    frozen = dataclasses.replace(answers, correct=answers.correct.copy())
    frozen.correct.flags.writeable = False

    np.testing.assert_array_equal(
        learner.predict(model, frozen), learner.predict(model, answers)
    )


def test_an_item_without_a_skill_is_predicted_by_itself():
    rows = worlds.many_rows(n_students=30)
    good = worlds.answers(rows, 30)
    last = int(good.item_skill_starts[-2])
    bare = dataclasses.replace(
        good,
        item_skill_starts=np.append(good.item_skill_starts[:-1], last).astype(np.int32),
        item_skills=good.item_skills[:last],
    )

    model = learner.fit(bare, worlds.graph())
    state = learner.update(learner.begin(model, 30), bare)

    assert np.isfinite(learner.predict(model, bare)).all()
    assert np.isfinite(learner.snapshot(state, as_of=20_020.0).mastery).all()
    asked = good.select(good.item == worlds.BOTH_SKILLS_ITEM).n_answers
    assert model.population.set_n[worlds.N_SKILLS] == asked
