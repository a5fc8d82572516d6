"""Solve made-up days of real sizes and check every plan.

Run: ``python -m benchmarks.scheduler.run 100 400 3100 --seeds 3``, or with
``--shape plain`` the days of the sizing experiment.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from typing import Any

from benchmarks.scheduler.instances import SIZES, Recipe, make_day

from seedbed.engines import scheduler
from seedbed.server.benches.sizing import usual_limit
from seedbed.server.benches.sizing_days import SHAPES, sizing_day


def run(
    n_students: int,
    seed: int,
    *,
    shape: str = "",
    time_limit_seconds: float = 20.0,
) -> dict[str, Any]:
    """Solve one made-up day and return its figures; refuses a plan with faults."""
    if shape:
        day = sizing_day(n_students, seed=seed, shape=shape)
    else:
        day = make_day(Recipe(n_students=n_students, seed=seed))
    start = time.perf_counter()
    first = scheduler.greedy(day, seed=seed)
    first_seconds = time.perf_counter() - start
    start_cpu = time.process_time()
    result = scheduler.solve(
        day, time_limit_seconds=time_limit_seconds, seed=seed, with_bound=False
    )
    cpu_seconds = time.process_time() - start_cpu
    start = time.perf_counter()
    bound = scheduler.upper_bound(day)
    bound_seconds = time.perf_counter() - start
    start = time.perf_counter()
    faults = scheduler.verify(day, result.timetable)
    assert faults == [], faults[:3]
    assert scheduler.verify(day, first) == []
    assert result.gain <= bound
    studies = day.students.free & (result.timetable.lesson < 0)
    return {
        "shape": shape or "whole unit",
        "n_students": n_students,
        "seed": seed,
        "objective": round(result.gain, 3),
        "bound": round(bound, 3),
        "gap": round(1 - result.gain / bound, 4),
        "faults": len(faults),
        "seconds": round(result.seconds, 2),
        "cpu_seconds": round(cpu_seconds, 2),
        "first_seconds": round(first_seconds, 2),
        "bound_seconds": round(bound_seconds, 2),
        "verify_seconds": round(time.perf_counter() - start, 2),
        "greedy": round(scheduler.expected_gain(day, first), 3),
        "standing": round(scheduler.expected_gain(day, scheduler.standing(day)), 3),
        "n_sessions": result.timetable.n_sessions,
        "n_studies": int(studies.sum()),
        "peak_gib": round(
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2
        ),
    }


def main() -> None:
    """Print one line of JSON per made-up day."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES.values()))
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--shape", choices=sorted(SHAPES), default="")
    parser.add_argument("--time", type=float, default=0.0)
    given = parser.parse_args()
    # Compiles, or loads what is.
    scheduler.solve(make_day(Recipe(n_students=5)), time_limit_seconds=1)
    for n_students in given.sizes:
        usual = usual_limit(n_students) if given.shape else 20.0
        for seed in range(given.seeds):
            figures = run(
                n_students,
                seed,
                shape=given.shape,
                time_limit_seconds=given.time or usual,
            )
            print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
