"""The standing schedule: what everyone does when nothing has been planned."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.placement import place
from seedbed.engines.scheduler.rules import RULES
from seedbed.engines.scheduler.space import Space, wide_open
from seedbed.lib.arrays import IntArray
from seedbed.lib.modalities import Modality


def narrowed(day: Day) -> Space:
    """Return what the solver may do once every rule has narrowed it."""
    space = wide_open(day)
    for rule in RULES.values():
        rule.constrain(day, space)
    return space


def standing(day: Day) -> Timetable:
    """Return the plan without groups, screens or adults.

    Each free block holds the student's best independent lesson that keeps the rules,
    else supervised study. It needs seats at the hub and nothing else.
    """
    space = narrowed(day)
    lesson = np.full((day.n_students, day.n_blocks), -1, np.int64)
    starts = np.searchsorted(space.student, np.arange(day.n_students + 1))
    locked = {(s, b): n for s, b, n in space.locked}
    for student in range(day.n_students):
        own = slice(int(starts[student]), int(starts[student + 1]))
        _fill_student(day, space, own, lesson[student], student, locked)
    seat = np.full_like(lesson, -1)
    hosts = np.zeros((day.n_rooms, day.n_blocks), bool)
    none = np.zeros(0, np.int64)
    return Timetable(
        session_block=none,
        session_lesson=none,
        session_staff=none,
        session_aide=none,
        session_room=none,
        seat=seat,
        lesson=lesson,
        room=place(day, space, lesson=lesson, seat=seat, hosts=hosts),
    )


def _fill_student(
    day: Day,
    space: Space,
    own: slice,
    row: IntArray,
    student: int,
    locked: dict[tuple[int, int], int],
) -> None:
    """Fill one student's row: first what adults decided, then the best that is left."""
    lessons = space.lesson[own]
    is_independent = day.lessons.modality[lessons] == Modality.INDEPENDENT
    allowed = space.allowed[own] & is_independent[:, None]
    skill = day.lessons.skill[lessons]
    times = dict.fromkeys(skill.tolist(), 0)
    is_left = np.ones(len(lessons), bool)

    def take(block: int, index: int) -> None:
        row[block] = lessons[index]
        is_left[index] = False
        times[int(skill[index])] += 1

    for block in range(day.n_blocks):
        wanted = locked.get((student, block), -1)
        for index in np.flatnonzero(allowed[:, block] & (lessons == wanted)):
            take(block, int(index))
    for block in np.flatnonzero(day.students.free[student]).tolist():
        if (student, block) in locked:
            continue
        n_met = np.array([times[k] for k in skill.tolist()])
        n_way = int((row >= 0).sum())
        can = allowed[:, block] & is_left & (n_met < space.skill_twice)
        can &= n_way < space.way_most[Modality.INDEPENDENT]
        if can.any():
            worth = space.gain[own] * day.limits.repeat_share**n_met
            take(block, int(np.where(can, worth, -1.0).argmax()))
