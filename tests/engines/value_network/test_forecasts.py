"""Forecasts are scored by what happened."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.engines import value_network as vn


def scored(p, happened):
    found = vn.score(p, happened)
    assert found is not None
    return found


def test_the_score_is_the_mean_squared_miss():
    found = scored(np.array([0.7, 0.2]), np.array([True, False]))

    assert found.brier == pytest.approx((0.09 + 0.04) / 2)
    assert found.base_rate == 0.25
    assert found.standard_error == pytest.approx(0.025)
    assert not found.may_be_claimed


def test_from_twenty_outcomes_on_an_accuracy_may_be_claimed():
    found = scored(np.full(20, 0.5), np.arange(20) % 2 == 0)

    assert found.may_be_claimed
    assert found.brier == found.base_rate == 0.25


def test_one_outcome_has_no_standard_error_and_none_no_score():
    assert np.isnan(scored(np.array([1.0]), np.array([True])).standard_error)
    assert vn.score(np.zeros(0), np.zeros(0, np.bool_)) is None


@pytest.mark.parametrize(
    ("p", "says"), [([0.5, 0.5], "forecasts and"), ([1.5], "from 0 to 1")]
)
def test_nonsense_is_refused(p, says):
    with pytest.raises(ValueError, match=says):
        vn.score(np.array(p), np.array([True]))
