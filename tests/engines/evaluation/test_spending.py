"""How error is shared out among looks."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.engines.evaluation.spending import allowances, spent


def test_it_is_the_function_of_obrien_and_fleming():
    fractions = np.array([0.25, 0.5, 0.75, 1.0])

    found = spent(fractions, 0.025)

    normal = NormalDist()
    edge = normal.inv_cdf(1.0 - 0.025 / 2)
    expected = [2.0 * normal.cdf(-edge / t**0.5) for t in fractions]
    assert found == pytest.approx(expected)
    assert found.round(5).tolist() == [0.00001, 0.00153, 0.00965, 0.025]


@given(st.lists(st.integers(1, 35), unique=True).map(sorted))
def test_a_missed_look_loses_nothing(weeks):
    every = spent(np.arange(1, 37) / 36)
    some = spent(np.array([*weeks, 36]) / 36)

    assert some == pytest.approx(every[[*(week - 1 for week in weeks), 35]])
    assert some[-1] == pytest.approx(0.024)


def test_a_whole_share_of_assignments_is_not_lost_to_rounding():
    assert allowances(np.array([0.025, 0.0289]), 1000).tolist() == [25, 28]


@pytest.mark.parametrize("fractions", [[0.0, 1.0], [0.5, 0.5], [0.5, 1.01]])
def test_looks_must_come_one_after_the_other(fractions):
    with pytest.raises(ValueError, match="must ascend"):
        spent(np.array(fractions))


def test_an_error_of_a_half_is_refused():
    with pytest.raises(ValueError, match="error must lie"):
        spent(np.array([1.0]), 0.5)
