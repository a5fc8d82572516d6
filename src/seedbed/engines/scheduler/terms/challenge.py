"""Calibrated challenge: work in which a student gets most right, but not all.

A seat whose expected success lies outside the band counts at ``challenge_share`` of its
gain. The band is .6 to .85: below it work turns to guessing, above it little is new
(see docs/reference/day-problem.md). Who asks for stretch may go below.
"""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import option_at, seated
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

NAME = "challenge"


def weight(day: Day) -> FloatArray:
    """Return ``challenge_share`` for options outside the student's band, else 1."""
    outside = _outside(day, np.arange(len(day.options.student)))
    return np.where(outside, day.limits.challenge_share, 1.0)


def measure(day: Day, timetable: Timetable) -> dict[str, float]:
    """Return how many seats in options are outside the band, and how many there are."""
    seats = seated(timetable)
    chosen = option_at(day, seats.student, seats.lesson)
    chosen = chosen[chosen >= 0]
    outside = _outside(day, chosen)
    return {"n_outside": float(outside.sum()), "n_seats": float(len(chosen))}


def explain(day: Day, *, student: int, lesson: int) -> str:
    """Say that the work is too easy or too hard for the student, if so."""
    options = day.options
    own = (options.student == student) & (options.lesson == lesson)
    index = np.flatnonzero(own)
    if not len(index) or not _outside(day, index)[0]:
        return ""
    share = round(100 * float(options.success[index[0]]))
    limits = day.limits
    return (
        f"{day.names.students[student]} would get about {share}% right, outside "
        f"{limits.challenge_low:.0%} to {limits.challenge_high:.0%}."
    )


def _outside(day: Day, options: IntArray) -> BoolArray:
    success, limits = day.options.success[options], day.limits
    stretch = day.students.wants_stretch[day.options.student[options]]
    outside: BoolArray = (success < limits.challenge_low) & ~stretch
    return outside | (success > limits.challenge_high)
