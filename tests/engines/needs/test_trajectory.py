"""Whether people with a good choice come to choose the unit."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.engines import needs
from seedbed.engines.needs import NOT_KNOWN


def test_shares_by_intake_have_wilson_intervals():
    found = needs.follow(np.array([2, 30]), np.array([40, 100]))

    assert found.share.tolist() == [0.05, 0.3]
    low, high = needs.wilson(np.array([2, 30]), np.array([40, 100]))
    assert found.low.tolist() == low.tolist()
    assert found.high.tolist() == high.tolist()


def test_where_nobody_counted_the_others_there_is_a_count_only():
    found = needs.follow(np.array([2, 7, 30]), np.array([40, NOT_KNOWN, 100]))

    assert found.n.tolist() == [2, 7, 30]
    assert np.isnan([found.share[1], found.low[1], found.high[1]]).all()
    assert found.share_since.tolist() == pytest.approx([2 / 40, 2 / 40, 32 / 140])


def test_the_interval_since_the_beginning_is_that_of_all_so_far():
    found = needs.follow(np.array([2, 30]), np.array([40, 100]))

    low, high = needs.watched(32, 140)
    assert found.low_since[1] == low
    assert found.high_since[1] == high


def test_before_the_first_opt_in_nothing_is_said():
    found = needs.follow(np.array([0]), np.array([0]))

    assert np.isnan(found.share_since).all()
    assert not needs.stage(found, mark=0.0).is_passed


def test_two_intakes_in_a_row_above_the_mark_pass_it():
    found = needs.follow(np.array([5, 60, 70]), np.array([100, 100, 100]))

    assert needs.stage(found, mark=0.4) == needs.Stage(
        is_passed=True, since=2, n_in_a_row=2
    )


def test_a_share_above_the_mark_is_not_enough_its_lower_bound_counts():
    found = needs.follow(np.array([6, 6]), np.array([10, 10]))

    assert (found.share > 0.4).all()
    assert needs.stage(found, mark=0.4) == needs.Stage(
        is_passed=False, since=None, n_in_a_row=0
    )


def test_an_uncounted_intake_breaks_the_row():
    found = needs.follow(np.array([60, 60, 60]), np.array([100, NOT_KNOWN, 100]))

    assert needs.stage(found, mark=0.4).n_in_a_row == 1
    assert not needs.stage(found, mark=0.4).is_passed


def test_a_mark_once_passed_stays_passed_and_the_row_is_told():
    found = needs.follow(np.array([60, 60, 9]), np.array([100, 100, 100]))

    assert needs.stage(found, mark=0.4) == needs.Stage(
        is_passed=True, since=1, n_in_a_row=0
    )


@pytest.mark.parametrize(
    ("n", "of", "says"),
    [
        ([1, 2], [3], "of one length"),
        ([-1], [3], "at least 0"),
        ([1], [-2], "at least 0"),
        ([4], [3], "between 0 and all"),
    ],
)
def test_nonsense_is_refused(n, of, says):
    with pytest.raises(ValueError, match=says):
        needs.follow(np.array(n), np.array(of))


def test_entrants_are_told_apart_and_counted_once():
    """Ana (1) comes from a pocket, Ben (2) does not; Ana comes again."""
    found = needs.entrants(
        np.array([1, 2, 1, 3]),
        np.array([2, 0, 0, 2]),
        in_a_pocket=[1],
        n_periods=3,
    )

    assert found.n_served.tolist() == [1, 0, 0]
    assert found.n_mainstream.tolist() == [1, 0, 1]
    assert found.n.tolist() == [2, 0, 1]


@pytest.mark.parametrize(
    ("period", "says"), [([3], "from 0 to 2"), ([0, 1], "student and period differ")]
)
def test_entrants_of_no_period_are_refused(period, says):
    with pytest.raises(ValueError, match=says):
        needs.entrants(np.array([1]), np.array(period), in_a_pocket=[], n_periods=3)
