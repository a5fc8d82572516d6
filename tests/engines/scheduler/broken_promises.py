"""Plans that part, join or leave people as an adult or a charter does not allow."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from tests.engines.scheduler.broken_days import fixed_check_in
from tests.engines.scheduler.tiny import (
    ANA,
    ANGLES_LIVE,
    BEN,
    CHO,
    COMMONS,
    CY,
    DEE,
    DIAZ,
    ELI,
    EZE,
    MAPLE,
    OAK,
    RATIOS_ALONE,
    RATIOS_LIVE,
    RATIOS_PEER,
    RATIOS_TUTORING,
    only,
    plan,
    tiny_day,
    with_students,
)

from seedbed.engines.scheduler import Day, Limits, Locks, Pairs, Timetable

Broken = tuple[Day, Timetable, str]
LIVE = (0, RATIOS_LIVE, CHO, -1, MAPLE, (ANA, BEN, CY))


def apart(first: int = ANA, second: int = BEN) -> Pairs:
    return Pairs(apart=np.array([[first, second]]), apart_by=("Ms. Cho",))


def together(first: int = ANA, second: int = BEN) -> Pairs:
    return Pairs(together=np.array([[first, second]]), together_by=("Mr. Diaz",))


def pair_in_one_session() -> Broken:
    day = tiny_day(pairs=apart())
    return (
        day,
        plan(day, sessions=[LIVE]),
        (
            "Ana and Ben are kept apart (Ms. Cho asked), and both are in Ratios live "
            "(live, Block 1)."
        ),
    )


def pair_in_one_room() -> Broken:
    day = tiny_day(pairs=Pairs(apart=np.array([[ANA, BEN]])))
    sentence = "Ana and Ben are kept apart, and both are in Commons in Block 1."
    return day, plan(day), sentence


def pair_in_one_check_in() -> Broken:
    at = np.full((6, 3), -1)
    at[:, 0] = 0
    day = tiny_day(fixed=fixed_check_in(), pairs=apart())
    day = with_students(day, fixed=at, free=at < 0)
    return (
        day,
        plan(day, alone=[(ANA, 1, -1, OAK), (ANA, 2, -1, OAK)]),
        (
            "Ana and Ben are kept apart (Ms. Cho asked), and both are in the fixed mentor "
            "session in Block 1."
        ),
    )


def pair_led_apart() -> Broken:
    day = tiny_day(pairs=together(ANA, DEE))
    other = (1, RATIOS_TUTORING, DIAZ, -1, OAK, (DEE, ELI))
    return (
        day,
        plan(day, sessions=[LIVE, other], alone=[(ANA, 1, -1, COMMONS)]),
        (
            "Ana and Dee are kept together (Mr. Diaz asked), and only one of them sits in "
            "Ratios live (live, Block 1)."
        ),
    )


def pair_in_two_rooms() -> Broken:
    day = tiny_day(pairs=together())
    return (
        day,
        plan(day, alone=[(ANA, 1, RATIOS_ALONE, MAPLE)]),
        (
            "Ana and Ben are kept together (Mr. Diaz asked), and in Block 2 one works in "
            "Maple, the other in Commons."
        ),
    )


def pair_asked_both_ways() -> Broken:
    both = replace(apart(), together=np.array([[BEN, ANA]]), together_by=("Mr. Diaz",))
    day = tiny_day(pairs=both)
    return (
        day,
        plan(day),
        (
            "Ben and Ana are kept together (Mr. Diaz asked) and apart (Ms. Cho asked): one "
            "of the two must go."
        ),
    )


def nobody_led_them() -> Broken:
    day = tiny_day(limits=Limits(adult_led_blocks=1))
    sentence = "Dee has 0 blocks with an adult; at least 1 in a day is asked."
    return day, plan(day, sessions=[LIVE]), sentence


def too_little_seat_time() -> Broken:
    at_home = np.zeros((6, 3), bool)
    at_home[ANA, 1:] = True
    day = tiny_day(limits=Limits(seat_time_minutes=100))
    day = with_students(day, at_home=at_home)
    return (
        day,
        plan(day, alone=[(ANA, 1, RATIOS_ALONE, -1)]),
        ("Ana is at the hub or at work for 80 minutes; at least 100 are asked."),
    )


def mentor_not_met() -> Broken:
    day = with_students(
        tiny_day(), mentor=only(6, ANA, CHO, -1), mentor_minutes=only(6, ANA, 60, 0)
    )
    sentence = "Ana is owed 60 minutes with Ms. Cho today and gets 40."
    return day, plan(day, sessions=[LIVE]), sentence


def no_mentor_named() -> Broken:
    day = with_students(tiny_day(), mentor_minutes=only(6, ANA, 15, 0))
    return (
        day,
        plan(day),
        (
            "Ana is owed 15 minutes with a mentor today and gets 0. No adult is named as "
            "mentor."
        ),
    )


def mentor_away() -> Broken:
    day = with_students(
        tiny_day(), mentor=only(6, ANA, CHO, -1), mentor_minutes=only(6, ANA, 15, 0)
    )
    free = day.adults.free.copy()
    free[CHO] = False
    day = replace(day, adults=replace(day.adults, free=free))
    return (
        day,
        plan(day),
        (
            "Ana is owed 15 minutes with Ms. Cho today and gets 0. Ms. Cho is not free "
            "that day."
        ),
    )


def licensed(day: Day, *who: int) -> Day:
    is_licensed = np.isin(np.arange(3), who)
    return replace(day, adults=replace(day.adults, is_licensed=is_licensed))


def rooms_without_a_licence() -> Broken:
    day = licensed(tiny_day(limits=Limits(licensed_adult=1)), CHO)
    other = (0, RATIOS_PEER, -1, -1, OAK, (DEE, ELI))
    return (
        day,
        plan(day, sessions=[LIVE, other]),
        (
            "Oak and Commons need a licensed adult in Block 1, and 0 licensed adults are "
            "free."
        ),
    )


def leader_without_a_licence() -> Broken:
    day = licensed(tiny_day(limits=Limits(licensed_adult=1)), CHO)
    sessions = [(1, RATIOS_TUTORING, DIAZ, -1, OAK, (DEE, ELI))]
    return (
        day,
        plan(day, sessions=sessions),
        (
            "Oak and Commons need a licensed adult in Block 2, and 1 licensed adult is "
            "free."
        ),
    )


def no_break_for_an_adult() -> Broken:
    day = tiny_day(limits=Limits(most_blocks_running=1))
    sessions = [LIVE, (1, ANGLES_LIVE, CHO, -1, MAPLE, (ANA, BEN, CY))]
    day = replace(day, block_starts=np.array([480, 525, 580]))
    return (
        day,
        plan(day, sessions=sessions),
        ("Ms. Cho has 2 blocks in a row without a break; at most 1 is allowed."),
    )


def no_break_for_an_aide() -> Broken:
    day = tiny_day(limits=Limits(most_blocks_running=1, break_minutes=20))
    sessions = [
        (0, RATIOS_LIVE, CHO, EZE, MAPLE, (ANA, BEN, CY)),
        (1, RATIOS_TUTORING, DIAZ, EZE, MAPLE, (DEE,)),
    ]
    return (
        day,
        plan(day, sessions=sessions),
        ("Ms. Eze has 2 blocks in a row without a break; at most 1 is allowed."),
    )


def no_lunch() -> Broken:
    limits = Limits(student_blocks_running=2, break_minutes=30)
    day = tiny_day(limits=limits)
    sentence = "Ana has 3 blocks in a row without a break; at most 2 are allowed."
    return day, plan(day), sentence


def locks_that_contradict() -> Broken:
    locks = Locks(
        seats=np.array([[ANA, 1, RATIOS_ALONE], [ANA, 1, -1]]),
        by=("Ms. Cho", "Mr. Diaz"),
        at=("Mon 14:05", "Mon 15:20"),
    )
    day = tiny_day(locks=locks)
    return (
        day,
        plan(day),
        (
            "Ms. Cho (Mon 14:05) decided Ratios independent for Ana in Block 2, and "
            "Mr. Diaz (Mon 15:20) decided supervised study: one of the two must go."
        ),
    )


def lock_against_a_rule() -> Broken:
    locks = Locks(seats=np.array([[ANA, 1, RATIOS_ALONE]]), by=("Ms. Cho",))
    day = tiny_day(locks=locks)
    passed = np.array([[ANA, RATIOS_ALONE]])
    day = replace(day, history=replace(day.history, passed=passed))
    return (
        day,
        plan(day),
        (
            "Ms. Cho decided Ratios independent for Ana in Block 2, and the plan has "
            "supervised study. Ana has already passed Ratios independent (Block 2)."
        ),
    )
