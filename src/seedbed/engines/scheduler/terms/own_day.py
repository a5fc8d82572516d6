"""Nobody far under their own ideal day: who had less of theirs comes first.

What seats are worth to students whose days so far held less of an ideal day than is
typical counts for up to ``own_day`` more. Over days that lifts those whom a plan for
the sum of all would pass over, since it gains most where teaching is easiest to give.
"""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import option_at, seated
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

NAME = "own_day"
_WORST = 0.1


def weight(day: Day) -> FloatArray:
    """Return 1, and more for students who had less of their own ideal days so far."""
    return 1.0 + day.limits.own_day * _lag(day)[day.options.student]


def measure(day: Day, timetable: Timetable) -> dict[str, float]:
    """Return the mean share of an ideal day, and that of the tenth who have least.

    Repeats count in full here, so a share is at most a little too high. ``nan`` where
    nobody has anything to gain.
    """
    ideal, seats = ideal_gains(day), seated(timetable)
    chosen = option_at(day, seats.student, seats.lesson)
    gain = np.append(day.options.gain, 0.0)[chosen]
    got = np.bincount(seats.student, weights=gain, minlength=day.n_students)
    share = np.sort(np.minimum(1.0, got[ideal > 0] / ideal[ideal > 0]))
    if not len(share):
        return {"mean_share": float("nan"), "worst_tenth_share": float("nan")}
    n_worst = max(1, int(_WORST * len(share)))
    return {
        "mean_share": float(share.mean()),
        "worst_tenth_share": float(share[:n_worst].mean()),
    }


def explain(day: Day, *, student: int, lesson: int) -> str:
    """Say that the student comes first, if so."""
    del lesson  # every seat of the student counts alike
    if not day.limits.own_day or _lag(day)[student] <= 0:
        return ""
    name = day.names.students[student]
    return f"{name} has had less of an ideal day so far than others, so comes first."


def ideal_gains(day: Day) -> FloatArray:
    """Return what each student's day would gain with all to choose from, (S,).

    The best lesson of each skill counts in full and the next ``repeat_share`` of it;
    the best of these fill the free blocks. No adult, room or other student is in the
    way, so it is a little more than anyone can have.
    """
    options = day.options
    skill = day.lessons.skill[options.lesson]
    by_worth = np.lexsort((-options.gain, skill, options.student))
    gain = options.gain[by_worth]
    pair = (options.student * max(1, day.n_skills) + skill)[by_worth]
    worth = gain * np.minimum(1.0, day.limits.repeat_share ** _place(pair))
    twice = day.limits.skill_twice
    is_in = _place(pair) < (day.n_blocks if twice is None else twice)
    who = options.student[by_worth][is_in]
    worth = worth[is_in]
    best = np.lexsort((-worth, who))
    n_free = day.students.free.sum(axis=1)
    is_had = _place(who[best]) < n_free[who[best]]
    return np.bincount(
        who[best][is_had], weights=worth[best][is_had], minlength=day.n_students
    ).astype(np.float64)


def _place(group: IntArray) -> IntArray:
    """Return each entry's place among its neighbours of the same group, from 0."""
    if not len(group):
        return np.zeros(0, np.int64)
    is_first = np.append(True, group[1:] != group[:-1])
    here = np.arange(len(group))
    place: IntArray = here - np.maximum.accumulate(np.where(is_first, here, 0))
    return place


def _lag(day: Day) -> FloatArray:
    """Return (S,): how far a student's share so far is below the typical one, 0..1."""
    so_far, ideal = day.students.gain_so_far, ideal_gains(day)
    known: BoolArray = (so_far >= 0) & (ideal > 0)
    lag = np.zeros(day.n_students)
    if not known.any():
        return lag
    share = np.minimum(1.0, so_far[known] / ideal[known])
    typical = float(np.median(share))
    if typical > 0:
        lag[known] = np.maximum(0.0, 1.0 - share / typical)
    return lag
