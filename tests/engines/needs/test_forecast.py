"""Forecasts promise what they keep: coverage in made-up worlds and on a real panel."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.engines import needs


def steps(rng, n):
    """Return counts before and after of units that grow by a tenth, unevenly."""
    size = np.exp(rng.normal(4.0, 1.2, n))
    before = rng.poisson(size)
    after = rng.poisson(size * np.exp(rng.normal(0.1, 0.3, n)))
    return before.astype(np.float64), after.astype(np.float64)


def coverage(seed, n=400, *, level=0.9):
    rng = np.random.default_rng(seed)
    before, after = steps(rng, n)
    latest, came = steps(rng, n)
    found = needs.forecast(latest, before, after, level=level)
    return ((found.low <= came) & (came <= found.high)).mean()


@pytest.mark.parametrize("level", [0.5, 0.9])
def test_intervals_cover_as_often_as_they_promise(level):
    """60 worlds of 400: the standard error is under .005."""
    covers = [coverage(seed, level=level) for seed in range(60)]

    assert np.mean(covers) == pytest.approx(level, abs=0.015)


def test_the_expected_count_is_the_latest():
    found = needs.forecast(np.array([0.0, 25.0]), np.arange(50.0), np.arange(50.0))

    assert found.expected.tolist() == [0.0, 25.0]
    assert found.low.tolist() == pytest.approx([0.0, 25.0])
    assert found.high.tolist() == pytest.approx([0.0, 25.0])


def test_growth_in_the_past_lifts_the_interval():
    before = np.full(60, 100.0)

    found = needs.forecast(np.array([100.0]), before, before * 1.5)

    assert found.low[0] > 140
    assert found.high[0] == pytest.approx(150.0)


def test_a_short_past_promises_nothing():
    few = np.arange(10.0)

    found = needs.forecast(np.array([5.0]), few, few)

    assert (found.low[0], found.high[0]) == (0.0, np.inf)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"after": np.ones(3)}, "2 counts before and 3 after"),
        ({"level": 1.0}, "level must be between 0 and 1"),
        ({"latest": np.array([np.nan])}, "none may be missing"),
        ({"before": np.array([-1.0, 2.0])}, "at least 0"),
    ],
)
def test_nonsense_is_refused(changes, says):
    given = {"latest": np.ones(1), "before": np.ones(2), "after": np.ones(2)}

    with pytest.raises(ValueError, match=says):
        needs.forecast(**(given | changes))
