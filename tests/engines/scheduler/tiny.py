"""A tiny named day for the scheduler's tests, and a way to write a plan for it.

Six sixth-graders, three blocks of 40 minutes, two skills (Ratios, Angles) with one
lesson per modality, a teacher, a tutor and an aide, three rooms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from seedbed.engines.scheduler import (
    Adults,
    Day,
    Fixed,
    History,
    Lessons,
    Names,
    Options,
    Rooms,
    Students,
    Timetable,
)
from seedbed.lib.modalities import LESSON_MODALITIES

ANA, BEN, CY, DEE, ELI, FAY = range(6)
CHO, DIAZ, EZE = range(3)
MAPLE, OAK, COMMONS = range(3)  # Oak is quiet, the Commons are where everyone else is
RATIOS, ANGLES = range(2)
(
    RATIOS_LIVE, RATIOS_TUTORING, RATIOS_PEER,
    RATIOS_ONLINE, RATIOS_PROJECT, RATIOS_ALONE,
    ANGLES_LIVE, ANGLES_TUTORING, ANGLES_PEER,
    ANGLES_ONLINE, ANGLES_PROJECT, ANGLES_ALONE,
) = range(12)  # fmt: skip
GAINS = (1.0, 1.25, 0.85, 0.7, 0.8, 0.55)


def tiny_day(**changes: Any) -> Day:
    """Return the tiny day with parts replaced."""
    n, n_blocks, n_lessons = 6, 3, 12
    skill = np.repeat([RATIOS, ANGLES], 6)
    modality = np.tile([int(m) for m in LESSON_MODALITIES], 2)
    none = np.zeros(0, np.int64)
    day = Day(
        block_starts=np.array([480, 530, 580]),
        block_minutes=np.array([40, 40, 40]),
        students=Students(
            grade=np.full(n, 6),
            working_grade=np.array([5.5, 5.8, 6.0, 6.2, 6.5, 9.0]),
            max_distance=np.full(n, 1),
            free=np.ones((n, n_blocks), bool),
            at_home=np.zeros((n, n_blocks), bool),
            fixed=np.full((n, n_blocks), -1),
            time_factor=np.ones(n),
            needs_quiet=np.zeros(n, bool),
            needs_aide=np.zeros(n, bool),
            language=np.full(n, -1),
            service_minutes=np.zeros(n, np.int64),
            mentor=np.full(n, -1),
        ),
        lessons=Lessons(
            skill=skill,
            modality=modality,
            minutes=np.full(n_lessons, 35),
            seats=np.zeros(n_lessons, np.int64),
            needs_device=modality == 3,
            skill_grade_low=np.array([6, 6]),
            skill_grade_high=np.array([7, 6]),
        ),
        options=Options(
            student=np.repeat(np.arange(n), n_lessons),
            lesson=np.tile(np.arange(n_lessons), n),
            gain=np.tile(np.array([*GAINS, *(0.9 * g for g in GAINS)]), n),
            success=np.full(n * n_lessons, 0.7),
        ),
        adults=Adults(
            free=np.ones((3, n_blocks), bool),
            teaches=np.array([[True, True], [True, False], [False, False]]),
            tutors=np.array([False, True, False]),
            is_aide=np.array([False, False, True]),
            speaks=np.array([[False], [False], [True]]),
            max_seats=np.array([5, 4, 2]),
        ),
        rooms=Rooms(
            seats=np.array([6, 6, 8]),
            free=np.ones((3, n_blocks), bool),
            is_quiet=np.array([False, True, False]),
            is_online=np.array([False, False, False]),
            devices=np.array([2, 1, 1]),
        ),
        fixed=Fixed(block=none, modality=none, staff=none, room=none, seats=none),
        history=History(
            passed=np.zeros((0, 2), np.int64),
            previous=np.zeros((0, 2), np.int64),
            streak=np.zeros((0, 3), np.int64),
        ),
        names=Names(
            students=("Ana", "Ben", "Cy", "Dee", "Eli", "Fay"),
            lessons=tuple(
                f"{k} {m.slug}" for k in ("Ratios", "Angles") for m in LESSON_MODALITIES
            ),
            staff=("Ms. Cho", "Mr. Diaz", "Ms. Eze"),
            rooms=("Maple", "Oak", "Commons"),
            blocks=("Block 1", "Block 2", "Block 3"),
            skills=("Ratios", "Angles"),
        ),
    )
    return replace(day, **changes)


def with_students(day: Day, **changes: Any) -> Day:
    """Return the day with some student arrays replaced."""
    return replace(day, students=replace(day.students, **changes))


def only(n: int, chosen: int, value: Any, default: Any) -> Any:
    """Return an array of n defaults with one value changed."""
    array = np.full(n, default)
    array[chosen] = value
    return array


def plan(
    day: Day,
    *,
    sessions: Sequence[tuple[int, int, int, int, int, Sequence[int]]] = (),
    alone: Sequence[tuple[int, int, int, int]] = (),
) -> Timetable:
    """Write a plan; whoever is not mentioned studies in the Commons.

    ``sessions``: block, lesson, staff, aide, room, students. ``alone``: student, block,
    lesson, room.
    """
    shape = (day.n_students, day.n_blocks)
    seat, lesson = np.full(shape, -1), np.full(shape, -1)
    at_hub = day.students.free & ~day.students.at_home
    room = np.where(at_hub, COMMONS if day.n_rooms else -1, -1)
    for number, (block, what, _, _, _, who) in enumerate(sessions):
        for s in who:
            seat[s, block], lesson[s, block], room[s, block] = number, what, -1
    for s, block, what, where in alone:
        lesson[s, block], room[s, block] = what, where
    columns = np.array([row[:5] for row in sessions], np.int64).reshape(-1, 5).T
    return Timetable(
        session_block=columns[0],
        session_lesson=columns[1],
        session_staff=columns[2],
        session_aide=columns[3],
        session_room=columns[4],
        seat=seat,
        lesson=lesson,
        room=room,
    )
