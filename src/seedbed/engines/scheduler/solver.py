"""The solver's face: a first plan, the search for better ones, and the result."""

from __future__ import annotations

import time

from seedbed.engines.scheduler import search
from seedbed.engines.scheduler.baseline import narrowed
from seedbed.engines.scheduler.bound import upper_bound
from seedbed.engines.scheduler.construct import construct
from seedbed.engines.scheduler.day import Day, Result, Timetable
from seedbed.engines.scheduler.finish import to_timetable
from seedbed.engines.scheduler.gain import expected_gain
from seedbed.engines.scheduler.state import empty_state, make_problem


def greedy(day: Day, *, seed: int = 0) -> Timetable:
    """Return the first plan, without any search; ``seed`` changes nothing yet."""
    del seed
    space = narrowed(day)
    p, x = make_problem(day, space), empty_state(day, space)
    construct(day, space, p, x)
    return to_timetable(day, space, p, x)


def solve(
    day: Day,
    *,
    time_limit_seconds: float = 20.0,
    seed: int = 0,
    with_bound: bool = True,
) -> Result:
    """Return the best plan found, with a proven bound of what any plan could gain.

    The plan has no faults if the day allows one without: whoever cannot be seated
    otherwise is in supervised study. The same day, seed and time limit give the same
    plan, unless the machine is so slow that the clock cuts the search short. The limit
    is on the search: the first plan, the bound and, once per installation, compiling
    come on top.
    """
    start = time.perf_counter()
    space = narrowed(day)
    p, x = make_problem(day, space), empty_state(day, space)
    construct(day, space, p, x)
    effort = search.effort(p, time_limit_seconds)
    best = search.search(p, x, effort, seed=seed, seconds=time_limit_seconds)
    timetable = to_timetable(day, space, p, best)
    return Result(
        timetable=timetable,
        gain=expected_gain(day, timetable),
        bound=upper_bound(day) if with_bound else float("nan"),
        seconds=time.perf_counter() - start,
        seed=seed,
    )
