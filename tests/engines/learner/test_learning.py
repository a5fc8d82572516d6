"""Honest walks: how fast what was shown is forgotten, what mastery reads."""

from __future__ import annotations

import numpy as np
import pytest
from tests.engines.learner import worlds

from seedbed.engines import learner
from seedbed.engines.learner import learning
from seedbed.engines.learner.kernels import READING
from seedbed.engines.learner.learning import HALF_LIVES_DAYS, learn
from seedbed.engines.learner.model import as_log
from seedbed.engines.learner.regression import loss_of_reading
from seedbed.engines.learner.sets import sets_of
from seedbed.engines.learner.training import prepare

START = np.array(learner.MEMORY.reading)


def forgetful_rows(half_life_days, n_students=500, seed=1):
    """Return students who practise each skill on one day and meet a fresh item later.

    How likely they are to get it right depends on what they showed and on the days
    since, by a half-life.
    """
    rng = np.random.default_rng(seed)
    rows = []
    for s in range(n_students):
        for k in range(worlds.N_SKILLS):
            day = 20_000.0 + 200.0 * k
            n_right = 10 * int(rng.integers(2))
            rows += [(s, 2 * k, at < n_right, day) for at in range(10)]
            wait = float(rng.choice([1.0, 15.0, 40.0, 90.0]))
            shown = (2 * n_right - 10) / 5 * 0.5 ** (wait / half_life_days)
            is_right = bool(rng.random() < 1 / (1 + np.exp(-shown)))
            rows.append((s, 2 * k + 1, is_right, day + wait))
    return rows


def material_of(rows, n_students):
    answers = worlds.answers(rows, n_students)
    sets, of_item = sets_of(answers)
    return answers, prepare(
        as_log(answers), sets, of_item, answers.n_skills, learner.MEMORY.rates
    )[0]


def without_weights(answers):
    model = learner.fit(answers, worlds.graph(), variant=learner.ELO)
    return model.weights


@pytest.fixture
def few_are_enough(monkeypatch):
    monkeypatch.setattr(learning, "_LEAST_ROWS", 50)


def chosen_half_life(half_life_days):
    answers, material = material_of(forgetful_rows(half_life_days), 500)
    found = learn(material, without_weights(answers), seed=0, start=START, fits=True)
    return found.rates.kept_half_life_days


@pytest.mark.usefixtures("few_are_enough")
def test_fast_forgetting_is_told_from_slow():
    fast, slow = chosen_half_life(8.0), chosen_half_life(400.0)

    assert fast in HALF_LIVES_DAYS
    assert fast <= 20.0
    assert slow == HALF_LIVES_DAYS[-1]


def test_too_few_rested_answers_leave_the_half_life_as_it_was():
    answers, material = material_of(worlds.many_rows(), 40)

    found = learn(material, without_weights(answers), seed=0, start=START, fits=True)

    assert found.rates == learner.MEMORY.rates


@pytest.mark.usefixtures("few_are_enough")
def test_without_times_the_half_life_stays_as_it_was():
    answers, material = material_of(worlds.untimed(forgetful_rows(8.0)), 500)

    found = learn(material, without_weights(answers), seed=0, start=START, fits=True)

    assert found.rates == learner.MEMORY.rates


def test_what_does_not_fit_reads_as_it_started():
    answers, material = material_of(worlds.many_rows(), 40)

    found = learn(material, without_weights(answers), seed=0, start=START, fits=False)

    np.testing.assert_array_equal(found.reading, START)
    assert found.rates == learner.MEMORY.rates
    assert found.population.item_n.sum() == answers.n_answers


def test_a_students_own_answers_do_not_change_what_is_read_of_the_difficulties():
    rows = worlds.many_rows(n_students=6, n_each=20)
    turned = [(s, j, x != (s == 2), day) for s, j, x, day in rows]
    which = [READING.index("ease of the item"), READING.index("ease of the skill")]
    found = []

    for version in (rows, turned):
        _, material = material_of(version, 6)
        walked = learning._walk(
            material, worlds.fitted().weights, material.rates, np.arange(6)
        )
        found.append(walked.rows[:, which].reshape(6, 20, 2))

    np.testing.assert_array_equal(found[0][:3], found[1][:3])
    assert (found[0][3:] != found[1][3:]).any(), "those of later students do"


def test_the_reading_foretells_better_than_where_it_started():
    _, material = material_of(worlds.many_rows(), 40)
    weights = worlds.fitted().weights
    walked = learning._walk(material, weights, material.rates, np.arange(40))

    found = learn(material, weights, seed=0, start=START, fits=True)

    loss = loss_of_reading(walked.rows, walked.outcomes, found.reading)
    assert loss < loss_of_reading(walked.rows, walked.outcomes, START) - 0.005
    assert (found.reading[1:8] >= 0.0).all()
    assert found.reading[8] <= 0.0


def test_the_students_of_a_log_can_be_walked_in_another_order():
    rows = [(0, 1, True, 5.0), (1, 2, False, 6.0), (1, 3, True, 7.0), (2, 4, True, 8.0)]
    log = as_log(worlds.answers(rows, 4))

    found = learning._in_order(log, np.array([3, 1, 0, 2]))

    assert found.first.tolist() == [0, 0, 2, 3, 4]
    assert found.item.tolist() == [2, 3, 1, 4]
    assert found.correct.tolist() == [False, True, True, True]
    assert found.day.tolist() == [6.0, 7.0, 5.0, 8.0]
