"""Every student is at the hub or at work for at least so many minutes of a day."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import BoolArray, IntArray

NAME = "seat_time"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return students with too few minutes: at the hub, fixed, or with a lesson.

    At home only a lesson counts; study there has no adult and no task.
    """
    least = day.limits.seat_time_minutes
    if least is None:
        return []
    at_work = timetable.lesson >= 0
    minutes = _sure_minutes(day) + (at_work & _at_home(day)) @ day.block_minutes
    return [
        Fault(
            NAME,
            f"{day.names.students[s]} is at the hub or at work for {minutes[s]} "
            f"minutes; at least {least} are asked.",
            (s,),
        )
        for s in np.flatnonzero(minutes < least).tolist()
    ]


def constrain(day: Day, space: Space) -> None:
    """Tell the solver how many minutes of lessons at home are still owed."""
    if day.limits.seat_time_minutes is not None:
        left = day.limits.seat_time_minutes - _sure_minutes(day)
        space.owed_home_minutes = np.maximum(0, left)


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say that the whole day is too short, if so."""
    del lesson, block  # every rule is asked alike
    least = day.limits.seat_time_minutes
    if least is None:
        return ""
    most = int(_sure_minutes(day)[student])
    most += int(_at_home(day)[student] @ day.block_minutes)
    if most >= least:
        return ""
    return (
        f"The day of {day.names.students[student]} has {most} minutes, and at least "
        f"{least} are asked."
    )


def _at_home(day: Day) -> BoolArray:
    home: BoolArray = day.students.free & day.students.at_home
    return home


def _sure_minutes(day: Day) -> IntArray:
    """Return the minutes that count whatever the plan: at the hub, and fixed."""
    sure = (day.students.free & ~day.students.at_home) | (day.students.fixed >= 0)
    minutes: IntArray = sure @ day.block_minutes
    return minutes
