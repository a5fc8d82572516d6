"""Plans that have people at two sites at once, or without the time to go between."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

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
    FAY,
    MAPLE,
    OAK,
    RATIOS_LIVE,
    RATIOS_TUTORING,
    plan,
    tiny_day,
    with_students,
)

from seedbed.engines.scheduler import Day, Timetable

Broken = tuple[Day, Timetable, str]
Session = tuple[int, int, int, int, int, tuple[int, ...]]
NORTH, SOUTH = (ANA, BEN, CY), (DEE, ELI, FAY)
AT_OAK = tuple((s, b, -1, OAK) for s in SOUTH for b in range(3))


def two_sites(travel: int = 15, **changes: Any) -> Day:
    """Return the tiny day with Oak at a second site, where Dee, Eli and Fay are."""
    day = tiny_day(**changes)
    ways = np.array([[0, travel], [travel, 0]])
    rooms = replace(day.rooms, site=np.array([0, 1, 0]), travel_minutes=ways)
    at = np.repeat([0, 0, 0, 1, 1, 1], 3).reshape(6, 3)
    return with_students(replace(day, rooms=rooms), site=at)


def at_oak(*sessions: Session) -> list[tuple[int, int, int, int]]:
    """Return seats for own work of everyone at the second site, sessions aside."""
    busy = {(s, session[0]) for session in sessions for s in session[5]}
    return [seat for seat in AT_OAK if seat[:2] not in busy]


def session_at_another_site() -> Broken:
    day = two_sites()
    live = (0, RATIOS_LIVE, CHO, -1, MAPLE, (ANA, BEN, DEE))
    return (
        day,
        plan(day, sessions=[live], alone=at_oak(live)),
        ("Dee is at another site than Maple, the room of Ratios live (live, Block 1)."),
    )


def desk_at_another_site() -> Broken:
    day = two_sites()
    return (
        day,
        plan(day, alone=[*AT_OAK[1:], (DEE, 0, -1, COMMONS)]),
        ("Dee is at another site than Commons in Block 1."),
    )


def no_time_to_go() -> Broken:
    day = two_sites(travel=15)
    live = (0, RATIOS_LIVE, CHO, -1, MAPLE, NORTH)
    other = (1, ANGLES_LIVE, CHO, -1, OAK, SOUTH)
    return (
        day,
        plan(day, sessions=[live, other], alone=at_oak(other)),
        (
            "Ms. Cho is at one site in Block 1 and at another in Block 2: the way takes "
            "15 minutes, and 10 minutes are free for it."
        ),
    )


def no_time_past_a_block() -> Broken:
    """Block 2 is free, and 60 minutes are still too few."""
    day = two_sites(travel=70)
    live = (0, RATIOS_TUTORING, DIAZ, EZE, MAPLE, NORTH)
    other = (2, RATIOS_LIVE, CHO, EZE, OAK, SOUTH)
    return (
        day,
        plan(day, sessions=[live, other], alone=at_oak(other)),
        (
            "Ms. Eze is at one site in Block 1 and at another in Block 3: the way takes "
            "70 minutes, and 60 minutes are free for it."
        ),
    )


def no_time_after_a_check_in() -> Broken:
    at = np.full((6, 3), -1)
    at[list(NORTH), 0] = 0
    day = two_sites(fixed=fixed_check_in(room=MAPLE))
    day = with_students(day, fixed=at, free=at < 0)
    live = (1, ANGLES_LIVE, CHO, -1, OAK, SOUTH)
    return (
        day,
        plan(day, sessions=[live], alone=at_oak(live)),
        (
            "Ms. Cho is at one site in Block 1 and at another in Block 2: the way takes "
            "15 minutes, and 10 minutes are free for it."
        ),
    )
