"""Early warning from concerns: published rates, and weeks by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from seedbed.engines import value_network as vn
from seedbed.engines.value_network.concerns import false_alarm


def first_alarm(concerns):
    return vn.watch(np.array(concerns), usual=2, alarming=6).alarm


def test_two_a_week_never_alarm_and_six_do_in_the_third_week():
    assert first_alarm([2] * 36) is None
    assert first_alarm([6] * 5) == 1
    assert first_alarm([2, 2, 6, 6, 6]) == 3


def test_the_level_is_the_sum_of_what_is_too_much_and_never_below_zero():
    found = vn.watch(np.array([0, 6, 1]), usual=2, alarming=6)

    reference = 4 / math.log(3)
    assert found.level.tolist() == pytest.approx(
        [0.0, 6 - reference, max(0.0, 7 - 2 * reference)]
    )


def test_false_alarms_are_as_many_as_measured_before():
    """4.0 % of 36 weeks at a level of 4.5, where 2 a week are usual and 6 alarming."""
    assert false_alarm(2, 4 / math.log(3), 4.5, 36) == pytest.approx(0.040, abs=0.001)


@pytest.mark.parametrize(("usual", "alarming"), [(2, 6), (5, 10)])
def test_a_usual_year_alarms_as_rarely_as_promised(usual, alarming):
    """2,000 simulated years: the standard error is .005."""
    years = np.random.default_rng(0).poisson(usual, (2000, 36))
    level = vn.watch(years[0], usual=usual, alarming=alarming).alarm_at
    reference = (alarming - usual) / math.log(alarming / usual)
    path, crossed = np.zeros(2000), np.zeros(2000, np.bool_)
    for week in range(36):
        path = np.maximum(0.0, path + years[:, week] - reference)
        crossed |= path > level

    assert crossed.mean() == pytest.approx(0.04, abs=0.015)


def test_fewer_false_alarms_take_a_higher_level():
    rare = vn.watch(np.array([1]), usual=2, alarming=6, false_alarms=0.01)
    often = vn.watch(np.array([1]), usual=2, alarming=6, false_alarms=0.1)

    assert rare.alarm_at > often.alarm_at


@pytest.mark.parametrize(
    ("concerns", "usual", "says"),
    [([-1], 2, "are counts, got -1"), ([1], 6, "above usual"), ([1], 0, "above 0")],
)
def test_nonsense_is_refused(concerns, usual, says):
    with pytest.raises(ValueError, match=says):
        vn.watch(np.array(concerns), usual=usual, alarming=6)
