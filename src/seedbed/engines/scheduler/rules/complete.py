"""Every student has exactly one thing in every block, and nothing in closed ones."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault
from seedbed.engines.scheduler.space import Space
from seedbed.lib.modalities import GROUPED

NAME = "complete"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return seats where the student is not free, and seats that contradict."""
    closed = ~day.students.free
    taken = (timetable.lesson >= 0) | (timetable.seat >= 0)
    found = [
        Fault(
            NAME,
            f"{day.names.students[s]} has two things in {day.names.blocks[b]}: that "
            "block is not free."
            if day.students.fixed[s, b] >= 0
            else f"{day.names.students[s]} has a lesson in {day.names.blocks[b]}, "
            "which is not free.",
            (int(s),),
            int(b),
        )
        for s, b in np.argwhere(taken & closed)
    ]
    found += _contradictions(day, timetable)
    found += _without_session(day, timetable)
    return found


def constrain(day: Day, space: Space) -> None:
    """Allow seats only where the student is free."""
    space.allowed &= day.students.free[space.student]


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say that the block is not free, if so."""
    del lesson  # every rule is asked alike
    if day.students.free[student, block]:
        return ""
    return f"{day.names.students[student]} is not free in {day.names.blocks[block]}."


def _contradictions(day: Day, timetable: Timetable) -> list[Fault]:
    """Find seats in a session of another block or lesson."""
    who, block = np.nonzero(timetable.seat >= 0)
    session = timetable.seat[who, block]
    wrong = (timetable.session_block[session] != block) | (
        timetable.session_lesson[session] != timetable.lesson[who, block]
    )
    return [
        Fault(
            NAME,
            f"{day.names.students[s]} sits in a session of another block or lesson in "
            f"{day.names.blocks[b]}.",
            (s,),
            b,
            n,
        )
        for s, b, n in zip(
            who[wrong].tolist(),
            block[wrong].tolist(),
            session[wrong].tolist(),
            strict=True,
        )
    ]


def _without_session(day: Day, timetable: Timetable) -> list[Fault]:
    """Find group lessons without a group, and groups of lessons done alone."""
    who, block = np.nonzero(timetable.lesson >= 0)
    lesson = timetable.lesson[who, block]
    grouped = np.isin(day.lessons.modality[lesson], GROUPED)
    wrong = grouped != (timetable.seat[who, block] >= 0)
    return [
        Fault(
            NAME,
            f"{day.names.students[s]} has {day.names.lessons[n]} in "
            f"{day.names.blocks[b]} "
            f"{'without a session' if is_group else 'in a session, which it is not'}.",
            (s,),
            b,
        )
        for s, b, n, is_group in zip(
            who[wrong].tolist(),
            block[wrong].tolist(),
            lesson[wrong].tolist(),
            grouped[wrong].tolist(),
            strict=True,
        )
    ]
