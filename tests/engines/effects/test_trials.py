"""What the log of lotteries must hold to be believed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engines.effects.cast import LIVE, ONLINE, TUTORING, drawn_world, trials

from seedbed.engines import effects

EVEN = {LIVE: 0.5, ONLINE: 0.5}


def test_a_missing_propensity_is_refused_by_name():
    with pytest.raises(
        effects.PropensityError,
        match=r"trial 1: a propensity is missing\. Leave the trial out",
    ):
        trials([(0, 0, EVEN, LIVE, 1), (1, 0, {LIVE: 0.5, ONLINE: np.nan}, LIVE, 1)])


def test_a_log_without_propensities_is_refused():
    with pytest.raises(
        effects.PropensityError, match=r"the log has 0 propensities for 2 ways"
    ):
        trials([(0, 0, EVEN, LIVE, 1)], propensities=np.zeros(0))


def test_propensities_that_do_not_sum_to_one_are_refused():
    with pytest.raises(
        effects.PropensityError, match=r"trial 0: its propensities sum to 0\.9 instead"
    ):
        trials([(0, 0, {LIVE: 0.5, ONLINE: 0.4}, LIVE, 1)])


def test_a_propensity_too_small_to_weigh_is_refused():
    rare = {LIVE: 0.99, ONLINE: 0.01}

    with pytest.raises(
        effects.PropensityError, match=r"a propensity of 0\.01 is below 0\.02"
    ):
        trials([(0, 0, rare, LIVE, 1)])

    assert trials([(0, 0, rare, LIVE, 1)], least_propensity=0.005).n_trials == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"drawn": np.array([TUTORING])}, "drew 1 of [0, 2]"),
        ({"family": np.array([4])}, "Trials.family must lie in 0..0; entry 0 is 4."),
        ({"passed": np.array([2])}, "Trials.passed must lie in -1..1; entry 0 is 2."),
        ({"expected": np.array([1.5])}, "trial 0 has 1.5"),
        ({"received": np.zeros(3, np.int64)}, "must have shape (1,); got (3,)"),
        ({"starts": np.array([0, 0])}, "each row has one way at least"),
        ({"student": np.array([7])}, "Trials.student must lie in 0..0; entry 0 is 7."),
    ],
)
def test_parts_that_do_not_fit_are_named(changes, said):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the words are compared
        trials([(0, 0, EVEN, LIVE, 1)], **changes)

    assert said in str(refused.value)


def test_an_override_to_the_drawn_way_changes_nothing():
    kept = trials([(0, 0, EVEN, LIVE, 1, LIVE, True)])

    assert not kept.is_moved.any()
    assert kept.is_seated.all()


def test_draws_that_follow_their_log_pass_the_audit():
    made, _ = drawn_world(0)

    assert np.abs(effects.audit(made)).max() < 4.0


def test_draws_that_contradict_their_log_are_refused():
    made, _ = drawn_world(0)
    swapped = np.tile([0.2, 0.3, 0.5], made.n_trials)

    with pytest.raises(
        effects.DrawMismatchError, match=r"so they are not those of the draw"
    ):
        effects.audit(replace(made, propensities=swapped))


def test_draws_that_depend_on_the_student_are_refused():
    """The frequencies may be right and the draw be none: here it looked at expected."""
    n = 600
    expected = np.linspace(0.1, 0.9, n)
    rows = [(s, 0, EVEN, LIVE if s < n // 2 else ONLINE, 1) for s in range(n)]

    with pytest.raises(effects.DrawMismatchError):
        effects.audit(trials(rows, expected=expected))
