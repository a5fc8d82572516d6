"""An adult leads at most so many blocks in a day."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import IntArray
from seedbed.lib.text import count

NAME = "staff_load"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return adults to whom the plan gives more blocks than allowed.

    Fixed sessions count. An adult whose fixed sessions alone exceed the limit is at
    fault only once the plan adds to them.
    """
    most = day.limits.staff_blocks
    if most is None:
        return []
    leads = timetable.session_staff
    planned = np.bincount(leads[leads >= 0], minlength=day.n_adults)
    total = planned + _fixed_blocks(day)
    over = np.flatnonzero((planned > 0) & (total > most))
    return [
        Fault(
            NAME,
            f"{day.names.staff[w]} leads {count(int(total[w]), 'block')}; at most "
            f"{most} are allowed.",
        )
        for w in over.tolist()
    ]


def constrain(day: Day, space: Space) -> None:
    """Limit the blocks that an adult still leads."""
    if day.limits.staff_blocks is not None:
        left = np.maximum(0, day.limits.staff_blocks - _fixed_blocks(day))
        space.staff_left = np.minimum(space.staff_left, left)


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say how many blocks an adult may lead."""
    del student, lesson, block  # every rule is asked alike
    most = day.limits.staff_blocks
    if most is None:
        return ""
    return f"An adult leads at most {count(most, 'block')} in a day."


def _fixed_blocks(day: Day) -> IntArray:
    staff = day.fixed.staff
    return np.bincount(staff[staff >= 0], minlength=day.n_adults)
