"""The bench of made-up days: its figures, and general solvers beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seedbed.engines.scheduler import expected_gain, solve, upper_bound, verify
from seedbed.server.benches import rivals
from seedbed.server.benches.day_answer import to_timetable
from seedbed.server.benches.day_program import day_program
from seedbed.server.benches.rivals import run_rival
from seedbed.server.benches.sizing import bench_sizing, usual_limit
from seedbed.server.benches.sizing_days import SHAPES, sizing_day

FIGURES = {
    "objective", "bound", "gap", "faults", "first_seconds", "seconds", "cpu_seconds",
    "peak_mb", "n_sessions", "shape", "seed", "n_students",
}  # fmt: skip


def test_a_made_up_day_has_its_figures():
    found = bench_sizing(30, seconds=0.5, seed=5)

    assert set(found) >= FIGURES
    assert found["faults"] == 0
    assert found["objective"] <= found["bound"]
    assert found["gap"] == pytest.approx(
        1 - found["objective"] / found["bound"], abs=1e-4
    )
    assert found["first_seconds"] < found["seconds"]
    assert "baselines" not in found, "only when asked"


def test_the_gap_is_to_the_lowest_bound_of_the_run(monkeypatch):
    monkeypatch.setattr(
        rivals.importlib.util,
        "find_spec",
        lambda name: None if name == "ortools" else 1,
    )

    found = bench_sizing(12, seconds=3, shape="hub", baselines=True)

    others = found["baselines"]
    assert others["cp_sat"] == {
        "skipped": "CP-SAT needs ortools; install with: make baselines"
    }
    assert others["greedy"]["objective"] <= found["objective"]
    assert others["highs"]["faults"] == 0
    lowest = min(found["bound"], others["highs"]["bound"])
    assert found["best_bound"] == lowest
    assert found["gap"] == pytest.approx(1 - found["objective"] / lowest, abs=1e-4)


@pytest.mark.parametrize("shape", SHAPES)
def test_highs_and_seedbed_agree_on_what_a_small_day_allows(shape):
    """Each bound holds for the other's plan, and the check finds no fault in either."""
    day = sizing_day(10, seed=1, shape=shape)
    program = day_program(day)

    found = run_rival("highs", program.program, seconds=3, seed=0)

    assert found.x is not None
    assert found.bound is not None
    timetable = to_timetable(day, program, found.x)
    assert verify(day, timetable) == []
    theirs = float(program.program.gain @ found.x)
    assert expected_gain(day, timetable) == pytest.approx(theirs)
    ours = solve(day, time_limit_seconds=0.5, with_bound=False).gain
    assert ours <= found.bound + 1e-6
    assert theirs <= upper_bound(day) + 1e-6


def test_cp_sat_finds_plans_of_the_same_model():
    pytest.importorskip("ortools", reason=rivals.why_missing("cp_sat"))
    day = sizing_day(12, seed=1, shape="hub")
    program = day_program(day)

    found = run_rival("cp_sat", program.program, seconds=3, seed=0)

    assert found.x is not None
    assert verify(day, to_timetable(day, program, found.x)) == []


def test_what_the_program_does_not_ask_shows_as_a_fault():
    day = sizing_day(12, seed=1, shape="hub")
    strict = replace(
        day, students=replace(day.students, needs_quiet=day.students.needs_quiet | True)
    )
    program = day_program(strict)

    found = run_rival("highs", program.program, seconds=2, seed=0)

    assert found.x is not None
    faults = verify(strict, to_timetable(strict, program, found.x))
    assert {fault.rule for fault in faults} == {"quiet"}


def test_larger_days_have_more_time():
    assert [usual_limit(n) for n in (20, 100, 1000, 2000, 99_999)] == [
        5, 5, 60, 180, 600,
    ]  # fmt: skip
