"""Plans whose sessions, adults, rooms or days are wrong: a builder for each way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from tests.engines.scheduler.broken_days import fixed_check_in
from tests.engines.scheduler.tiny import (
    ANA,
    ANGLES_ONLINE,
    ANGLES_PROJECT,
    BEN,
    CHO,
    COMMONS,
    CY,
    DEE,
    DIAZ,
    ELI,
    EZE,
    FAY,
    MAPLE,
    OAK,
    RATIOS_ALONE,
    RATIOS_LIVE,
    RATIOS_ONLINE,
    RATIOS_PEER,
    RATIOS_PROJECT,
    RATIOS_TUTORING,
    plan,
    tiny_day,
    with_students,
)

from seedbed.engines.scheduler import (
    Day,
    Limits,
    Locks,
    Timetable,
)

Broken = tuple[Day, Timetable, str]
LIVE = (0, RATIOS_LIVE, CHO, -1, MAPLE, (ANA, BEN, CY))


def lesson_in_a_closed_block() -> Broken:
    free = np.ones((6, 3), bool)
    free[ANA, 0] = False
    day = with_students(tiny_day(), free=free)
    timetable = plan(day, alone=[(ANA, 0, RATIOS_ALONE, -1)])
    return day, timetable, "Ana has a lesson in Block 1, which is not free."


def two_things_in_one_block() -> Broken:
    at = np.full((6, 3), -1)
    at[ANA, 0] = 0
    day = with_students(tiny_day(fixed=fixed_check_in()), fixed=at, free=at < 0)
    timetable = plan(day, alone=[(ANA, 0, RATIOS_ALONE, -1)])
    return day, timetable, "Ana has two things in Block 1: that block is not free."


def group_lesson_without_a_group() -> Broken:
    day = tiny_day()
    timetable = plan(day, alone=[(ANA, 0, RATIOS_PEER, COMMONS)])
    return day, timetable, "Ana has Ratios peer in Block 1 without a session."


def session_of_another_lesson() -> Broken:
    day = tiny_day()
    timetable = plan(day, sessions=[LIVE])
    timetable.lesson[ANA, 0] = RATIOS_TUTORING
    return (
        day,
        timetable,
        ("Ana sits in a session of another block or lesson in Block 1."),
    )


def group_too_mixed() -> Broken:
    day = tiny_day()
    timetable = plan(day, sessions=[(0, RATIOS_LIVE, CHO, -1, MAPLE, (ANA, BEN, FAY))])
    return (
        day,
        timetable,
        (
            "Ratios live (live, Block 1) spans 3.5 working grades, from Ana to Fay; the "
            "unit allows 2."
        ),
    )


def nobody_leads() -> Broken:
    day = tiny_day()
    timetable = plan(day, sessions=[(0, RATIOS_LIVE, -1, -1, MAPLE, LIVE[5])])
    return day, timetable, "Ratios live (live, Block 1) has no adult."


def leader_not_qualified() -> Broken:
    day = tiny_day()
    timetable = plan(day, sessions=[(0, RATIOS_LIVE, EZE, -1, MAPLE, (ANA, BEN))])
    return (
        day,
        timetable,
        ("Ms. Eze leads Ratios live (live, Block 1) and is not qualified for Ratios."),
    )


def leader_not_there() -> Broken:
    day = tiny_day()
    free = day.adults.free.copy()
    free[CHO, 0] = False
    day = replace(day, adults=replace(day.adults, free=free))
    return (
        day,
        plan(day, sessions=[LIVE]),
        ("Ms. Cho is not free to lead Ratios live (live, Block 1)."),
    )


def teacher_in_two_places() -> Broken:
    day = tiny_day()
    other = (0, RATIOS_LIVE, CHO, -1, OAK, (DEE, ELI, FAY))
    return (
        day,
        plan(day, sessions=[LIVE, other]),
        (
            "Ms. Cho is in 2 places in Block 1: Ratios live (live, Block 1) and Ratios live "
            "(live, Block 1)."
        ),
    )


def teacher_in_a_fixed_session_too() -> Broken:
    day = tiny_day(fixed=fixed_check_in())
    return (
        day,
        plan(day, sessions=[LIVE]),
        (
            "Ms. Cho is in 2 places in Block 1: the fixed mentor session and Ratios live "
            "(live, Block 1)."
        ),
    )


def room_used_twice() -> Broken:
    day = tiny_day()
    other = (0, RATIOS_TUTORING, DIAZ, -1, MAPLE, (DEE,))
    return (
        day,
        plan(day, sessions=[LIVE, other]),
        (
            "Maple hosts 2 sessions in Block 1: Ratios live (live, Block 1) and Ratios "
            "tutoring (tutoring, Block 1)."
        ),
    )


def room_shared_with_a_session() -> Broken:
    day = tiny_day()
    timetable = plan(day, sessions=[LIVE], alone=[(DEE, 0, -1, MAPLE)])
    return (
        day,
        timetable,
        ("Maple hosts a session in Block 1, so Dee cannot work there."),
    )


def room_closed() -> Broken:
    day = tiny_day()
    free = day.rooms.free.copy()
    free[MAPLE, 0] = False
    day = replace(day, rooms=replace(day.rooms, free=free))
    return day, plan(day, sessions=[LIVE]), "Maple is not free in Block 1."


def too_few_devices() -> Broken:
    day = tiny_day()
    alone = [(s, 0, RATIOS_ONLINE, COMMONS) for s in (ANA, BEN)]
    return (
        day,
        plan(day, alone=alone),
        ("Commons has 1 device for 2 students in Block 1."),
    )


def skill_three_times() -> Broken:
    day = tiny_day()
    lessons = (RATIOS_ONLINE, RATIOS_PROJECT, RATIOS_ALONE)
    alone = [(ANA, b, lesson, COMMONS) for b, lesson in enumerate(lessons)]
    return (
        day,
        plan(day, alone=alone),
        ("Ana meets Ratios 3 times in the day; at most 2 are allowed."),
    )


def too_much_screen() -> Broken:
    day = tiny_day(limits=Limits(screen_minutes=60))
    alone = [(ANA, 0, RATIOS_ONLINE, COMMONS), (ANA, 1, ANGLES_ONLINE, COMMONS)]
    return (
        day,
        plan(day, alone=alone),
        ("Ana has 80 online minutes; at most 60 are allowed."),
    )


def lock_ignored() -> Broken:
    day = tiny_day(locks=Locks(seats=np.array([[ANA, 1, RATIOS_PROJECT]])))
    return (
        day,
        plan(day),
        (
            "An adult decided Ratios project for Ana in Block 2, and the plan has "
            "supervised study."
        ),
    )


def group_too_small() -> Broken:
    day = tiny_day()
    timetable = plan(day, sessions=[(0, RATIOS_LIVE, CHO, -1, MAPLE, (ANA, BEN))])
    return (
        day,
        timetable,
        ("Ratios live (live, Block 1) has 2 students and needs at least 3."),
    )


def lesson_that_is_no_option() -> Broken:
    day = tiny_day()
    options = day.options
    keep = ~((options.student == ANA) & (options.lesson == RATIOS_ALONE))
    day = replace(
        day,
        options=replace(
            options,
            student=options.student[keep],
            lesson=options.lesson[keep],
            gain=options.gain[keep],
            success=options.success[keep],
        ),
    )
    timetable = plan(day, alone=[(ANA, 0, RATIOS_ALONE, COMMONS)])
    return (
        day,
        timetable,
        ("Ratios independent is not among what Ana is ready for (Block 1)."),
    )


def adult_leads_too_long() -> Broken:
    day = tiny_day(limits=Limits(staff_blocks=1))
    sessions = [LIVE, (1, 6, CHO, -1, MAPLE, (ANA, BEN, CY))]
    return (
        day,
        plan(day, sessions=sessions),
        ("Ms. Cho leads 2 blocks; at most 1 are allowed."),
    )


def two_projects() -> Broken:
    day = tiny_day()
    alone = [(ANA, 0, RATIOS_PROJECT, COMMONS), (ANA, 1, ANGLES_PROJECT, COMMONS)]
    return (
        day,
        plan(day, alone=alone),
        ("Ana has 2 blocks of project work; at most 1 a day is allowed."),
    )
