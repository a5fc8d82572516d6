"""Solve made-up days of real sizes and check every plan.

Run: ``python -m benchmarks.scheduler.run 100 400 3100 --seeds 3``.
"""

from __future__ import annotations

import argparse
import json
import time
from typing import Any

from benchmarks.scheduler.instances import SIZES, Recipe, make_day

from seedbed.engines import scheduler


def run(
    n_students: int, seed: int, *, time_limit_seconds: float = 20.0
) -> dict[str, Any]:
    """Solve one made-up day and return its figures; refuses a plan with faults."""
    day = make_day(Recipe(n_students=n_students, seed=seed))
    start = time.perf_counter()
    first = scheduler.greedy(day, seed=seed)
    first_seconds = time.perf_counter() - start
    result = scheduler.solve(
        day, time_limit_seconds=time_limit_seconds, seed=seed, with_bound=False
    )
    start = time.perf_counter()
    bound = scheduler.upper_bound(day)
    bound_seconds = time.perf_counter() - start
    start = time.perf_counter()
    faults = scheduler.verify(day, result.timetable)
    assert faults == [], faults[:3]
    assert scheduler.verify(day, first) == []
    assert result.gain <= bound
    return {
        "n_students": n_students,
        "seed": seed,
        "objective": round(result.gain, 3),
        "bound": round(bound, 3),
        "gap": round(1 - result.gain / bound, 4),
        "faults": len(faults),
        "seconds": round(result.seconds, 2),
        "first_seconds": round(first_seconds, 2),
        "bound_seconds": round(bound_seconds, 2),
        "verify_seconds": round(time.perf_counter() - start, 2),
        "greedy": round(scheduler.expected_gain(day, first), 3),
        "standing": round(scheduler.expected_gain(day, scheduler.standing(day)), 3),
        "n_sessions": result.timetable.n_sessions,
    }


def main() -> None:
    """Print one line of JSON per made-up day."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES.values()))
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--time", type=float, default=20.0)
    given = parser.parse_args()
    scheduler.solve(make_day(Recipe(n_students=5)))  # compiles, or loads what is
    for n_students in given.sizes:
        for seed in range(given.seeds):
            figures = run(n_students, seed, time_limit_seconds=given.time)
            print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
