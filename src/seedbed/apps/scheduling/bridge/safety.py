"""Asks the scheduler for a plan of a day that cannot hold, or that has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from seedbed.engines import scheduler
from seedbed.engines.scheduler import Timetable

from .planning import Problem, without_empty


@dataclass(frozen=True, kw_only=True)
class SafeSolution:
    """A plan for everyone but the students left to the standing schedule.

    ``left`` are positions; ``conflicts`` says as sentences what cannot hold together.
    ``is_safe`` tells that the plan breaks no rule for anyone else.
    """

    timetable: Timetable
    gain: float
    bound: float
    seconds: float
    left: tuple[int, ...]
    conflicts: tuple[str, ...]
    is_safe: bool


@dataclass(frozen=True, kw_only=True)
class Repaired:
    """A plan for a day that has changed.

    ``moved`` students, by position, have another day; ``n_faults`` counts the rules
    that it breaks.
    """

    timetable: Timetable
    gain: float
    seconds: float
    moved: tuple[int, ...]
    n_faults: int


def safe_plan(
    problem: Problem,
    *,
    seed: int,
    time_limit_seconds: float,
    lock_notes: Sequence[str] = (),
) -> SafeSolution:
    """Return the best plan that is safe for everyone it plans for."""
    found = scheduler.safe_plan(
        problem.day,
        seed=seed,
        time_limit_seconds=time_limit_seconds,
        lock_notes=lock_notes,
    )
    return SafeSolution(
        timetable=found.result.timetable,
        gain=float(found.result.gain),
        bound=float(found.result.bound),
        seconds=float(found.result.seconds),
        left=found.left,
        conflicts=tuple(conflict.message for conflict in found.conflicts),
        is_safe=not found.faults,
    )


def repair(problem: Problem, timetable: Timetable, *, seed: int) -> Repaired:
    """Return a plan of the day as it is now with as few changes as can be."""
    timetable = without_empty(timetable)
    found = scheduler.repair(problem.day, timetable, seed=seed)
    moved = (found.timetable.lesson != timetable.lesson).any(axis=1)
    return Repaired(
        timetable=found.timetable,
        gain=float(found.gain),
        seconds=float(found.seconds),
        moved=tuple(np.flatnonzero(moved).tolist()),
        n_faults=len(scheduler.verify(problem.day, found.timetable)),
    )
