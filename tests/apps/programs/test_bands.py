"""Bands hold the truth as often as they say, also where a student's sessions agree."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.apps.programs.bands import Band, band_of, clearness, is_clear, wilson


def test_one_student_has_no_band():
    assert band_of(np.array([3.0]), np.array([4.0]), is_share=True) is None


def test_students_without_a_chance_are_left_out():
    found = band_of(
        np.array([1.0, 3.0, 9.0]), np.array([2.0, 4.0, 0.0]), is_share=False
    )

    assert found is not None
    assert found.n_students == 2
    assert found.value == pytest.approx(4 / 6)


def test_a_mean_has_students_interval():
    events = np.array([1.0, 2.0, 3.0, 4.0])

    found = band_of(events, np.ones(4), is_share=False)

    assert found is not None
    reach = 3.182446 * events.std(ddof=1) / 2  # t of 3 degrees, over root 4
    assert found.high == pytest.approx(2.5 + reach, rel=1e-5)
    assert found.low == pytest.approx(2.5 - reach, rel=1e-5)


def test_a_share_of_independent_chances_is_wilsons_but_for_few_students():
    events = np.array([1.0] * 300 + [0.0] * 100)

    found = band_of(events, np.ones(400), is_share=True)

    assert found is not None
    assert (found.low, found.high) == pytest.approx(wilson(0.75, 400), abs=0.001)


def test_sessions_that_agree_widen_the_band():
    each = np.array([10.0, 0.0] * 20)

    found = band_of(each, np.full(40, 10.0), is_share=True)

    assert found is not None
    assert found.high - found.low > 0.28, "as of 40 students, not of 400 sessions"


def test_all_of_all_is_no_certainty():
    found = band_of(np.full(12, 5.0), np.full(12, 5.0), is_share=True)

    assert found is not None
    assert found.high == 1.0
    assert 0.7 < found.low < 0.8


@pytest.mark.parametrize("is_share", [True, False])
def test_the_truth_is_in_the_band_about_95_times_in_100(is_share):
    rng = np.random.default_rng(7)
    n_students, n_sessions, n_draws, held = 30, 12, 2000, 0
    for _ in range(n_draws):
        share = rng.beta(7, 3, n_students)
        if is_share:
            events = rng.binomial(n_sessions, share).astype(np.float64)
            truth, chances = 0.7, np.full(n_students, float(n_sessions))
        else:
            events = rng.poisson(10 * share, n_students).astype(np.float64)
            truth, chances = 7.0, np.ones(n_students)
        found = band_of(events, chances, is_share=is_share)
        assert found is not None
        held += found.low <= truth <= found.high

    # Four standard errors of a share of 2000 draws.
    assert abs(held / n_draws - 0.95) < 4 * (0.95 * 0.05 / n_draws) ** 0.5


def test_groups_far_apart_are_clear_and_alike_ones_are_not():
    one = Band(n_students=40, value=0.5, low=0.4, high=0.6)
    other = Band(n_students=40, value=0.8, low=0.7, high=0.9)

    assert is_clear(clearness(one, other), 50)
    assert not is_clear(clearness(one, one), 1)
