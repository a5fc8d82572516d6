"""The compiled walk does what the model says, told again in plain Python."""

from __future__ import annotations

from math import exp, isnan, log1p

import numpy as np
import pytest
from hypothesis import given, settings
from tests.engines.learner import worlds

from seedbed.engines import learner
from seedbed.engines.learner import kernels
from seedbed.engines.learner.model import as_log, blank_memory

RATES = learner.MULTILEVEL.rates


def sigmoid(x):
    return 1 / (1 + exp(-x))


def walk_in_words(rows, difficulty):
    """Return the features before each answer of one student, by the definition."""
    general = form_of_all = 0.0
    level: dict[int, float] = {}
    form: dict[int, float] = {}
    right: dict[int, float] = {}
    wrong: dict[int, float] = {}
    fresh: dict[int, float] = {}
    last: dict[int, float] = {}
    features = []
    for n, (_, item, is_right, day) in enumerate(rows):
        skills = worlds.ITEM_SKILLS[item]
        for k in skills:
            gap = day - last.get(k, float("nan"))
            gap = 0.0 if isnan(gap) else max(gap, 0.0)
            level[k] = level.get(k, 0.0) * 0.5 ** (gap / RATES.level_half_life_days)
            form[k] = form.get(k, 0.0) * 0.5 ** (gap / RATES.form_half_life_days)
            for counts in (right, wrong):
                counts[k] = counts.get(k, 0) * 0.5 ** (gap / RATES.count_half_life_days)
            fresh[k] = fresh.get(k, 0) * 0.5 ** (gap / RATES.fresh_half_life_days)
        mean_level = np.mean([level[k] for k in skills])
        mean_form = np.mean([form[k] for k in skills])
        harder = difficulty.item[item] + np.mean([difficulty.skill[k] for k in skills])
        features.append(
            [
                general,
                form_of_all,
                mean_level,
                mean_form,
                -difficulty.item[item],
                -np.mean([difficulty.skill[k] for k in skills]),
                np.mean([log1p(right.get(k, 0)) for k in skills]),
                np.mean([log1p(wrong.get(k, 0)) for k in skills]),
                np.mean([log1p(fresh.get(k, 0)) for k in skills]),
            ]
        )
        surprise = is_right - sigmoid(general + mean_level - harder)
        form_surprise = is_right - sigmoid(form_of_all + mean_form - harder)
        general += surprise * max(
            RATES.general_start / (1 + RATES.general_slope * n), RATES.general_floor
        )
        form_of_all += RATES.general_form * form_surprise
        for k in skills:
            level[k] += RATES.level_floor * surprise
            form[k] += RATES.form * form_surprise
            counts = right if is_right else wrong
            counts[k] = counts.get(k, 0) + 1
            fresh[k] += is_right
            if not isnan(day):
                last[k] = max(day, last.get(k, day))
    return np.array(features)


@given(history=worlds.histories)
@settings(max_examples=100, deadline=None)
def test_the_compiled_walk_reads_what_the_definition_says(history):
    rows = worlds.rows_of(history)
    log = as_log(worlds.answers(rows, n_students=1))
    rng = np.random.default_rng(0)
    difficulty = kernels.Difficulties(
        item=rng.normal(size=11).astype(np.float32),
        item_n=np.zeros(11, np.int32),
        skill=rng.normal(size=5).astype(np.float32),
        skill_n=np.zeros(5, np.int32),
    )
    features = np.zeros((len(rows), len(kernels.FEATURES)), np.float32)

    kernels.walk(log, difficulty, blank_memory(1, 5), RATES, False, features)

    if rows:
        expected = walk_in_words(rows, difficulty)
        np.testing.assert_allclose(features, expected, atol=2e-3)


def test_an_item_of_two_skills_counts_once():
    rows = [(0, worlds.BOTH_SKILLS_ITEM, True, 20_000.0)]
    model = learner.fit(worlds.answers(rows), worlds.graph())

    state = learner.update(model, worlds.answers(rows))

    assert state.n_answers.tolist() == [1, 0]
    assert state.right[0].tolist() == [0, 1, 0, 0, 1]
    assert model.item_n[worlds.BOTH_SKILLS_ITEM] == 2, "once in each of two epochs"


def test_a_clock_that_runs_backwards_forgets_nothing():
    rows = [(0, 0, True, 20_010.0), (0, 0, True, 20_000.0)]
    model = learner.fit(worlds.answers(rows), worlds.graph())

    state = learner.update(model, worlds.answers(rows))

    assert state.last_day[0, worlds.COUNTING] == 20_010.0
    same_time = learner.update(
        model, worlds.answers([(0, 0, True, 20_010.0), (0, 0, True, 20_010.0)])
    )
    assert state.level[0, 0] == same_time.level[0, 0]


def test_the_slip_is_passed_as_often_as_simulated():
    logit, spread = np.array([-1.0, 0.5, 2.0]), np.array([0.4, 1.0, 1.4])
    nodes, shares = np.polynomial.hermite_e.hermegauss(7)
    passes, low, high = (np.empty(3, np.float32) for _ in range(3))
    kernels.pass_slip(
        logit, spread, nodes, shares / shares.sum(), 1.645, passes, low, high
    )

    rng = np.random.default_rng(3)
    n_draws = 200_000
    ability = logit[:, None] + spread[:, None] * rng.normal(size=(3, n_draws))
    share = 1 / (1 + np.exp(-ability))
    n_right = rng.binomial(5, share)

    # Four standard errors of a share over 200,000 draws, and the quadrature's own.
    assert passes == pytest.approx((n_right >= 4).mean(axis=1), abs=0.006)
    exact = share**4 * (5 - 4 * share)
    assert low == pytest.approx(np.quantile(exact, 0.05, axis=1), abs=0.006)
    assert high == pytest.approx(np.quantile(exact, 0.95, axis=1), abs=0.006)
