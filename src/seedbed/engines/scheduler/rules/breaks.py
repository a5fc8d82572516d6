"""Adults and students have a break after at most so many blocks in a row.

A break is a block off, or at least ``break_minutes`` between two blocks: the bells'
break or lunch. A student's free block off is one in which nothing is planned.
"""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import BoolArray, IntArray
from seedbed.lib.text import count

NAME = "breaks"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return adults and students who go on for too long without a break.

    Fixed sessions count. An adult whose fixed sessions alone are too many is at fault
    only once the plan adds to them; the day of a student is the bells' doing.
    """
    found = []
    most = day.limits.most_blocks_running
    if most is not None:
        fixed = _in_fixed(day)
        busy = fixed | _in_plan(day, timetable)
        too_long = (_longest_runs(day, busy) > most) & (busy & ~fixed).any(axis=1)
        runs = _longest_runs(day, busy)
        found += [
            _fault(day.names.staff[w], int(runs[w]), most, ())
            for w in np.flatnonzero(too_long).tolist()
        ]
    most = day.limits.student_blocks_running
    if most is not None:
        runs = _longest_runs(day, day.students.free | (day.students.fixed >= 0))
        found += [
            _fault(day.names.students[s], int(runs[s]), most, (s,))
            for s in np.flatnonzero(runs > most).tolist()
        ]
    return found


def constrain(day: Day, space: Space) -> None:
    """Tell the solver how long an adult may go on, and what they do anyway."""
    if day.limits.most_blocks_running is not None:
        space.most_running = day.limits.most_blocks_running
        space.follows = _follows(day)
        space.in_fixed = _in_fixed(day)


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say how many blocks an adult may have without a break."""
    del student, lesson, block  # every rule is asked alike
    most = day.limits.most_blocks_running
    if most is None:
        return ""
    return f"An adult has a break after at most {count(most, 'block')}."


def _fault(name: str, n_running: int, most: int, who: tuple[int, ...]) -> Fault:
    message = (
        f"{name} has {count(n_running, 'block')} in a row without a break; at most "
        f"{most} {'is' if most == 1 else 'are'} allowed."
    )
    return Fault(NAME, message, who)


def _follows(day: Day) -> BoolArray:
    """Return (B,): blocks that begin too soon after the one before for a break."""
    ends = day.block_starts + day.block_minutes
    gaps = day.block_starts[1:] - ends[:-1]
    follows: BoolArray = np.append(False, gaps < day.limits.break_minutes)
    return follows[: day.n_blocks]


def _in_fixed(day: Day) -> BoolArray:
    busy = np.zeros((day.n_adults, day.n_blocks), np.bool_)
    led = day.fixed.staff >= 0
    busy[day.fixed.staff[led], day.fixed.block[led]] = True
    return busy


def _in_plan(day: Day, timetable: Timetable) -> BoolArray:
    busy = np.zeros((day.n_adults, day.n_blocks), np.bool_)
    for who in (timetable.session_staff, timetable.session_aide):
        there = who >= 0
        busy[who[there], timetable.session_block[there]] = True
    return busy


def _longest_runs(day: Day, busy: BoolArray) -> IntArray:
    """Return the longest run of busy blocks of each row without a break between."""
    run = np.zeros(len(busy), np.int64)
    longest = run.copy()
    for block, follows in enumerate(_follows(day).tolist()):
        run = np.where(busy[:, block], (run if follows else 0) + 1, 0)
        longest = np.maximum(longest, run)
    return longest
