"""Looks that keep their promise together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.evaluation.cast import bands, rooms

from seedbed.engines import evaluation
from seedbed.engines.evaluation.assignments import N_DRAWS

PLAN = evaluation.Plan(margin=0.5)


@settings(max_examples=5)
@given(st.integers(0, 1000))
def test_whatever_the_outcomes_only_so_many_assignments_are_alarmed(seed):
    pilot = rooms(8, 4, n_looks=4, seed=seed)
    could = evaluation.rerandomise(pilot.block, pilot.is_treated)

    n_up = n_down = 0
    for arm in could.is_treated:
        looks = evaluation.monitor(replace(pilot, is_treated=arm), PLAN)
        n_up += looks.above_zero is not None
        n_down += looks.below_zero is not None

    # Of 70 assignments, .024 in each direction lets one cross.
    assert (n_up, n_down) == (1, 1)


@settings(max_examples=20)
@given(st.integers(0, 1000), st.floats(-2, 2))
def test_a_line_moves_with_the_outcomes(seed, moved):
    pilot = rooms(10, 4, n_looks=4, seed=seed, effect=0.7)
    arm = pilot.is_treated[pilot.cluster]
    other = replace(pilot, outcomes=pilot.outcomes + moved * arm)

    here = evaluation.monitor(pilot, PLAN)
    there = (
        evaluation.monitor(other, evaluation.Plan(margin=0.5 + moved))
        if moved > -0.4
        else None
    )

    if there:
        assert here.below_margin == there.below_margin
        was, now = bands(here.looks[-1]), bands(there.looks[-1])
        assert now == pytest.approx([bound + moved for bound in was], abs=1e-6)


@pytest.mark.parametrize("effect", [0.0, 0.6, 2.5, -2.5])
def test_the_band_holds_zero_until_a_line_is_crossed(effect):
    looks = evaluation.monitor(
        rooms(12, 5, n_looks=6, effect=effect, seed=4), PLAN, all_bands=True
    )

    for look in looks.looks:
        crossed = look.number >= (looks.above_zero or 99)
        low, high, _, _ = bands(look)
        assert (low > 0.0) == crossed
        assert (high < 0.0) == (look.number >= (looks.below_zero or 99))
        assert (high < PLAN.margin) == (look.number >= (looks.below_margin or 99))
        assert low <= look.estimate <= high


def test_a_large_effect_is_found_before_the_end_and_harm_as_well():
    good = evaluation.monitor(rooms(16, 6, n_looks=12, effect=2.0), PLAN)
    bad = evaluation.monitor(rooms(16, 6, n_looks=12, effect=-2.0), PLAN)

    assert good.above_zero is not None
    assert good.above_zero < 8
    assert good.below_zero is None
    assert bad.below_zero is not None
    assert bad.below_margin is not None
    assert bad.below_margin <= bad.below_zero


def test_early_looks_may_spend_too_little_for_a_band():
    first = rooms(16, 6, n_looks=1, planned=12, effect=5.0)

    looks = evaluation.monitor(first, PLAN)

    assert looks.above_zero is None
    low, high, always_low, _ = bands(looks.looks[0])
    assert (low, high) == (-np.inf, np.inf)
    assert np.isfinite(always_low)


def test_the_always_open_band_is_the_wider_one_at_the_end():
    last = evaluation.monitor(rooms(16, 6, n_looks=12), PLAN).looks[-1]

    low, high, always_low, always_high = bands(last)
    assert always_low < low < high < always_high


def test_six_rooms_cannot_decide_and_it_says_so():
    looks = evaluation.monitor(rooms(6, 10, effect=9.0), PLAN)

    assert looks.too_small == (
        "6 groups were assigned, and chance alone would show the largest difference in "
        "10% of assignments: no band and no verdict can come of it."
    )
    assert (looks.above_zero, looks.below_zero, looks.below_margin) == (None,) * 3
    assert looks.looks[-1].low is None
    assert looks.looks[-1].always_low is None


def test_pairs_of_rooms_need_more_rooms():
    pilot = rooms(8, 10, treated=[1, 0] * 4, block=np.repeat(np.arange(4), 2))

    looks = evaluation.monitor(pilot, PLAN)

    assert looks.n_assignments == 16
    assert looks.too_small.startswith("8 groups were assigned")


def test_fewer_than_twenty_students_get_no_band():
    looks = evaluation.monitor(rooms(8, 2), PLAN)

    assert looks.too_small == (
        "With 16 students there is no band and no verdict; 20 are the fewest."
    )


def test_students_may_be_assigned_one_by_one():
    pilot = rooms(60, 1, effect=3.0, n_looks=4)

    looks = evaluation.monitor(pilot, PLAN, seed=3)

    assert looks.n_assignments == N_DRAWS + 1
    assert looks.above_zero is not None
    assert looks == evaluation.monitor(pilot, PLAN, seed=3)


def test_a_lottery_with_families_is_drawn_again_as_it_was():
    families = [f"family {i}" for i in range(40)]
    drawn = evaluation.lottery(families, [1] * 30 + [2] * 10, n_seats=25, seed="s")
    cluster = np.repeat(np.arange(40), [1] * 30 + [2] * 10)
    random = np.random.default_rng(0)
    pilot = evaluation.Pilot(
        cluster=cluster,
        is_treated=drawn.is_offered,
        block=drawn.block,
        pretest=np.zeros((50, 0)),
        outcomes=random.normal(size=(2, 50)),
        fractions=np.array([0.5, 1.0]),
    )

    looks = evaluation.monitor(pilot, PLAN, assignments=drawn.assignments)

    assert looks.n_assignments == N_DRAWS + 1
    low, high, _, _ = bands(looks.looks[-1])
    assert low < looks.looks[-1].estimate < high


@pytest.mark.parametrize("part", [{"margin": 0.0}, {"margin": 1.0, "error": 0.5}])
def test_a_plan_without_a_margin_or_with_any_error_is_refused(part):
    with pytest.raises(ValueError, match="must"):
        evaluation.Plan(**part)


def test_arms_that_the_blocks_already_tell_show_nothing():
    pilot = rooms(8, 4, block=np.repeat([0, 1], 4))

    looks = evaluation.monitor(pilot, PLAN)

    assert looks.n_assignments == 1
    assert looks.too_small
    assert np.isnan(looks.looks[-1].estimate)
