"""What a rule tells the solver, beside what it says of a plan: one pair per question.

Each function asks one rule about one day. A pair is (forbidden by ``constrain``, found
by ``faults``); the two must be equal, whatever the day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
from tests.engines.scheduler.tiny import (
    ANGLES_LIVE,
    ANGLES_PEER,
    ANGLES_TUTORING,
    CHO,
    COMMONS,
    EZE,
    MAPLE,
    OAK,
    RATIOS_ALONE,
    RATIOS_LIVE,
    RATIOS_ONLINE,
    RATIOS_PEER,
    RATIOS_PROJECT,
    RATIOS_TUTORING,
    plan,
)

from seedbed.engines.scheduler import RULES, Day, Locks, Timetable
from seedbed.engines.scheduler.space import Space, wide_open
from seedbed.lib.modalities import GROUPED, Modality

Pairs = Iterator[tuple[bool, bool]]
N_STUDENTS, N_BLOCKS = 6, 3
LED = (RATIOS_LIVE, RATIOS_TUTORING, ANGLES_LIVE, ANGLES_TUTORING)
ROOMY = 99


def narrowed_by(rule: str, day: Day) -> Space:
    """Return the space that one rule alone has narrowed."""
    space = wide_open(day)
    RULES[rule].constrain(day, space)
    return space


def finds(rule: str, day: Day, timetable: Timetable, **about: object) -> bool:
    """Tell whether a rule finds a fault, about one student, block or session."""
    return any(
        all(getattr(fault, name) == value for name, value in about.items())
        for fault in RULES[rule].faults(day, timetable)
    )


def _one_seat(day: Day, s: int, b: int, lesson: int) -> Timetable:
    if day.lessons.modality[lesson] in GROUPED:
        return plan(day, sessions=[(b, lesson, CHO, -1, MAPLE, (s,))])
    return plan(day, alone=[(s, b, lesson, COMMONS)])


def every_seat(rule: str) -> Callable[[Day], Pairs]:
    """Ask about every possible seat by itself."""

    def pairs(day: Day) -> Pairs:
        space = narrowed_by(rule, day)
        for p, b in np.ndindex(space.allowed.shape):
            s, lesson = int(space.student[p]), int(space.lesson[p])
            timetable = _one_seat(day, s, b, lesson)
            yield (
                not space.allowed[p, b],
                finds(rule, day, timetable, students=(s,), block=b),
            )

    return pairs


def lesson_once(day: Day) -> Pairs:
    """Ask about passed lessons, and one lesson several times in the day."""
    yield from every_seat("lesson_once")(day)
    most = narrowed_by("lesson_once", day).lesson_most
    fresh = replace(day, history=replace(day.history, passed=np.zeros((0, 2), int)))
    for n in range(N_BLOCKS + 1):
        alone = [(0, b, RATIOS_ALONE, COMMONS) for b in range(n)]
        yield n > most, finds("lesson_once", fresh, plan(fresh, alone=alone))


def options(day: Day) -> Pairs:
    """Ask about every seat, two adults' choices that may be no option included."""
    chosen = [(0, 0, RATIOS_ALONE), (1, 1, ANGLES_LIVE)]
    yield from every_seat("options")(replace(day, locks=Locks(seats=np.array(chosen))))


def skill_twice(day: Day) -> Pairs:
    lessons = (RATIOS_ONLINE, RATIOS_PROJECT, RATIOS_ALONE)
    for n in range(N_BLOCKS + 1):
        alone = [(0, b, lessons[b], COMMONS) for b in range(n)]
        most = narrowed_by("skill_twice", day).skill_twice
        yield n > most, finds("skill_twice", day, plan(day, alone=alone))


def screen_minutes(day: Day) -> Pairs:
    most = narrowed_by("screen_minutes", day).screen_minutes
    for n in range(N_BLOCKS + 1):
        alone = [(0, b, RATIOS_ONLINE, COMMONS) for b in range(n)]
        minutes = int(day.block_minutes[:n].sum())
        yield minutes > most, finds("screen_minutes", day, plan(day, alone=alone))


def variety(day: Day) -> Pairs:
    unlocked = replace(day, locks=Locks())
    most = narrowed_by("variety", unlocked).way_most
    for way, lesson in (
        (Modality.PROJECT, RATIOS_PROJECT),
        (Modality.PEER, RATIOS_PEER),
        (Modality.INDEPENDENT, RATIOS_ALONE),
        (Modality.ONLINE, RATIOS_ONLINE),
    ):
        for n in range(N_BLOCKS + 1):
            alone = [(0, b, lesson, COMMONS) for b in range(n)]
            timetable = plan(unlocked, alone=alone)
            yield n > most[way], finds("variety", unlocked, timetable)


def devices(day: Day) -> Pairs:
    """Ask about lessons that take a device, and licences."""
    space = narrowed_by("devices", day)
    none = replace(day, rooms=replace(day.rooms, devices=day.rooms.devices * 0))
    none = replace(none, limits=replace(day.limits, licences=None))
    alone = [n for n, m in enumerate(day.lessons.modality) if m not in GROUPED]
    for s, lesson in np.ndindex(N_STUDENTS, day.n_lessons):
        if lesson in alone:
            timetable = plan(none, alone=[(s, 0, lesson, COMMONS)])
            is_there = day.students.free[s, 0] and not day.students.at_home[s, 0]
            found = finds("devices", none, timetable, students=(s,))
            yield bool(space.takes_device[lesson] and is_there), found
    many = replace(day, rooms=replace(day.rooms, devices=day.rooms.devices + ROOMY))
    for n in range(N_STUDENTS):
        alone_online = [(s, 0, RATIOS_ONLINE, COMMONS) for s in range(n)]
        timetable = plan(many, alone=alone_online)
        yield n > space.licences, finds("devices", many, timetable)


def group_size(day: Day) -> Pairs:
    """Ask about the least students of a session, and groups of peers at once."""
    space = narrowed_by("group_size", day)
    locked = {lesson for _, _, lesson in day.locks.seats.tolist()}
    for lesson in (*LED, RATIOS_PEER, ANGLES_PEER):
        for n in range(1, N_STUDENTS):
            if lesson not in locked:
                sessions = [(0, lesson, CHO, -1, MAPLE, tuple(range(n)))]
                timetable = plan(day, sessions=sessions)
                found = finds("group_size", day, timetable, session=0)
                yield n < space.least[lesson], found
    for n in range(N_BLOCKS + 1):
        groups = [(0, RATIOS_PEER, -1, -1, i, (2 * i, 2 * i + 1)) for i in range(n)]
        timetable = plan(day, sessions=groups)
        found = finds("group_size", day, timetable, session=None)
        yield n > space.peer_groups, found


def seats(day: Day) -> Pairs:
    """Ask about the most students, where adult and room have seats enough."""
    adults = replace(day.adults, max_seats=day.adults.max_seats + ROOMY)
    rooms = replace(day.rooms, seats=day.rooms.seats + ROOMY)
    rooms = replace(rooms, is_online=np.ones(day.n_rooms, bool))
    limits = replace(day.limits, live_max=4, tutoring_max=2, peer_max=3)
    day = replace(day, adults=adults, rooms=rooms, limits=limits)
    most = narrowed_by("seats", day).most
    for lesson in (*LED, RATIOS_PEER, ANGLES_PEER):
        for n in range(1, N_STUDENTS + 1):
            sessions = [(0, lesson, CHO, -1, MAPLE, tuple(range(n)))]
            timetable = plan(day, sessions=sessions)
            yield n > most[lesson], finds("seats", day, timetable, session=0)


def group_spread(day: Day) -> Pairs:
    most = narrowed_by("group_spread", day).group_spread
    grades = day.students.working_grade
    for s, other in np.ndindex(N_STUDENTS, N_STUDENTS):
        if s != other:
            sessions = [(0, RATIOS_LIVE, CHO, -1, MAPLE, (s, other))]
            too_wide = abs(grades[s] - grades[other]) > most + 1e-6
            timetable = plan(day, sessions=sessions)
            yield bool(too_wide), finds("group_spread", day, timetable)


def qualified(day: Day) -> Pairs:
    space = narrowed_by("qualified", day)
    for w, lesson, b in np.ndindex(day.n_adults, day.n_lessons, N_BLOCKS):
        if lesson in LED:
            sessions = [(b, lesson, w, -1, MAPLE, (0, 1))]
            may = space.leads[w, lesson] and space.staff_free[w, b]
            timetable = plan(day, sessions=sessions)
            yield not may, finds("qualified", day, timetable)


def clash(day: Day) -> Pairs:
    """Ask about adults and rooms that fixed sessions take, and closed rooms."""
    space = narrowed_by("clash", day)
    for w, room, b in np.ndindex(day.n_adults, 2, N_BLOCKS):
        sessions = [(b, RATIOS_LIVE, w, -1, room, (0, 1))]
        may = space.staff_free[w, b] and space.room_free[room, b]
        yield not may, finds("clash", day, plan(day, sessions=sessions), block=b)


def staff_load(day: Day) -> Pairs:
    left = narrowed_by("staff_load", day).staff_left[CHO]
    for n in range(N_BLOCKS + 1):
        sessions = [(b, RATIOS_LIVE, CHO, -1, MAPLE, (0, 1)) for b in range(n)]
        yield n > left, finds("staff_load", day, plan(day, sessions=sessions))


def quiet(day: Day) -> Pairs:
    space = narrowed_by("quiet", day)
    for s, room in np.ndindex(N_STUDENTS, day.n_rooms):
        there = day.students.free[s, 0] and not day.students.at_home[s, 0]
        timetable = plan(day, alone=[(s, 0, RATIOS_ALONE, room)])
        broken = space.needs_quiet[s] and there and room != OAK
        yield bool(broken), finds("quiet", day, timetable, students=(s,), block=0)


def aide(day: Day) -> Pairs:
    space = narrowed_by("aide", day)
    for s, b in np.ndindex(N_STUDENTS, N_BLOCKS):
        timetable = plan(day, sessions=[(b, RATIOS_LIVE, CHO, -1, MAPLE, (s,))])
        broken = space.needs_aide[s] and not day.students.at_home[s, b]
        yield bool(broken), finds("aide", day, timetable, students=(s,))


def language(day: Day) -> Pairs:
    space = narrowed_by("language", day)
    for s, w, other in np.ndindex(N_STUDENTS, 2, 2):
        aide = (-1, EZE)[other]
        there = [adult for adult in (w, aide) if adult >= 0]
        speakers = day.adults.speaks[there, int(space.language[s])]
        timetable = plan(day, sessions=[(0, RATIOS_LIVE, w, aide, MAPLE, (s,))])
        broken = space.language[s] >= 0 and not np.any(speakers)
        yield bool(broken), finds("language", day, timetable, students=(s,))


def service(day: Day) -> Pairs:
    owed = narrowed_by("service", day).owed_minutes
    for s, n in np.ndindex(N_STUDENTS, N_BLOCKS):
        sessions = [(b, RATIOS_TUTORING, 1, -1, MAPLE, (s,)) for b in range(n)]
        given = int(day.block_minutes[:n].sum())
        timetable = plan(day, sessions=sessions)
        yield bool(given < owed[s]), finds("service", day, timetable, students=(s,))


def locks(day: Day) -> Pairs:
    locked = narrowed_by("locks", day).locked
    for s, b in np.ndindex(N_STUDENTS, N_BLOCKS):
        for lesson in (-1, RATIOS_ALONE):
            timetable = plan(day, alone=[(s, b, lesson, COMMONS)])
            broken = any((s, b) == (t, c) and lesson != n for t, c, n in locked)
            yield broken, finds("locks", day, timetable, students=(s,), block=b)


AGREEMENTS: dict[str, Callable[[Day], Pairs]] = {
    "aide": aide,
    "approval": every_seat("approval"),
    "clash": clash,
    "complete": every_seat("complete"),
    "devices": devices,
    "extra_time": every_seat("extra_time"),
    "group_size": group_size,
    "group_spread": group_spread,
    "guard_band": every_seat("guard_band"),
    "language": language,
    "lesson_once": lesson_once,
    "locks": locks,
    "not_twice_running": every_seat("not_twice_running"),
    "options": options,
    "qualified": qualified,
    "quiet": quiet,
    "screen_minutes": screen_minutes,
    "seats": seats,
    "service": service,
    "skill_twice": skill_twice,
    "staff_load": staff_load,
    "third_day": every_seat("third_day"),
    "variety": variety,
}
