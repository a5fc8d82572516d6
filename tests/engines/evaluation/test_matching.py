"""A comparison group where nothing can be drawn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.engines import evaluation
from seedbed.engines.evaluation.assignments import N_DRAWS
from seedbed.engines.evaluation.errors import NoMatchError
from seedbed.engines.evaluation.matching import chances


def world(seed, n=60):
    random = np.random.default_rng(seed)
    x = random.normal(size=(n, 2))
    return x, random.random(n) < 1 / (1 + np.exp(0.5 - x[:, 0]))


@given(st.integers(0, 10**6), st.sampled_from([0.05, 0.25, 5.0]))
def test_nobody_is_used_twice_and_nobody_is_further_than_the_caliper(seed, caliper):
    x, arm = world(seed)

    found = evaluation.match(x, arm, caliper=caliper)

    pairs, chance = found.pairs, found.chance
    assert len(np.unique(pairs)) == pairs.size
    assert arm[pairs[:, 0]].all()
    assert not arm[pairs[:, 1]].any()
    apart = np.abs(chance[pairs[:, 0]] - chance[pairs[:, 1]])
    assert apart.max() <= caliper * chance.std(ddof=1)
    assert len(found.unmatched) + len(pairs) == arm.sum()
    assert found.students.tolist() == sorted(pairs.ravel().tolist())


def test_a_twin_is_found():
    x = np.array([[1.0], [5.0], [3.0], [5.0], [1.0], [9.0]])
    arm = np.array([True, True, False, False, False, False])

    found = evaluation.match(x, arm, caliper=0.01)

    assert found.pairs.tolist() == [[0, 4], [1, 3]]


def test_the_chance_is_that_of_a_logistic_regression():
    x, arm = world(3)

    chance = chances(x, arm)

    # At its maximum the likelihood's slopes are nothing.
    slopes = np.column_stack([np.ones(60), x]).T @ (arm - chance)
    assert slopes == pytest.approx(0, abs=1e-5)


def test_matching_makes_unlike_groups_alike():
    x, arm = world(4, n=800)
    before = evaluation.balance(x, arm, ["score", "age"])

    matched = evaluation.match(x, arm).students

    after = evaluation.balance(x[matched], arm[matched], ["score", "age"])
    assert abs(before[0].g) > 0.5
    assert abs(after[0].g) < 0.1


def test_nobody_alike_is_said():
    x = np.array([[0.0], [0.1], [9.0], [9.1]])
    arm = np.array([True, True, False, False])

    with pytest.raises(NoMatchError, match="None of 2 students has anyone alike"):
        evaluation.match(x, arm)


def test_a_caliper_must_be_above_zero():
    with pytest.raises(ValueError, match="caliper"):
        evaluation.match(*world(1), caliper=0)


def test_matched_students_are_looked_at_as_pairs():
    x, arm = world(5)
    pairs = evaluation.match(x, arm, caliper=0.25).pairs
    random = np.random.default_rng(0)
    student = pairs.ravel()
    gained = random.normal(size=(3, len(student))) + 3.0 * arm[student]
    pilot = evaluation.Pilot(
        cluster=np.arange(len(student)),
        is_treated=arm[student],
        block=np.repeat(np.arange(len(pairs)), 2),
        pretest=x[student],
        outcomes=gained,
        fractions=np.array([0.25, 0.5, 1.0]),
    )

    looks = evaluation.monitor(pilot, evaluation.Plan(margin=0.5))

    assert looks.n_assignments == min(2 ** len(pairs), N_DRAWS + 1)
    assert looks.above_zero is not None
