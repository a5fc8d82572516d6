"""The band that holds however often one looks."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import stdtrit

from seedbed.engines.evaluation.sequence import reach


def test_it_is_wider_than_a_single_look_and_narrowest_for_its_tuning():
    tuned = np.array(0.1)
    n_free = 1000
    errors = np.geomspace(0.01, 1.0, 200)

    ratio = reach(errors, tuned_at=tuned, error=0.05, n_free=n_free) / errors

    assert ratio.min() > stdtrit(n_free, 0.975)
    assert errors[ratio.argmin()] == pytest.approx(0.1, rel=0.15)


def test_few_degrees_of_freedom_make_it_wider():
    few, many = (
        reach(np.array([0.2]), tuned_at=np.array(0.2), error=0.05, n_free=n)
        for n in (6, 200)
    )

    assert few > 1.3 * many


@pytest.mark.slow
def test_it_misses_the_truth_as_rarely_as_it_says_with_a_look_after_each_student():
    random = np.random.default_rng(1)
    n = np.arange(10, 1000)
    means = random.normal(size=(2000, 1000)).cumsum(axis=1)[:, 9:-1] / n
    band = reach(
        np.asarray(n**-0.5, float), tuned_at=np.array(0.05), error=0.05, n_free=10**6
    )

    missed = (np.abs(means) > band).any(axis=1).mean()

    # 2,000 runs have a standard error of .005.
    assert missed < 0.05 + 3 * 0.005


def test_without_degrees_of_freedom_it_is_refused():
    with pytest.raises(ValueError, match="n_free"):
        reach(np.array([1.0]), tuned_at=np.array(1.0), error=0.05, n_free=0)
