"""Tiny days are solved to the optimum, which trying every plan proves."""

from __future__ import annotations

import pytest
from tests.engines.scheduler.brute_force import best_gain
from tests.engines.scheduler.random_days import random_day

from seedbed.engines.scheduler import solve, verify

#: Of these days 209 have a plan without faults; on the others the least that cannot be
#: given is a service, a lock or a quiet seat.
N_DAYS = 245
#: Days that the search does not solve to the optimum yet, and why.
MISSED = {
    127: "the best plan is farther away than any move of the search",
}


def _day(seed: int) -> object:
    missed = pytest.mark.xfail(reason=MISSED.get(seed, ""), strict=False)
    return pytest.param(seed, marks=[missed] if seed in MISSED else [])


@pytest.mark.parametrize("seed", [_day(seed) for seed in range(N_DAYS)])
def test_a_tiny_day_is_solved_to_the_optimum_and_the_bound_holds(seed: int) -> None:
    day = random_day(seed)

    result = solve(day, time_limit_seconds=1)

    best = best_gain(day)
    faults = verify(day, result.timetable)
    if best is None:
        assert faults != []
        return
    assert result.bound >= best - 1e-9
    assert faults == []
    assert result.gain == pytest.approx(best)
