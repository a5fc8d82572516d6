"""Every student has at least so many blocks with an adult in a day."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import BoolArray, IntArray
from seedbed.lib.modalities import LED
from seedbed.lib.text import count

NAME = "adult_led"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return students with too few blocks led by an adult, fixed sessions counted.

    Whoever is not there at all that day is owed nothing.
    """
    least = day.limits.adult_led_blocks
    if least is None:
        return []
    is_led = np.append(timetable.session_staff >= 0, False)
    n_led: IntArray = is_led[timetable.seat].sum(axis=1) + _fixed_blocks(day)
    short = np.flatnonzero((n_led < least) & _is_there(day))
    return [
        Fault(
            NAME,
            f"{day.names.students[s]} has {count(int(n_led[s]), 'block')} with an "
            f"adult; at least {least} in a day {'is' if least == 1 else 'are'} asked.",
            (s,),
        )
        for s in short.tolist()
    ]


def constrain(day: Day, space: Space) -> None:
    """Tell the solver how many blocks with an adult each student is still owed."""
    least = day.limits.adult_led_blocks
    if least is not None:
        owed = np.maximum(0, least - _fixed_blocks(day))
        space.owed_blocks = np.where(_is_there(day), owed, 0)


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say that the student is owed a block with an adult, if this is none."""
    del block  # every rule is asked alike
    least = day.limits.adult_led_blocks
    if least is None or day.lessons.modality[lesson] in LED:
        return ""
    owed = least - int(_fixed_blocks(day)[student])
    if owed <= 0:
        return ""
    return (
        f"{day.names.students[student]} is owed {count(owed, 'block')} with an adult "
        "today."
    )


def _fixed_blocks(day: Day) -> IntArray:
    is_led = np.append(day.fixed.staff >= 0, False)
    n_led: IntArray = is_led[day.students.fixed].sum(axis=1)
    return n_led


def _is_there(day: Day) -> BoolArray:
    there: BoolArray = np.any(day.students.free | (day.students.fixed >= 0), axis=1)
    return there
