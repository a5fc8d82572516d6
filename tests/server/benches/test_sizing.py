"""The bench of made-up days: its figures, and general solvers beside it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from seedbed.engines.scheduler import expected_gain, solve, verify
from seedbed.server.benches import rivals
from seedbed.server.benches.day_answer import to_timetable
from seedbed.server.benches.day_program import day_program
from seedbed.server.benches.rivals import run_rival
from seedbed.server.benches.sizing import bench_sizing, measure, usual_limit
from seedbed.server.benches.sizing_days import SHAPES, sizing_day

#: More than any solver takes for a small day.
AMPLE_SECONDS = 60.0
FIGURES = {
    "objective", "bound", "gap", "faults", "first_seconds", "seconds", "cpu_seconds",
    "peak_mb", "n_sessions", "shape", "seed", "n_students",
}  # fmt: skip


def test_a_made_up_day_has_its_figures():
    found = measure(30, 0.5, 5, "plain", baselines=False)

    assert set(found) >= FIGURES
    assert found["faults"] == 0
    assert found["objective"] <= found["bound"]
    assert found["gap"] == pytest.approx(
        1 - found["objective"] / found["bound"], abs=1e-4
    )
    assert found["first_seconds"] < found["seconds"]
    assert "baselines" not in found, "only when asked"


def small_day(n_students, *, seed=0, shape="plain"):
    """Return a day of two blocks, which general solvers prove in a moment."""
    day = sizing_day(n_students, seed=seed, shape=shape)
    free = day.students.free & (np.arange(day.n_blocks) < 2)
    return replace(day, students=replace(day.students, free=free))


def test_the_gap_is_to_the_lowest_bound_of_the_run(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr("seedbed.server.benches.sizing.sizing_day", small_day)

    found = measure(10, AMPLE_SECONDS, 0, "hub", baselines=True)

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
    """The optimum that HiGHS proves has no fault, and our bound and plan enclose it."""
    day = small_day(10, seed=1, shape=shape)
    program = day_program(day)

    found = run_rival("highs", program.program, seconds=AMPLE_SECONDS, seed=0)

    assert found.x is not None
    timetable = to_timetable(day, program, found.x)
    assert verify(day, timetable) == []
    best = expected_gain(day, timetable)
    assert best == pytest.approx(float(program.program.gain @ found.x))
    assert best == pytest.approx(found.bound)
    ours = solve(day, time_limit_seconds=AMPLE_SECONDS)
    assert ours.gain <= best + 1e-6 <= ours.bound + 2e-6


def test_cp_sat_proves_the_optimum_of_highs():
    pytest.importorskip("ortools", reason=rivals.why_missing("cp_sat"))
    day = small_day(10, seed=1, shape="hub")
    program = day_program(day)

    found, other = (
        run_rival(rival, program.program, seconds=AMPLE_SECONDS, seed=0)
        for rival in ("cp_sat", "highs")
    )

    assert found.x is not None
    assert verify(day, to_timetable(day, program, found.x)) == []
    assert found.bound == pytest.approx(other.bound)


def test_what_the_program_does_not_ask_shows_as_a_fault():
    day = small_day(10, seed=1, shape="hub")
    everyone = np.ones(day.n_students, bool)
    strict = replace(day, students=replace(day.students, needs_quiet=everyone))
    program = day_program(strict)

    found = run_rival("highs", program.program, seconds=AMPLE_SECONDS, seed=0)

    assert found.x is not None
    faults = verify(strict, to_timetable(strict, program, found.x))
    assert {fault.rule for fault in faults} == {"quiet"}


def test_one_shape_is_one_object():
    found = bench_sizing(10, seconds=0.2, shape="hub")

    assert isinstance(found, dict)
    assert (found["shape"], found["time_limit_seconds"]) == ("hub", 0.2)


def test_larger_days_have_more_time():
    assert [usual_limit(n) for n in (20, 100, 1000, 2000, 99_999)] == [
        5, 5, 60, 180, 600,
    ]  # fmt: skip
