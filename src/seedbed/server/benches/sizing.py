"""Measures the scheduler on made-up days, beside general solvers on request."""

from __future__ import annotations

from time import perf_counter, process_time
from typing import Any

from seedbed.engines import scheduler

from .day_answer import to_timetable
from .day_program import day_program
from .rivals import RIVALS, apart, run_rival, why_missing
from .sizing_days import SHAPES, sizing_day
from .usage import peak_megabytes

#: Seconds for days of up to so many students; larger ones have the last.
LIMITS = {100: 5.0, 300: 15.0, 1000: 60.0, 3000: 180.0, 10_000: 600.0}
EVERY_SHAPE = "all"
_FEW_STUDENTS = 20


def bench_sizing(
    n_students: int,
    *,
    seconds: float | None = None,
    seed: int = 0,
    shape: str = "plain",
    baselines: bool = False,
) -> dict[str, Any] | list[dict[str, Any]]:
    """Return the figures of one made-up day, or of one day of every shape.

    Every shape has a process of its own, for its memory's sake. Without ``seconds``,
    the limit of the size.
    """
    given = (n_students, usual_limit(n_students) if seconds is None else seconds, seed)
    if shape != EVERY_SHAPE:
        return measure(*given, shape, baselines=baselines)
    return [apart(measure, *given, one, baselines=baselines) for one in SHAPES]


def usual_limit(n_students: int) -> float:
    """Return the seconds that a day of so many students has."""
    return next((s for n, s in LIMITS.items() if n_students <= n), LIMITS[10_000])


def measure(
    n_students: int, seconds: float, seed: int, shape: str, *, baselines: bool
) -> dict[str, Any]:
    """Return the figures of one made-up day."""
    _compile()
    day = sizing_day(n_students, seed=seed, shape=shape)
    began = perf_counter()
    first = scheduler.greedy(day, seed=seed)
    first_seconds = perf_counter() - began
    cpu = process_time()
    result = scheduler.solve(
        day, time_limit_seconds=seconds, seed=seed, with_bound=False
    )
    cpu, began = process_time() - cpu, perf_counter()
    bound = scheduler.upper_bound(day)
    row: dict[str, Any] = {
        "shape": shape,
        "n_students": n_students,
        "seed": seed,
        "time_limit_seconds": seconds,
        "objective": result.gain,
        "bound": bound,
        "gap": _gap(result.gain, bound),
        "faults": len(scheduler.verify(day, result.timetable)),
        "first_seconds": round(first_seconds, 3),
        "seconds": round(result.seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "bound_seconds": round(perf_counter() - began, 2),
        "peak_mb": peak_megabytes(),
        "n_sessions": result.timetable.n_sessions,
    }
    if baselines:
        found = {"greedy": _plan_of(day, first, first_seconds), **_rivals(day, row)}
        row["best_bound"] = _lowest(bound, found)
        for one in (row, *found.values()):
            if one.get("objective") is not None:
                one["gap"] = _gap(one["objective"], row["best_bound"])
        row["baselines"] = found
    return row


def _rivals(day: scheduler.Day, row: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the figures of the general solvers, in the same time."""
    return {
        name: {"skipped": why_missing(name)}
        if why_missing(name)
        else _rival(name, day, row["time_limit_seconds"], row["seed"])
        for name in RIVALS
    }


def _rival(name: str, day: scheduler.Day, seconds: float, seed: int) -> dict[str, Any]:
    began = perf_counter()
    program = day_program(day)
    build_seconds = perf_counter() - began
    found = run_rival(name, program.program, seconds=seconds, seed=seed)
    figures: dict[str, Any] = {"objective": None, "gap": None, "faults": None}
    if found.x is not None:
        timetable = to_timetable(day, program, found.x)
        figures = _plan_of(day, timetable, found.first_seconds)
    return {
        **figures,
        "bound": found.bound,
        "first_seconds": _rounded(found.first_seconds),
        "seconds": round(found.seconds, 2),
        "cpu_seconds": round(found.cpu_seconds, 2),
        "build_seconds": round(build_seconds + found.build_seconds, 2),
        "peak_mb": found.peak_mb,
    }


def _plan_of(
    day: scheduler.Day, timetable: scheduler.Timetable, first_seconds: float | None
) -> dict[str, Any]:
    """Return what a plan is worth and what the independent check says of it."""
    return {
        "objective": scheduler.expected_gain(day, timetable),
        "bound": None,
        "gap": None,
        "faults": len(scheduler.verify(day, timetable)),
        "first_seconds": _rounded(first_seconds),
    }


def _lowest(bound: float, found: dict[str, dict[str, Any]]) -> float:
    theirs: list[float] = [
        one["bound"] for one in found.values() if one.get("bound") is not None
    ]
    return min([bound, *theirs])


def _gap(objective: float, bound: float) -> float:
    return round(1 - objective / bound, 5) if bound > 0 else 0.0


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)


def _compile() -> None:
    """Run everything once on next to nothing, so that compiling is not measured."""
    few = sizing_day(_FEW_STUDENTS)
    scheduler.verify(few, scheduler.solve(few, time_limit_seconds=0.1).timetable)
