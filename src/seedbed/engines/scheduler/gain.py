"""What a timetable is worth: expected skill-units, with diminishing repeats."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import option_at, seated
from seedbed.engines.scheduler.terms import weighted_gain
from seedbed.lib.arrays import FloatArray


def expected_gain(day: Day, timetable: Timetable) -> float:
    """Return the expected gain of a timetable, summed over students.

    Within one student's day the best session of a skill counts in full, each further
    one ``repeat_share`` of the one before: by default the next half, the next a
    quarter. A seat that is no option, and supervised study, add nothing. Terms scale
    what a seat counts; at their defaults they do not.
    """
    return float(gain_by_student(day, timetable).sum())


def gain_by_student(day: Day, timetable: Timetable) -> FloatArray:
    """Return each student's expected gain, (S,)."""
    seats = seated(timetable)
    chosen = option_at(day, seats.student, seats.lesson)
    gain = np.append(weighted_gain(day), 0.0)[chosen]
    skill = day.lessons.skill[seats.lesson]
    by_worth = np.lexsort((-gain, skill, seats.student))
    pair = (seats.student * max(1, day.n_skills) + skill)[by_worth]
    is_first = np.append(True, pair[1:] != pair[:-1]) if len(pair) else pair == pair
    start = np.maximum.accumulate(np.where(is_first, np.arange(len(pair)), 0))
    worth = gain[by_worth] * day.limits.repeat_share ** (np.arange(len(pair)) - start)
    return np.bincount(
        seats.student[by_worth], weights=worth, minlength=day.n_students
    ).astype(np.float64)
