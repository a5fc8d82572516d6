"""The solver's face: a first plan, annealing in compiled loops, and the result."""

from __future__ import annotations

import time

import numpy as np

from seedbed.engines.scheduler import kernels, moves
from seedbed.engines.scheduler.baseline import narrowed
from seedbed.engines.scheduler.bound import upper_bound
from seedbed.engines.scheduler.chains import LOG_SHAPE
from seedbed.engines.scheduler.construct import construct
from seedbed.engines.scheduler.day import Day, Result, Timetable
from seedbed.engines.scheduler.finish import to_timetable
from seedbed.engines.scheduler.gain import expected_gain
from seedbed.engines.scheduler.state import (
    Problem,
    State,
    copy_state,
    empty_state,
    make_problem,
)
from seedbed.lib.arrays import FloatArray

#: Random changes tried per student and free block, at least and at most in all, the
#: last per second of the time limit; and how they are cut in rounds. The count, not
#: the clock, ends the search, so that the same day, seed and limit give the same plan
#: on any machine that is fast enough; on a slower one the clock stops it in between.
MOVES_PER_SEAT = 2000
LEAST_MOVES = 200_000
MOVES_PER_SECOND = 250_000
N_ROUNDS = 20
#: First and last temperature, as shares of the mean gain of an option.
HOT, COLD = 0.12, 0.02
#: Rounds at the end that accept no loss, from the best plan seen.
N_POLISHING, FROZEN = 4, np.array([1e-12, 1e-12])


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
    best = _search(day, p, x, seed=seed, seconds=time_limit_seconds)
    timetable = to_timetable(day, space, p, best)
    return Result(
        timetable=timetable,
        gain=expected_gain(day, timetable),
        bound=upper_bound(day) if with_bound else float("nan"),
        seconds=time.perf_counter() - start,
        seed=seed,
    )


def _search(day: Day, p: Problem, x: State, *, seed: int, seconds: float) -> State:
    """Anneal from a plan and return the best one seen between rounds."""
    best, most, gain = copy_state(x), 0.0, 0.0
    scratch = copy_state(x)
    who = np.empty(len(p.student) + x.members.shape[2], np.int64)
    gains = np.empty(len(p.student))
    log = np.empty(LOG_SHAPE, np.int64)
    n_moves, heats = _cooling(day, p, seconds)
    if n_moves:
        # Compiles on the first run of an installation, before the clock starts: else
        # compiling would eat the time and the first plan differ from all later ones.
        moves.anneal(p, x, scratch, 0, _sched(heats[0],heats[1]), seed, who, gains, log)
    start = time.perf_counter()
    for n in range(N_ROUNDS if n_moves else 0):
        if time.perf_counter() - start > seconds:
            break
        heat, chance = _sched(heats[n], heats[n+1]), seed * N_ROUNDS + n
        gain += moves.anneal(p, x, scratch, n_moves, heat, chance, who, gains, log)
        gain += kernels.improve_seats(p, x)
        if gain > most:
            best, most = copy_state(x), gain
    # The best plan was left while it was warm: take what only gains, and nothing else.
    for n in range(N_POLISHING if n_moves else 0):
        if time.perf_counter() - start > seconds:
            break
        chance = (seed + 1) * N_ROUNDS + n
        moves.anneal(p, best, scratch, n_moves, _sched(1e-12,1e-12), chance, who, gains, log)
        kernels.improve_seats(p, best)
    return best


import os
TUNE=[float(v) for v in os.environ.get('TUNE','0.03,0.3,2').split(',')]
def _sched(a,b): return np.array([a,b,*TUNE])
def _cooling(day: Day, p: Problem, seconds: float) -> tuple[int, FloatArray]:
    """Return the moves of each round, and the temperature at each of its ends.

    The more moves there are per seat, the hotter the search can afford to start.
    """
    n_seats = max(1, int(day.students.free.sum()))
    wanted = max(LEAST_MOVES, MOVES_PER_SEAT * n_seats)
    n_moves = int(min(wanted, MOVES_PER_SECOND * seconds)) // N_ROUNDS
    typical = float(p.gain.mean()) if len(p.gain) else 0.0
    if n_moves == 0 or typical <= 0:
        return 0, np.zeros(0)
    per_seat = n_moves * N_ROUNDS / n_seats
    HOT,COLD=[float(v) for v in os.environ.get("HC","0.3,0.01").split(",")]
    hot = max(COLD, HOT)
    steps = np.arange(N_ROUNDS + 1) / N_ROUNDS
    return n_moves, typical * hot * (COLD / hot) ** steps
