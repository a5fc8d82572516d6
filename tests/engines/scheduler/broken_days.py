"""Plans that give a student the wrong thing: a builder for each way to break one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from tests.engines.scheduler.tiny import (
    ANA,
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
    RATIOS,
    RATIOS_ALONE,
    RATIOS_LIVE,
    RATIOS_PROJECT,
    only,
    plan,
    tiny_day,
    with_students,
)

from seedbed.engines.scheduler import (
    Day,
    Fixed,
    Limits,
    Timetable,
)
from seedbed.lib.modalities import Modality

Broken = tuple[Day, Timetable, str]
LIVE = (0, RATIOS_LIVE, CHO, -1, MAPLE, (ANA, BEN, CY))


def too_many_students() -> Broken:
    """Six students in front of a teacher who may have five."""
    day = tiny_day(limits=Limits(group_spread=None))
    everyone = (ANA, BEN, CY, DEE, ELI, FAY)
    timetable = plan(day, sessions=[(0, RATIOS_LIVE, CHO, -1, MAPLE, everyone)])
    return (
        day,
        timetable,
        ("Ratios live (live, Block 1) has 6 students, but Ms. Cho has 5 seats."),
    )


def no_seat_at_the_hub() -> Broken:
    day = tiny_day()
    timetable = plan(day, alone=[(ANA, 0, -1, -1)])
    return day, timetable, "1 student at the hub has no seat in Block 1."


def room_too_full() -> Broken:
    day = tiny_day()
    day = replace(day, rooms=replace(day.rooms, seats=np.array([6, 6, 5])))
    return day, plan(day), "Commons has 6 students and 5 seats in Block 1."


def home_student_in_a_plain_room() -> Broken:
    at_home = np.zeros((6, 3), bool)
    at_home[ANA] = True
    day = with_students(tiny_day(), at_home=at_home)
    return (
        day,
        plan(day, sessions=[LIVE]),
        (
            "Ana cannot sit in Ratios live (live, Block 1): is at home and Maple is not a "
            "video room."
        ),
    )


def fixed_session_too_full() -> Broken:
    at = np.full((6, 3), -1)
    at[:, 0] = 0
    day = with_students(tiny_day(fixed=fixed_check_in(seats=5)), fixed=at, free=at < 0)
    return day, plan(day), "The mentor session in Block 1 has 6 students and 5 seats."


def fixed_check_in(*, seats: int = 6, staff: int = CHO, room: int = -1) -> Fixed:
    one = np.array([0])
    return Fixed(
        block=one,
        modality=one + int(Modality.MENTOR),
        staff=one + staff,
        room=one + room,
        seats=one + seats,
    )


def passed_lesson() -> Broken:
    day = tiny_day()
    history = replace(day.history, passed=np.array([[ANA, RATIOS_ALONE]]))
    day = replace(day, history=history)
    timetable = plan(day, alone=[(ANA, 1, RATIOS_ALONE, COMMONS)])
    return day, timetable, "Ana has already passed Ratios independent (Block 2)."


def same_lesson_twice_in_a_day() -> Broken:
    day = tiny_day()
    alone = [(ANA, 0, RATIOS_ALONE, COMMONS), (ANA, 1, RATIOS_ALONE, COMMONS)]
    return (
        day,
        plan(day, alone=alone),
        ("Ana has Ratios independent twice in the day, again in Block 2."),
    )


def lesson_of_yesterday() -> Broken:
    day = tiny_day()
    history = replace(day.history, previous=np.array([[ANA, RATIOS_ALONE]]))
    day = replace(day, history=history)
    timetable = plan(day, alone=[(ANA, 0, RATIOS_ALONE, COMMONS)])
    return (
        day,
        timetable,
        ("Ana had Ratios independent on the previous school day (Block 1)."),
    )


def third_day_in_one_modality() -> Broken:
    day = tiny_day()
    streak = np.array([[ANA, RATIOS, int(Modality.PROJECT)]])
    day = replace(day, history=replace(day.history, streak=streak))
    timetable = plan(day, alone=[(ANA, 0, RATIOS_PROJECT, COMMONS)])
    return (
        day,
        timetable,
        (
            "Ana had Ratios as project on the last two school days; a third day changes "
            "the modality (Block 1)."
        ),
    )


def trigonometry_in_grade_six() -> Broken:
    day = tiny_day()
    far = replace(
        day.lessons, skill_grade_low=np.array([9, 6]), skill_grade_high=np.array([9, 6])
    )
    day = with_students(replace(day, lessons=far), max_distance=np.full(6, 3))
    timetable = plan(day, alone=[(ANA, 0, RATIOS_ALONE, COMMONS)])
    return (
        day,
        timetable,
        (
            "Ratios is 3 grades from the enrolled grade of Ana, and the unit allows 2 "
            "(Block 1)."
        ),
    )


def far_without_approval() -> Broken:
    day = with_students(tiny_day(), grade=only(6, ANA, 4, 6))
    timetable = plan(day, alone=[(ANA, 0, RATIOS_ALONE, COMMONS)])
    return (
        day,
        timetable,
        (
            "Ratios is 2 grades from the enrolled grade of Ana, and no adult has approved "
            "that (Block 1)."
        ),
    )


def no_extra_time() -> Broken:
    day = with_students(tiny_day(), time_factor=only(6, ANA, 1.5, 1.0))
    timetable = plan(day, alone=[(ANA, 0, RATIOS_ALONE, COMMONS)])
    return (
        day,
        timetable,
        ("Ana needs 52 minutes for Ratios independent, and Block 1 has 40."),
    )


def no_quiet_room() -> Broken:
    day = with_students(tiny_day(), needs_quiet=only(6, ANA, True, False))
    timetable = plan(day, alone=[(ANA, 0, -1, OAK), (ANA, 1, -1, OAK)])
    return day, timetable, "Ana needs a quiet room in Block 3 and sits in Commons."


def no_aide() -> Broken:
    day = with_students(tiny_day(), needs_aide=only(6, ANA, True, False))
    return (
        day,
        plan(day, sessions=[LIVE]),
        ("Ana needs an aide in Ratios live (live, Block 1), which has none."),
    )


def aide_who_is_none() -> Broken:
    day = tiny_day()
    timetable = plan(day, sessions=[(0, RATIOS_LIVE, CHO, DIAZ, MAPLE, LIVE[5])])
    return (
        day,
        timetable,
        ("Mr. Diaz is no aide and aids in Ratios live (live, Block 1)."),
    )


def aide_not_there() -> Broken:
    day = tiny_day()
    free = day.adults.free.copy()
    free[EZE] = False
    day = replace(day, adults=replace(day.adults, free=free))
    timetable = plan(day, sessions=[(0, RATIOS_LIVE, CHO, EZE, MAPLE, LIVE[5])])
    return (
        day,
        timetable,
        ("Ms. Eze is not free to aid in Ratios live (live, Block 1)."),
    )


def nobody_speaks_the_language() -> Broken:
    day = with_students(tiny_day(), language=only(6, ANA, 0, -1))
    return (
        day,
        plan(day, sessions=[LIVE]),
        (
            "Ana needs language support in Ratios live (live, Block 1), and no adult there "
            "speaks it."
        ),
    )


def service_not_given() -> Broken:
    day = with_students(tiny_day(), service_minutes=only(6, ANA, 30, 0))
    return day, plan(day), ("Ana is owed 30 minutes with an adult today and gets 0.")


def service_without_tutors() -> Broken:
    day = with_students(tiny_day(), service_minutes=only(6, ANA, 30, 0))
    day = replace(day, adults=replace(day.adults, tutors=np.zeros(3, bool)))
    return (
        day,
        plan(day),
        (
            "Ana is owed 30 minutes with an adult today and gets 0. No adult who tutors is "
            "free that day."
        ),
    )
