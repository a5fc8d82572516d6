"""A range of dates follows from a pace, and there is none where nobody can know."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.apps.families.forecast import (
    LEAST_WEEKS,
    DateRange,
    Pace,
    pace_of,
    reached_between,
)

NOVEMBER = date(2026, 11, 20)


def test_a_pace_needs_four_weeks():
    assert pace_of([3, 2, 4]) is None
    assert pace_of([3, 2, 4, 3]) is not None


def test_equal_weeks_leave_no_doubt():
    assert pace_of([2, 2, 2, 2, 2]) == Pace(low=2.0, high=2.0)


def test_only_the_latest_eight_weeks_count():
    assert pace_of([90, 90, *[1] * 8]) == Pace(low=1.0, high=1.0)


def test_the_interval_holds_the_true_pace_in_eight_of_ten_draws():
    """With 4,000 draws the standard error of the share is .0063."""
    draws = np.random.default_rng(0).normal(2.0, 1.0, (4_000, 5))
    paces = [pace_of(weeks.tolist()) for weeks in draws]

    share = np.mean([p.low <= 2.0 <= p.high for p in paces if p is not None])

    assert share == pytest.approx(0.80, abs=0.02)


def test_weeks_of_summer_do_not_count():
    found = reached_between(2, Pace(low=1, high=2), on=date(2027, 6, 25))

    assert found == DateRange(from_on=date(2027, 8, 20), to_on=date(2027, 8, 27))


def test_a_pace_that_may_be_nothing_has_no_end():
    found = reached_between(10, Pace(low=-0.2, high=1.0), on=NOVEMBER)

    assert found.from_on is not None
    assert found.to_on is None


def test_nothing_is_foretold_over_two_years_ahead():
    assert reached_between(300, Pace(low=1, high=2), on=NOVEMBER) == DateRange(
        from_on=None, to_on=None
    )


def test_what_is_done_is_done_today():
    assert reached_between(0, Pace(low=1, high=2), on=NOVEMBER).to_on == NOVEMBER


@given(
    gains=st.lists(st.integers(-3, 12), min_size=LEAST_WEEKS, max_size=12),
    n_steps=st.integers(1, 60),
)
def test_a_range_never_ends_before_it_begins(gains, n_steps):
    pace = pace_of(gains)
    assert pace is not None
    found = reached_between(n_steps, pace, on=NOVEMBER)

    if found.to_on is not None:
        assert found.from_on is not None
        assert NOVEMBER < found.from_on <= found.to_on


@given(n_steps=st.integers(1, 50))
def test_more_steps_never_come_sooner(n_steps):
    pace = Pace(low=0.7, high=1.9)

    fewer = reached_between(n_steps, pace, on=NOVEMBER)
    more = reached_between(n_steps + 1, pace, on=NOVEMBER)

    assert fewer.from_on is not None
    assert more.from_on is not None
    assert fewer.from_on <= more.from_on
