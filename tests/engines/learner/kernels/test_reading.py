"""The snapshot's kernel against the definition of mastery in plain Python."""

from __future__ import annotations

from math import isnan, pi, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.learner import worlds
from tests.engines.learner.worlds import fitted, unread

from seedbed.engines import learner
from seedbed.engines.learner import kernels
from seedbed.engines.learner.kernels import layout
from seedbed.engines.learner.mastery import slip_table

examples = settings(max_examples=40, deadline=None)
#: The table is linear between entries 1/32 of a logit and .05 of a spread apart.
TABLE = 2e-3
NEIGHBOURS = {0: [1], 1: [0, 2], 2: [1, 3], 3: [2], 4: []}
GRADES = [3, 4, 5, 6, 6]
MOST_SPREAD = sqrt(0.4 + 0.8)
NODES, SHARES = np.polynomial.hermite_e.hermegauss(81)


def slip(logit):
    share = 1 / (1 + np.exp(-logit))
    return share**4 * (5 - 4 * share)


def passed(logit, spread):
    """Return the slip, averaged over an ability known up to a spread."""
    centre = logit * sqrt(1 + pi / 8 * spread**2)
    return float(slip(centre + spread * NODES) @ (SHARES / SHARES.sum()))


def kindest(logit, spread):
    return max(passed(logit, s) for s in np.linspace(spread, MOST_SPREAD, 40))


def after(days, half_life):
    return 0.5 ** (days / half_life) if days > 0 else 1.0


def told(state, as_of, grade):
    """Return mastery, low and high of each skill of one student, by the definition."""
    model, kept = state.model, state.kept
    rates = model.rates
    weight = dict(zip(("start", *kernels.READING), model.reading, strict=True))
    shown, right, wrong = (dict.fromkeys(range(5), 0.0) for _ in range(3))
    for k, wide, narrow in zip(
        kept.skill.tolist(), kept.skill_wide, kept.skill_narrow, strict=True
    ):
        days = as_of - wide[layout.DAY]
        held = after(days, rates.kept_half_life_days)
        right[k] = narrow[layout.KEPT_RIGHT] * held
        wrong[k] = narrow[layout.ATTEMPTS] - narrow[layout.RIGHT]
        level = wide[layout.LEVEL]
        level *= after(days, rates.level_half_life_days) if level > 0 else 1.0
        recent = wide[layout.RECENTLY]
        recent *= after(days, rates.recent_half_life_days) if recent > 0 else 1.0
        shown[k] = (
            weight["skill level"] * level
            + weight["recent answers on the skill"] * recent
            + weight["right answers on the skill"] * right[k] / (1 + right[k] / 20)
            + weight["wrong answers on the skill"] * wrong[k] / (1 + wrong[k] / 20)
        )
    student = kept.student[0]
    n_all = student[layout.ALL_ANSWERS]
    found = []
    for k in range(5):
        near = [shown[other] for other in NEIGHBOURS[k]]
        unmet = 50 / (50 + model.skill_n[k])
        per_grade = 0.2 + 0.6 * unmet
        expected = per_grade * min(max(grade - GRADES[k], -4), 4)
        expected += 0.1 * (np.mean(near) if near else 0.0)
        expected /= 1 + (wrong[k] if expected > 0 else right[k])
        logit = (
            weight["start"]
            + weight["ease of the item"] * model.reference_item[k]
            + weight["ease of the skill"] * model.skill_ease[k]
            + weight["general level"] * student[layout.ALL_LEVEL]
            + weight["recent answers"] * student[layout.ALL_RECENTLY]
            + shown[k]
            + expected
        )
        general = 1 / (1 / 0.4 + 0.19 * min(n_all, 20))
        own = 1 / (1 / 0.8 + 0.19 * min(right[k] + wrong[k], 20))
        spread = sqrt(general + own)
        mastery = kindest(logit, spread)
        centre = logit * sqrt(1 + pi / 8 * spread**2)
        low = min(slip(centre - 1.645 * spread), mastery)
        high = max(slip(centre + 1.645 * spread), mastery)
        found.append((mastery, low, high))
    return np.array(found).T


@pytest.mark.parametrize("model_of", [fitted, unread])
@given(
    history=worlds.histories,
    wait=st.sampled_from([-3.0, 0.0, 10.0, 200.0]),
    grade=st.integers(2, 9),
)
@examples
def test_a_snapshot_is_what_the_definition_says(model_of, history, wait, grade):
    rows = worlds.rows_of(history)
    as_of = worlds.last_day(rows) + wait
    state = worlds.state_of(model_of(), rows, grade=grade)

    found = learner.snapshot(state, as_of=as_of)

    mastery, low, high = told(state, as_of, grade)
    assert found.mastery[0] == pytest.approx(mastery, abs=TABLE)
    assert found.low[0] == pytest.approx(low, abs=TABLE)
    assert found.high[0] == pytest.approx(high, abs=TABLE)
    for k in range(5):
        days = [d for _, item, _, d in rows if k in worlds.ITEM_SKILLS[item]]
        assert found.n_attempts[0, k] == len(days)
        known = [d for d in days if not isnan(d)]
        if known:
            assert found.last_day[0, k] == pytest.approx(max(known))
        else:
            assert np.isnan(found.last_day[0, k])


@given(logit=st.floats(-9.9, 9.9), spread=st.floats(0.0, MOST_SPREAD))
@examples
def test_the_table_of_the_slip_is_exact_enough(logit, spread):
    found = kernels.passed(logit, spread, slip_table())

    assert found == pytest.approx(kindest(logit, spread), abs=TABLE)


def test_a_logit_beyond_the_table_is_passed_as_surely_as_its_end():
    table = slip_table()

    assert kernels.passed(1e6, 0.5, table) == pytest.approx(1.0, abs=1e-3)
    assert kernels.passed(-1e6, 0.5, table) == pytest.approx(0.0, abs=1e-3)


@given(
    logit=st.floats(-12.0, 12.0),
    rise=st.floats(0.0, 3.0),
    spread=st.floats(0.0, MOST_SPREAD),
    less=st.floats(0.0, 1.0),
)
@examples
def test_neither_more_ability_nor_more_certainty_lowers_the_chance_to_pass(
    logit, rise, spread, less
):
    table = slip_table()

    before = kernels.passed(logit, spread, table)

    assert kernels.passed(logit + rise, spread, table) >= before - 1e-7
    assert kernels.passed(logit, spread * less, table) >= before - 1e-7


def test_the_slip_is_passed_as_often_as_simulated():
    rng = np.random.default_rng(3)
    n_draws = 200_000
    for logit, spread in ((-1.0, 1.0), (0.5, 0.7), (2.0, 1.0)):
        centre = logit * sqrt(1 + pi / 8 * spread**2)
        ability = centre + spread * rng.normal(size=n_draws)
        n_right = rng.binomial(5, 1 / (1 + np.exp(-ability)))

        # Four standard errors of a share over 200,000 draws.
        assert passed(logit, spread) == pytest.approx(
            (n_right >= 4).mean(), abs=4 * 0.5 / sqrt(n_draws)
        )


def test_students_do_not_mix_in_one_snapshot():
    rows = worlds.many_rows(n_students=4, n_each=25)
    together = learner.snapshot(worlds.state_of(unread(), rows, 4), as_of=20_030.0)

    for s in range(4):
        own = [(0, *row[1:]) for row in rows if row[0] == s]
        alone = worlds.mastery_of(unread(), own, as_of=20_030.0)
        np.testing.assert_array_equal(together.mastery[s], alone)
