"""The effect of a pilot at one moment."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engines.evaluation.cast import rooms

from seedbed.engines import evaluation
from seedbed.engines.evaluation.errors import EqualOutcomesError, NoOutcomesError

ARM = np.array([True, True, True, False, False])


def test_a_difference_of_means_by_hand():
    y = np.array([3.0, 5.0, 4.0, 1.0, 3.0])

    found = evaluation.difference(y, ARM, errors="classical")

    assert found.estimate == pytest.approx(2.0)
    # Squares 2 and 2 over three degrees of freedom, times 1/3 + 1/2.
    assert found.standard_error == pytest.approx((4 / 3 * 5 / 6) ** 0.5)
    assert (found.n_treated, found.n_comparison, found.n_free) == (3, 2, 3)
    assert found.low < 2.0 < found.high


def test_who_has_no_outcome_is_left_out_and_counted_out():
    y = np.array([3.0, 5.0, np.nan, 1.0, 3.0])

    found = evaluation.difference(y, ARM)

    assert (found.estimate, found.n_treated) == (2.0, 2)


def test_a_pretest_takes_off_what_was_there_before():
    pretest = np.array([[1.0], [2.0], [3.0], [0.0], [1.5]])
    y = 2.0 * pretest[:, 0] + ARM + np.array([0.01, -0.01, 0.0, 0.005, -0.005])

    found = evaluation.ancova(y, ARM, pretest)

    assert found.estimate == pytest.approx(1.0, abs=0.03)


@pytest.mark.parametrize(
    ("y", "error", "words"),
    [
        (np.ones(5), EqualOutcomesError, "all 5 outcomes are 1"),
        (np.array([1, 2, 3, np.nan, np.nan]), NoOutcomesError, "the comparison arm"),
    ],
)
def test_nothing_to_compare_is_said(y, error, words):
    with pytest.raises(error, match=words):
        evaluation.difference(y, ARM)


def test_a_pilot_is_estimated_plainly_adjusted_and_at_its_level():
    pilot = rooms(10, 6, effect=1.5, block=np.repeat([0, 1], 5), treated=[1, 0] * 5)

    found = evaluation.estimate(pilot)

    assert found.n_assignments == 10 * 10
    assert found.plain.n_treated == 30
    assert found.plain.n_free == pytest.approx(8)
    assert found.adjusted.n_free < 8
    assert found.p_assigned == pytest.approx(2 / 100)
    deviation = found.adjusted.estimate / found.g
    assert 0.8 * pilot.outcomes[-1].std() < deviation < 1.2 * pilot.outcomes[-1].std()


def test_its_p_is_the_share_of_assignments_at_least_as_far():
    pilot = replace(rooms(8, 4), pretest=np.zeros((32, 0)))
    means = pilot.outcomes[-1].reshape(8, 4).mean(axis=1)
    could = evaluation.rerandomise(pilot.block, pilot.is_treated).is_treated
    gaps = [abs(means[arm].mean() - means[~arm].mean()) for arm in could]
    mine = abs(means[:4].mean() - means[4:].mean())

    found = evaluation.estimate(pilot)

    assert found.p_assigned == pytest.approx(np.mean(np.array(gaps) >= mine - 1e-12))
