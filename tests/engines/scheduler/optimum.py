"""Holds the solver's plan of a very small day to the best one, found by trying all."""

from __future__ import annotations

import pytest
from tests.engines.scheduler.brute_force import best_gain

from seedbed.engines.scheduler import Day, solve, verify


def assert_is_optimum(day: Day) -> None:
    """Refuse a plan that is not the best, has faults, or lies above its bound."""
    result = solve(day, time_limit_seconds=1)

    best = best_gain(day)
    faults = verify(day, result.timetable)
    if best is None:
        assert faults != []
        return
    assert result.bound >= best - 1e-9
    assert faults == []
    assert result.gain == pytest.approx(best)
