"""Fair shares of live teaching, between groups of students, and hub and home.

Live teaching of students in a group that has had less of it so far counts for up to
``fair_live`` more: in full where the group had none, not at all where it had most. Over
days that evens out shares without taking a seat from anyone by name.
"""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray
from seedbed.lib.modalities import Modality

NAME = "fair_live"


def weight(day: Day) -> FloatArray:
    """Return 1, and more for live lessons of students whose groups had less of them."""
    more = day.limits.fair_live * np.maximum(
        _lag(day, day.students.group), _lag(day, _mostly_home(day))
    )
    is_live = day.lessons.modality[day.options.lesson] == Modality.LIVE
    return np.where(is_live, 1.0 + more[day.options.student], 1.0)


def measure(day: Day, timetable: Timetable) -> dict[str, float]:
    """Return mean live minutes of each group and place, and least over most.

    A ratio of 1 is even; ``nan`` where there are no two to compare. Minutes so far
    count in: a day that evens out what others left uneven is fair.
    """
    way = np.append(day.lessons.modality, -1)[timetable.lesson]
    today: IntArray = ((way == Modality.LIVE) & (timetable.seat >= 0)) @ (
        day.block_minutes
    )
    total = (today + day.students.live_minutes).astype(np.float64)
    figures = {}
    for name, group in (("group", day.students.group), ("home", _mostly_home(day))):
        known = np.unique(group[group >= 0]).tolist()
        means = [float(total[group == g].mean()) for g in known]
        for g, mean in zip(known, means, strict=True):
            figures[f"{name}_{g}_minutes"] = mean
        figures[f"{name}_ratio"] = _ratio(means)
    return figures


def explain(day: Day, *, student: int, lesson: int) -> str:
    """Say that live teaching counts for more, if it does."""
    if day.lessons.modality[lesson] != Modality.LIVE or not day.limits.fair_live:
        return ""
    more = max(
        _lag(day, day.students.group)[student], _lag(day, _mostly_home(day))[student]
    )
    if more <= 0:
        return ""
    name = day.names.students[student]
    return f"Students like {name} have had less live teaching so far than others."


def _mostly_home(day: Day) -> IntArray:
    """Return (S,): 1 for students who work at home in most of their blocks, else 0."""
    students = day.students
    is_in: BoolArray = students.free | (students.fixed >= 0)
    at_home = (students.at_home & is_in).sum(axis=1)
    mostly: IntArray = (2 * at_home > is_in.sum(axis=1)).astype(np.int64)
    return mostly


def _lag(day: Day, group: IntArray) -> FloatArray:
    """Return (S,): how far the mean of a student's group is below the highest, 0..1."""
    lag = np.zeros(day.n_students)
    known = np.unique(group[group >= 0]).tolist()
    means = {g: float(day.students.live_minutes[group == g].mean()) for g in known}
    most = max(means.values(), default=0.0)
    for g, mean in means.items():
        lag[group == g] = 1.0 - mean / most if most > 0 else 0.0
    return lag


def _ratio(means: list[float]) -> float:
    if len(means) < 2 or max(means) <= 0:
        return float("nan")
    return min(means) / max(means)
