"""Very small days on which any rule may bite: a few seats of the tiny named day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from tests.engines.scheduler.broken_days import fixed_check_in
from tests.engines.scheduler.tiny import RATIOS_TUTORING, only, tiny_day, with_students

from seedbed.engines.scheduler import Day, Limits, Locks

#: How often each peculiarity of a day is there.
SOMETIMES = 0.15
N_STUDENTS = 3


def random_day(seed: int) -> Day:
    """Return a day of three students and three or four seats, its rules drawn too."""
    rng = np.random.default_rng(seed)
    day = tiny_day(limits=_limits(rng))
    free = np.zeros((6, 3), bool)
    free[:N_STUDENTS].flat[rng.choice(9, rng.integers(3, 5), replace=False)] = True
    day = with_students(day, free=free)
    day = _with_options(day, rng)
    for change in (_people, _history, _lessons, _adults_and_rooms, _locks):
        day = change(day, rng)
    return day


def _limits(rng: np.random.Generator) -> Limits:
    def one_of(*values: Any) -> Any:
        return values[rng.integers(len(values))]

    return Limits(
        live_min=2,
        group_spread=one_of(0.2, 0.5, None),
        skill_twice=one_of(1, 2, None),
        screen_minutes=one_of(40, 80, None),
        staff_blocks=one_of(1, None, None),
        project_most=one_of(0, 1),
        peer_most=one_of(1, 2),
        independent_most=one_of(1, None),
        lesson_most=one_of(1, 1, 2),
        licences=one_of(1, None),
        peer_groups=one_of(0, 1, None),
        repeat_share=one_of(0.5, 1.0),
    )


def _with_options(day: Day, rng: np.random.Generator) -> Day:
    """Keep some of what the few students could do, each worth something else."""
    options = day.options
    keep = (rng.random(len(options.gain)) < 0.28) & (options.student < N_STUDENTS)
    options = replace(
        options,
        student=options.student[keep],
        lesson=options.lesson[keep],
        gain=rng.uniform(0.1, 1.0, int(keep.sum())),
        success=options.success[keep],
    )
    return replace(day, options=options)


def _people(day: Day, rng: np.random.Generator) -> Day:
    def some(value: Any, default: Any) -> Any:
        if rng.random() < SOMETIMES:
            return only(6, int(rng.integers(N_STUDENTS)), value, default)
        return np.full(6, default)

    at_home = np.zeros((6, 3), bool)
    if rng.random() < SOMETIMES:
        at_home[rng.integers(N_STUDENTS)] = True
    tutored = day.options.lesson == RATIOS_TUTORING
    owed = np.zeros(6, np.int64)
    if tutored.any() and rng.random() < SOMETIMES:
        owed[day.options.student[tutored][0]] = 30
    day = with_students(
        day,
        at_home=at_home,
        time_factor=some(1.5, 1.0),
        needs_quiet=some(True, False),
        needs_aide=some(True, False),
        language=some(0, -1),
        grade=some(4, 6),
        max_distance=some(2, 1),
        service_minutes=owed,
    )
    busy = ~day.students.free[:, 2]
    if busy.any() and rng.random() < SOMETIMES:
        at = np.full((6, 3), -1)
        at[busy, 2] = 0
        day = with_students(replace(day, fixed=fixed_check_in()), fixed=at)
    return day


def _history(day: Day, rng: np.random.Generator) -> Day:
    pairs = np.stack([day.options.student, day.options.lesson], axis=1)
    passed, previous, third = (pairs[rng.random(len(pairs)) < 0.1] for _ in range(3))
    skill, way = day.lessons.skill[third[:, 1]], day.lessons.modality[third[:, 1]]
    streak = np.stack([third[:, 0], skill, way], axis=1)
    history = replace(day.history, passed=passed, previous=previous, streak=streak)
    return replace(day, history=history)


def _lessons(day: Day, rng: np.random.Generator) -> Day:
    n = day.n_lessons
    lessons = replace(
        day.lessons,
        minutes=np.where(rng.random(n) < 0.5, 25, 35),
        seats=np.where(rng.random(n) < SOMETIMES, 2, 0),
        needs_device=day.lessons.needs_device | (rng.random(n) < SOMETIMES),
        skill_grade_low=np.array([6, 6]) + 3 * (rng.random(2) < SOMETIMES / 2),
        skill_grade_high=np.array([9, 9]),
    )
    return replace(day, lessons=lessons)


def _adults_and_rooms(day: Day, rng: np.random.Generator) -> Day:
    adults, rooms = day.adults, day.rooms
    free = adults.free & (rng.random(adults.free.shape) > SOMETIMES / 2)
    speaks = adults.speaks | (rng.random(adults.speaks.shape) < SOMETIMES)
    is_online = np.array([rng.random() < SOMETIMES, False, False])
    open_rooms = rooms.free.copy()
    open_rooms[:2] &= rng.random((2, 3)) > SOMETIMES / 2
    return replace(
        day,
        adults=replace(adults, free=free, speaks=speaks),
        rooms=replace(rooms, is_online=is_online, free=open_rooms),
    )


def _locks(day: Day, rng: np.random.Generator) -> Day:
    if rng.random() > SOMETIMES:
        return day
    s, b = np.argwhere(day.students.free)[rng.integers(day.students.free.sum())]
    own = day.options.lesson[day.options.student == s].tolist()
    lesson = rng.choice([-1, *own, rng.integers(day.n_lessons)])
    return replace(day, locks=Locks(seats=np.array([[s, b, lesson]])))
