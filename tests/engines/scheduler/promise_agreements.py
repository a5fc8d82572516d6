"""The same question as in ``agreements``, of rules about pairs and promised minutes."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import numpy as np
from tests.engines.scheduler.agreements import (
    N_BLOCKS,
    N_STUDENTS,
    Pairs,
    finds,
    narrowed_by,
)
from tests.engines.scheduler.tiny import (
    CHO,
    COMMONS,
    DIAZ,
    MAPLE,
    OAK,
    RATIOS_ALONE,
    RATIOS_LIVE,
    RATIOS_TUTORING,
    plan,
)

from seedbed.engines.scheduler import Day, Limits, Timetable
from seedbed.engines.scheduler import Pairs as PairsOfDay
from seedbed.engines.scheduler.space import NOT_THERE, Space

ANN, BEA = 0, 1


def _with(day: Day, **limits: int) -> Day:
    return replace(day, limits=replace(day.limits, **limits), pairs=PairsOfDay())


def _led(day: Day, blocks: tuple[int, ...]) -> Timetable:
    sessions = [(b, RATIOS_TUTORING, CHO, -1, MAPLE, (ANN,)) for b in blocks]
    return plan(day, sessions=sessions)


def adult_led(day: Day) -> Pairs:
    for least in range(N_BLOCKS + 1):
        day = _with(day, adult_led_blocks=least)
        owed = narrowed_by("adult_led", day).owed_blocks[ANN]
        for n in range(N_BLOCKS + 1):
            timetable = _led(day, tuple(range(n)))
            yield n < owed, finds("adult_led", day, timetable, students=(ANN,))


def mentor_contact(day: Day) -> Pairs:
    students = day.students
    mentor, minutes = students.mentor.copy(), students.mentor_minutes.copy()
    mentor[ANN], minutes[ANN] = CHO, 60
    students = replace(students, mentor=mentor, mentor_minutes=minutes)
    day = replace(day, students=students)
    owed = narrowed_by("mentor_contact", day).owed_mentor[ANN]
    for n in range(N_BLOCKS + 1):
        timetable = _led(day, tuple(range(n)))
        given = int(day.block_minutes[:n].sum())
        yield given < owed, finds("mentor_contact", day, timetable, students=(ANN,))


def seat_time(day: Day) -> Pairs:
    at_home = day.students.at_home.copy()
    at_home[ANN] = True
    day = replace(day, students=replace(day.students, at_home=at_home))
    day = _with(day, seat_time_minutes=60)
    owed = narrowed_by("seat_time", day).owed_home_minutes[ANN]
    free = np.flatnonzero(day.students.free[ANN]).tolist()
    for n in range(len(free) + 1):
        alone = [(ANN, b, RATIOS_ALONE, COMMONS) for b in free[:n]]
        given = int(day.block_minutes[free[:n]].sum())
        timetable = plan(day, alone=alone)
        yield given < owed, finds("seat_time", day, timetable, students=(ANN,))


def separate(day: Day) -> Pairs:
    day = replace(day, pairs=PairsOfDay(apart=np.array([[ANN, BEA], [2, 4]])))
    asked = {tuple(pair) for pair in narrowed_by("separate", day).apart.tolist()}
    for pair in combinations(range(N_STUDENTS), 2):
        timetable = plan(day, sessions=[(0, RATIOS_LIVE, CHO, -1, MAPLE, pair)])
        yield pair in asked, finds("separate", day, timetable, students=pair)


def together(day: Day) -> Pairs:
    day = replace(day, pairs=PairsOfDay(together=np.array([[ANN, BEA], [2, 4]])))
    asked = {tuple(pair) for pair in narrowed_by("together", day).together.tolist()}
    for s, v in combinations(range(N_STUDENTS), 2):
        sessions = [
            (0, RATIOS_LIVE, CHO, -1, MAPLE, (s,)),
            (0, RATIOS_LIVE, DIAZ, -1, OAK, (v,)),
        ]
        timetable = plan(day, sessions=sessions)
        is_found = finds("together", day, timetable, students=(s, v), block=0)
        yield (s, v) in asked, is_found


def breaks(day: Day) -> Pairs:
    """Ask about every choice of blocks, with bells that leave a break and without."""
    for minutes in (10, 15):
        limits = replace(Limits(), most_blocks_running=1, break_minutes=minutes)
        running = replace(day, limits=limits)
        space = narrowed_by("breaks", running)
        for n in range(N_BLOCKS + 1):
            for blocks in combinations(range(N_BLOCKS), n):
                forbidden = _longest_run(space, blocks) > space.most_running
                yield forbidden, finds("breaks", running, _led(running, blocks))


def _longest_run(space: Space, blocks: tuple[int, ...]) -> int:
    """Return the longest run of one adult that holds one of the plan's blocks."""
    longest, run, has_planned = 0, 0, False
    for b in range(N_BLOCKS):
        is_led = b in blocks or bool(space.in_fixed[CHO, b])
        goes_on = is_led and run > 0 and bool(space.follows[b])
        run = (run if goes_on else 0) + 1 if is_led else 0
        has_planned = b in blocks or (has_planned and goes_on)
        longest = max(longest, run if has_planned else 0)
    return longest


def site_travel(day: Day) -> Pairs:
    """Ask about every seat at either of two sites, and all ways of an adult."""
    at = np.repeat(np.arange(N_STUDENTS) % 2, N_BLOCKS).reshape(N_STUDENTS, N_BLOCKS)
    students = replace(day.students, site=at)
    for minutes in (5, 15, 70):
        ways = np.array([[0, minutes], [minutes, 0]])
        rooms = replace(day.rooms, site=np.array([0, 1, 0]), travel_minutes=ways)
        far = replace(day, rooms=rooms, students=students)
        space = narrowed_by("site_travel", far)
        yield from _seats_at_sites(far, space)
        for rooms_of in product((-1, MAPLE, OAK), repeat=N_BLOCKS):
            planned = {b: room for b, room in enumerate(rooms_of) if room >= 0}
            sessions = [(b, RATIOS_LIVE, CHO, -1, r, ()) for b, r in planned.items()]
            found = finds("site_travel", far, plan(far, sessions=sessions), students=())
            yield _is_too_far(far, space, planned), found


def _seats_at_sites(day: Day, space: Space) -> Pairs:
    for s, b, room in np.ndindex(N_STUDENTS, N_BLOCKS, day.n_rooms):
        is_elsewhere = space.room_site[room] != space.student_site[s, b]
        is_elsewhere &= not day.students.at_home[s, b]
        alone = plan(day, alone=[(s, b, RATIOS_ALONE, room)])
        found = finds("site_travel", day, alone, students=(s,), block=b)
        yield bool(is_elsewhere and day.students.free[s, b]), found
        led = plan(day, sessions=[(b, RATIOS_LIVE, CHO, -1, room, (s,))])
        found = finds("site_travel", day, led, session=0)
        yield bool(is_elsewhere), found


def _is_too_far(day: Day, space: Space, planned: dict[int, int]) -> bool:
    """Tell whether Ms. Cho cannot be in the planned rooms and her fixed ones in time."""
    place = space.fixed_site[CHO].copy()
    for b, room in planned.items():
        place[b] = -1 if day.rooms.is_online[room] else space.room_site[room]
    ends = day.block_starts + day.block_minutes
    for i, k in combinations(range(N_BLOCKS), 2):
        if min(place[i], place[k]) < 0 or not planned.keys() & set(range(i, k + 1)):
            continue
        taken = day.block_minutes[i + 1 : k] @ (place[i + 1 : k] != NOT_THERE)
        free = day.block_starts[k] - ends[i] - taken
        if place[i] != place[k] and free < space.travel_minutes[place[i], place[k]]:
            return True
    return False
