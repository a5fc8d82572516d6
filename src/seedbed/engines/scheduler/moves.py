"""Random changes of a plan while it cools down, compiled with Numba.

Arguments are named as in ``kernels``; scratch arrays are the caller's.
"""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.chains import try_chain
from seedbed.engines.scheduler.chance import accepts, chance, pick
from seedbed.engines.scheduler.compiled import compiled, inner
from seedbed.engines.scheduler.kernels import (
    NOWHERE,
    can_leave,
    fits,
    is_open,
    place_for,
    take,
    worth,
)
from seedbed.engines.scheduler.openings import try_session
from seedbed.engines.scheduler.state import Problem, State
from seedbed.lib.arrays import FloatArray, IntArray


@inner
def _try_seat(p: Problem, x: State, s: int, b: int, heat: float) -> float:
    """Try one random seat for a student; return the change."""
    o = pick(p.starts[s], p.starts[s + 1])
    old = x.choice[b, s]
    if o == old or not is_open(p, x, b, o) or not fits(p, x, s, b, o):
        return 0.0
    change = worth(p, x, s, b, o) - worth(p, x, s, b, old)
    if not accepts(change, heat) or not can_leave(p, x, s, b):
        return 0.0
    j = place_for(p, x, s, b, o)
    if j == NOWHERE:
        return 0.0
    take(p, x, s, b, o, j)
    return change


@compiled
def anneal(
    p: Problem,
    x: State,
    y: State,
    n_moves: int,
    heat: FloatArray,
    seed: int,
    instead: FloatArray,
    who: IntArray,
    gains: FloatArray,
    log: IntArray,
) -> float:
    """Try random changes, accepting losses less and less; return the plan's change.

    ``heat`` holds the first and the last temperature, the shares of tries that open a
    session and that move several students, and how much hotter a session is judged;
    ``y``, ``who``, ``gains`` and ``log`` are scratch space.
    """
    np.random.seed(seed)  # noqa: NPY002
    n_blocks, n_students = x.choice.shape
    total = 0.0
    for i in range(n_moves):
        now = heat[0] * (heat[1] / heat[0]) ** (i / n_moves)
        b, s = pick(0, n_blocks), pick(0, n_students)
        if not p.free[b, s] or p.starts[s] == p.starts[s + 1]:
            continue
        draw = chance()
        if draw > heat[2] + heat[3]:
            total += _try_seat(p, x, s, b, now)
            continue
        if draw > heat[2]:
            total += try_chain(p, x, s, b, now, log)
            continue
        total += try_session(p, x, y, s, b, now * heat[4], instead, who, gains)
    return total
