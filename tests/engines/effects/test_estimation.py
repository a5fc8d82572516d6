"""What the lotteries say, on worlds small enough to know the truth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engines.effects.cast import LIVE, ONLINE, TUTORING, drawn_world, trials

from seedbed.engines import effects
from seedbed.engines.effects.evidence import gather

N_WORLDS = 120
EVEN = {LIVE: 0.5, ONLINE: 0.5}
UNEVEN = {LIVE: 0.2, ONLINE: 0.8}


def test_inverse_propensities_are_the_sums_one_would_write_by_hand():
    """Every student is seated and takes the slip, so nothing but 1 / p weighs."""
    rows = [
        (s, 0, EVEN if s % 2 else UNEVEN, (LIVE, ONLINE)[s % 3 == 0], s % 5 > 0)
        for s in range(40)
    ]
    made = trials(rows)

    found = gather(made, method="inverse_propensity")

    live = found.way == LIVE
    awaited = (
        sum((row[4] / row[2][LIVE]) for row in rows if row[3] == LIVE),
        sum(1 / row[2][LIVE] for row in rows if row[3] == LIVE),
    )
    assert found.outcome[live].sum() == pytest.approx(awaited[0])
    assert found.share[live].sum() == pytest.approx(awaited[1])


def test_without_overrides_every_seat_counts_once_in_the_doubly_robust_sums():
    made, _ = drawn_world(0)

    assert gather(made).share == pytest.approx(np.ones(3 * made.n_trials))


def test_a_student_is_never_used_to_foretell_the_same_student():
    """Flip one student's outcomes: what is expected for that student stays."""
    made, _ = drawn_world(0)
    own = made.student == 7
    flipped = replace(made, passed=np.where(own, 1 - made.passed, made.passed))

    before, after = gather(made), gather(flipped)

    not_drawn = (before.student == 7) & ~before.is_drawn
    assert not_drawn.any()
    assert before.outcome[not_drawn] == pytest.approx(after.outcome[not_drawn])


@pytest.mark.slow
@pytest.mark.parametrize("method", ["doubly_robust", "inverse_propensity"])
@pytest.mark.parametrize(
    ("override", "seated"),
    [(0.0, (1.0, 1.0, 1.0)), (0.5, (1.0, 1.0, 1.0)), (0.5, (0.6, 0.8, 1.0))],
)
def test_the_mean_of_many_worlds_is_the_truth_whatever_adults_do(
    method, override, seated
):
    """Adults move students whose weakness nobody logged; estimates stay unbiased."""
    errors = []
    for seed in range(N_WORLDS):
        made, truth = drawn_world(seed, override=override, seated=seated)
        found = effects.estimate(made, method=method)
        errors.append((found.expected + found.lift)[0] - truth)

    mean = np.mean(errors, axis=0)
    spread = np.std(errors, axis=0, ddof=1) / np.sqrt(N_WORLDS)
    assert np.abs(mean / spread).max() < 3.5, "once in 350 worlds by chance, of three"
    assert spread.max() < 0.005


def test_leaving_overrides_out_would_mislead():
    """The bias that the weights of moved seats take away is there without them."""
    errors = []
    for seed in range(40):
        made, truth = drawn_world(seed, override=0.5)
        left = ~made.is_moved
        rates = [made.passed[left & (made.drawn == way)].mean() for way in range(3)]
        errors.append(np.array(rates) - truth)

    mean = np.mean(errors, axis=0)
    assert mean[TUTORING] < -0.02, "tutoring keeps all of those it was wanted for"


@pytest.mark.slow
def test_ninety_five_in_a_hundred_intervals_hold_the_truth():
    hits = []
    for seed in range(200):
        made, truth = drawn_world(seed, override=0.3, seated=(0.7, 0.8, 1.0))
        found = effects.estimate(made)
        reach = 2.0 * found.standard_error[0]
        hits.append(np.abs((found.expected + found.lift)[0] - truth) <= reach)
        # The three ways of a world are nearly independent: 600 intervals.

    error = np.sqrt(0.95 * 0.05 / 600)
    assert np.mean(hits) == pytest.approx(0.954, abs=4.0 * error)


def test_contrasts_hold_the_true_difference():
    hits = []
    for seed in range(60):
        made, truth = drawn_world(seed, override=0.3)
        for one in effects.contrasts(made):
            true = truth[one.way] - truth[one.other]
            hits.append(one.low <= true <= one.high)

    # Three pairs of 60 worlds, for all families and for the one there is.
    error = np.sqrt(0.95 * 0.05 / 180)
    assert len(hits) == 60 * 6
    assert np.mean(hits) == pytest.approx(0.95, abs=4.0 * error)


def test_contrasts_use_only_the_lotteries_that_held_both_ways():
    """Ben's lotteries never held tutoring, so they cannot speak about it."""
    rng = np.random.default_rng(0)
    both = {LIVE: 0.5, TUTORING: 0.5}
    rows = [(s, 0, both, (LIVE, TUTORING)[rng.integers(2)], s % 2) for s in range(100)]
    others = [(s, 0, EVEN, (LIVE, ONLINE)[rng.integers(2)], 1) for s in range(100, 200)]

    alone = [c for c in effects.contrasts(trials(rows)) if c.family == 0]
    among = [
        c
        for c in effects.contrasts(trials(rows + others), method="inverse_propensity")
        if (c.family, c.way, c.other) == (0, LIVE, TUTORING)
    ]
    by_itself = effects.contrasts(trials(rows), method="inverse_propensity")

    assert [(c.way, c.other) for c in alone] == [(LIVE, TUTORING)]
    assert among[0].n_trials == 100
    assert among[0].difference == pytest.approx(by_itself[1].difference, abs=0.02)


def test_cells_of_fewer_than_ten_students_are_hidden_yet_foretold():
    rng = np.random.default_rng(0)
    rows = [
        (s, 0, EVEN, (LIVE, ONLINE)[rng.integers(2)], int(rng.random() < 0.7))
        for s in range(120)
    ]
    rows += [(s, 1, EVEN, (LIVE, ONLINE)[rng.integers(2)], 1) for s in range(9)]

    found = effects.estimate(trials(rows, n_families=2))

    assert found.is_shown.tolist() == [[True, False, True], [False, False, False]]
    assert np.isnan(found.passes[1]).all()
    assert np.isfinite(found.shrunken_lift).all()
    assert (found.shrunken_sd[1] > found.shrunken_sd[0].min()).all()


def test_small_groups_are_merged_and_unknown_ones_left_out():
    made, _ = drawn_world(0, n_students=60)
    group = np.array([1] * 40 + [2] * 6 + [3] * 6 + [-1] * 8)

    found = effects.estimate(replace(made, group=group), by_group=True)

    assert found.groups.tolist() == [-1, 1], "2 and 3 together, and 1"
    assert found.passes.shape == (1, 3, 2)
    assert found.n_students[0, :, 0].max() <= 12


def test_a_group_too_small_even_when_merged_is_left_out():
    made, _ = drawn_world(0, n_students=60)
    group = np.array([1] * 52 + [2] * 8)

    found = effects.estimate(replace(made, group=group), by_group=True)

    assert found.groups.tolist() == [1]


def test_what_is_left_out_is_counted():
    rows = [
        (0, 0, EVEN, LIVE, 1),
        (1, 0, EVEN, LIVE, 1, ONLINE, True),
        (2, 0, EVEN, LIVE, -1, -1, False),
        (3, 0, EVEN, LIVE, -1, LIVE, False),
        (4, 0, {LIVE: 1.0}, LIVE, 1, LIVE, False),
    ]
    found = effects.estimate(
        trials([(*row, row[3], False)[:7] if len(row) == 5 else row for row in rows])
    )

    assert (found.n_overridden, found.n_not_seated) == (1, 1)
    assert (found.n_without_slip, found.n_single) == (1, 1)
    assert not found.is_shown.any()


def test_no_trial_at_all_says_nothing_and_fails_nowhere():
    none = trials([(0, 0, {LIVE: 1.0}, LIVE, 1)])

    found = effects.estimate(none)

    assert not found.is_shown.any()
    assert np.isfinite(found.shrunken_sd).all()
    assert effects.contrasts(none) == ()


def test_a_log_that_contradicts_itself_gives_no_estimate():
    made, _ = drawn_world(0)
    wrong = replace(made, propensities=np.tile([0.2, 0.3, 0.5], made.n_trials))

    with pytest.raises(effects.DrawMismatchError):
        effects.estimate(wrong)
    with pytest.raises(effects.DrawMismatchError):
        effects.contrasts(wrong)


def test_groups_that_differ_are_told_apart():
    """Group 1 of the cast is able: it passes more often by .2 in every way."""
    made, _ = drawn_world(0, n_students=120)

    found = effects.estimate(made, by_group=True)

    assert found.groups.tolist() == [0, 1]
    gap = (found.passes[0, :, 1] - found.passes[0, :, 0]).mean()
    assert gap == pytest.approx(0.2, abs=0.06)
    truth = np.array([[0.4, 0.6], [0.6, 0.8], [0.5, 0.7]])
    assert ((found.low[0] <= truth) & (truth <= found.high[0])).sum() >= 5


def test_students_of_no_known_group_are_in_no_cell():
    made, _ = drawn_world(0)
    unknown = replace(made, group=np.full_like(made.group, -1))

    found = effects.estimate(unknown, by_group=True)

    assert found.groups.tolist() == []
    assert found.is_shown.shape == (*effects.estimate(made).lift.shape, 0)
