"""The solver's face: a first plan, the search for better ones, and the result."""

from __future__ import annotations

import time

from seedbed.engines.scheduler import kernels, search
from seedbed.engines.scheduler.baseline import narrowed
from seedbed.engines.scheduler.bound import upper_bound
from seedbed.engines.scheduler.construct import construct
from seedbed.engines.scheduler.day import Day, Result, Timetable
from seedbed.engines.scheduler.finish import to_timetable
from seedbed.engines.scheduler.gain import expected_gain
from seedbed.engines.scheduler.reseat import reseat_all
from seedbed.engines.scheduler.resume import free_quiet_rooms, pin_others, resume
from seedbed.engines.scheduler.space import Space
from seedbed.engines.scheduler.state import (
    Problem,
    State,
    empty_state,
    make_problem,
)
from seedbed.engines.scheduler.verify import check_timetable


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
    start: Timetable | None = None,
) -> Result:
    """Return the best plan found, with a proven bound of what any plan could gain.

    The plan has no faults if the day allows one without: whoever cannot be seated
    otherwise is in supervised study. The same day, seed, time limit and start give the
    same plan, unless the machine is so slow that it cannot try as much in the time. The
    limit is on the search: the first plan, the bound and, once per installation,
    compiling come on top.

    Parameters
    ----------
    start : Timetable, optional
        A plan to go on from, of this day or of one like it: what it holds that the day
        does not allow is left out.
    """
    began = time.perf_counter()
    space = narrowed(day)
    p, x = make_problem(day, space), empty_state(day, space)
    if start is None:
        construct(day, space, p, x)
    else:
        check_timetable(day, start)
        resume(day, space, p, x, start)
        free_quiet_rooms(p, x)
        kernels.improve_seats(p, x)
    effort = search.effort(p, time_limit_seconds, is_warm=start is not None)
    best = search.search(p, x, effort, seed=seed, seconds=time_limit_seconds)
    return _result(day, space, p, best, began, seed, with_bound=with_bound)


def repair(
    day: Day, timetable: Timetable, *, seed: int = 0, with_bound: bool = False
) -> Result:
    """Return a plan for a day that has changed, with as few changes as can be.

    Where an adult is away, another one who may lead the session and is idle takes over.
    Only students who lose a seat that way get another day; all others keep theirs.
    """
    began = time.perf_counter()
    check_timetable(day, timetable)
    space = narrowed(day)
    p, x = make_problem(day, space), empty_state(day, space)
    touched = pin_others(x, resume(day, space, p, x, timetable))
    free_quiet_rooms(p, x)
    kernels.improve_seats(p, x)
    x, _ = reseat_all(p, x, 0, touched)
    return _result(day, space, p, x, began, seed, with_bound=with_bound)


def _result(
    day: Day,
    space: Space,
    p: Problem,
    x: State,
    began: float,
    seed: int,
    *,
    with_bound: bool,
) -> Result:
    timetable = to_timetable(day, space, p, x)
    return Result(
        timetable=timetable,
        gain=expected_gain(day, timetable),
        bound=upper_bound(day) if with_bound else float("nan"),
        seconds=time.perf_counter() - began,
        seed=seed,
    )
