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

    Fixed sessions count, but those alone are nobody's fault here: an adult's run is too
    long only where the plan adds to it. The day of a student is the bells' doing.
    """
    found = []
    most = day.limits.most_blocks_running
    if most is not None:
        planned = _in_plan(day, timetable)
        runs = _longest_runs(day, planned | _in_fixed(day), planned)
        found += [
            _fault(day.names.staff[w], int(runs[w]), most, ())
            for w in np.flatnonzero(runs > most).tolist()
        ]
    most = day.limits.student_blocks_running
    if most is not None:
        there = day.students.free | (day.students.fixed >= 0)
        runs = _longest_runs(day, there, there)
        found += [
            _fault(day.names.students[s], int(runs[s]), most, (s,))
            for s in np.flatnonzero(runs > most).tolist()
        ]
    return found


def constrain(day: Day, space: Space) -> None:
    """Tell the solver how long an adult may go on, and what they do anyway."""
    most = day.limits.most_blocks_running
    if most is None:
        return
    space.most_running = most
    space.follows = _follows(day)
    space.in_fixed = _in_fixed(day)
    space.staff_left = np.minimum(space.staff_left, _most_led(day, most))


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


def _longest_runs(day: Day, busy: BoolArray, counting: BoolArray) -> IntArray:
    """Return each row's longest run of busy blocks that holds one that counts."""
    run = np.zeros(len(busy), np.int64)
    longest, counts = run.copy(), np.zeros(len(busy), np.bool_)
    for block, follows in enumerate(_follows(day).tolist()):
        goes_on = busy[:, block] & (run > 0) & follows
        run = np.where(busy[:, block], np.where(goes_on, run, 0) + 1, 0)
        counts = counting[:, block] | (counts & goes_on)
        longest = np.where(counts, np.maximum(longest, run), longest)
    return longest


def _most_led(day: Day, most: int) -> IntArray:
    """Return (W,): more blocks than an adult can lead beside fixed ones, with breaks.

    Of each stretch in which they are there, one block in ``most`` + 1 is a break.
    """
    fixed = _in_fixed(day)
    there = day.adults.free | fixed
    n_fixed: IntArray = fixed.sum(axis=1)
    is_over = _longest_runs(day, fixed, fixed) > most
    stretch = np.zeros(day.n_adults, np.int64)
    n_breaks = stretch.copy()
    for block, follows in enumerate(_follows(day).tolist()):
        stretch = np.where(there[:, block], (stretch if follows else 0) + 1, 0)
        n_breaks += (stretch > 0) & (stretch % (most + 1) == 0)
    left = np.maximum(0, there.sum(axis=1) - n_breaks - n_fixed)
    return np.where(is_over, day.n_blocks, left)
