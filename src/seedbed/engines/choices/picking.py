"""Serial dictatorship and round-robin: students pick in an order that a seed draws."""

from __future__ import annotations

import numpy as np

from seedbed.lib.arrays import IntArray

from .desk import Desk
from .problem import Problem
from .result import Result


def draw_order(n_students: int, seed: int) -> IntArray:
    """Return a random order of the students (S,)."""
    return np.random.default_rng(seed).permutation(n_students)


def serial_dictatorship(problem: Problem, *, seed: int) -> Result:
    """Let each student in turn take the best that is left.

    Nobody gains by asking for what they do not want; the last ones may get nothing.
    """
    desk, order = Desk(problem), draw_order(problem.n_students, seed)
    turn_of = np.zeros(problem.worth.shape, np.int64)
    for turn, i in enumerate(order.tolist(), start=1):
        for c in desk.best_for(i):
            if desk.take(i, c):
                turn_of[i, c] = turn
    return Result(
        method="serial-dictatorship", seed=seed, has=desk.has, turn=turn_of, order=order
    )


def round_robin(problem: Problem, *, seed: int) -> Result:
    """Let students pick one section a round, the order reversed in every second one."""
    desk, order = Desk(problem), draw_order(problem.n_students, seed)
    turn_of = np.zeros(problem.worth.shape, np.int64)
    queue, lap = order.tolist(), 1
    while queue:
        stayed = []
        for i in queue:
            is_open = desk.open_to(i)
            if not is_open.any():
                continue
            c = int(np.argmax(np.where(is_open, problem.worth[i], -1.0)))
            desk.take(i, c)
            turn_of[i, c] = lap
            stayed.append(i)
        queue, lap = stayed[::-1], lap + 1
    return Result(
        method="round-robin", seed=seed, has=desk.has, turn=turn_of, order=order
    )
