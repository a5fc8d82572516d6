"""What a plan comes to, and how far two plans' figures can be told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault
from seedbed.engines.scheduler.gain import expected_gain
from seedbed.engines.scheduler.verify import verify
from seedbed.lib.arrays import BoolArray, IntArray
from seedbed.lib.modalities import LED


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A difference as found, and the least and most that it can truly be."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a plan comes to.

    ``gain`` is expected skill-units over all students, ``bound`` what no plan of the
    day can exceed; ``live_minutes`` are student-minutes in live lessons and tutoring;
    ``n_served`` students have what was promised: no block in supervised study that an
    adult did not decide, their minutes of service, and no broken rule.
    """

    n_students: int
    gain: float
    bound: float
    live_minutes: int
    n_served: int
    n_faults: int


def outcome(day: Day, timetable: Timetable, bound: float) -> Outcome:
    """Return what a plan of a day comes to."""
    faults = verify(day, timetable)
    return Outcome(
        n_students=day.n_students,
        gain=expected_gain(day, timetable),
        bound=bound,
        live_minutes=int(live_minutes(day, timetable).sum()),
        n_served=int(_served(day, timetable, faults).sum()),
        n_faults=len(faults),
    )


def best_plan(day: Day, plans: Sequence[Timetable]) -> Timetable:
    """Return the plan with fewest faults, and of those the one that gains most."""
    return min(plans, key=lambda x: (len(verify(day, x)), -expected_gain(day, x)))


def difference(before: Outcome, after: Outcome) -> Interval:
    """Return what is gained from one day to another, as far as it is proven.

    Each day's best possible gain lies between the plan found and the bound, so the true
    difference lies between the two extremes. A plan with faults proves nothing of its
    day but that no gain is below 0.
    """
    proven_before = 0.0 if before.n_faults else before.gain
    proven_after = 0.0 if after.n_faults else after.gain
    return Interval(
        value=after.gain - before.gain,
        low=proven_after - max(before.bound, proven_before),
        high=max(after.bound, proven_after) - proven_before,
    )


def live_minutes(day: Day, timetable: Timetable) -> IntArray:
    """Return each student's minutes in live lessons and tutoring, (S,).

    A block counts with all its minutes.
    """
    is_led = np.append(np.isin(day.lessons.modality, LED), False)
    minutes: IntArray = is_led[timetable.lesson] @ day.block_minutes
    return minutes


def served(day: Day, timetable: Timetable) -> BoolArray:
    """Tell of each student whether the plan gives what was promised, (S,)."""
    return _served(day, timetable, verify(day, timetable))


def _served(day: Day, timetable: Timetable, faults: Sequence[Fault]) -> BoolArray:
    idle = day.students.free & (timetable.lesson < 0)
    locks = day.locks.seats
    study = locks[locks[:, 2] < 0]
    idle[study[:, 0], study[:, 1]] = False
    found: BoolArray = ~np.any(idle, axis=1)
    for fault in faults:
        found[list(fault.students)] = False
    return found
