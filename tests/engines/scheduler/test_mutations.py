"""The check finds every rule broken in plans that the solver made for random days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from benchmarks.scheduler.instances import Recipe, make_day

from seedbed.engines.scheduler import (
    RULES,
    Day,
    Locks,
    Pairs,
    Timetable,
    solve,
    verify,
)

Mutation = Callable[[Day, Timetable], Day]


def _first_seat(day: Day, timetable: Timetable) -> tuple[int, int, int]:
    s, b = np.argwhere(timetable.lesson >= 0)[0]
    return int(s), int(b), int(timetable.lesson[s, b])


def _first_session(day: Day, timetable: Timetable, modality: int = 0) -> int:
    return int(
        np.flatnonzero(day.lessons.modality[timetable.session_lesson] == modality)[0]
    )


def _change(array: Any, index: Any, value: Any) -> Any:
    changed = array.copy()
    changed[index] = value
    return changed


def _students(day: Day, name: str, index: Any, value: Any) -> Day:
    array = _change(getattr(day.students, name), index, value)
    return replace(day, students=replace(day.students, **{name: array}))


def break_seats(day: Day, timetable: Timetable) -> Day:
    room = timetable.session_room[timetable.session_room >= 0][0]
    seats = _change(day.rooms.seats, room, 0)
    return replace(day, rooms=replace(day.rooms, seats=seats))


def _remember(day: Day, name: str, row: tuple[int, ...]) -> Day:
    return replace(day, history=replace(day.history, **{name: np.array([row])}))


def break_lesson_once(day: Day, timetable: Timetable) -> Day:
    s, _, lesson = _first_seat(day, timetable)
    return _remember(day, "passed", (s, lesson))


def break_not_twice_running(day: Day, timetable: Timetable) -> Day:
    s, _, lesson = _first_seat(day, timetable)
    return _remember(day, "previous", (s, lesson))


def break_third_day(day: Day, timetable: Timetable) -> Day:
    s, _, lesson = _first_seat(day, timetable)
    skill, modality = day.lessons.skill[lesson], day.lessons.modality[lesson]
    return _remember(day, "streak", (s, int(skill), int(modality)))


def break_guard_band(day: Day, timetable: Timetable) -> Day:
    s, _, _ = _first_seat(day, timetable)
    return _students(_students(day, "grade", s, 30), "max_distance", s, 99)


def break_approval(day: Day, timetable: Timetable) -> Day:
    s, _, lesson = _first_seat(day, timetable)
    high = day.lessons.skill_grade_high[day.lessons.skill[lesson]]
    return _students(_students(day, "grade", s, high + 2), "max_distance", s, 0)


def break_extra_time(day: Day, timetable: Timetable) -> Day:
    s, _, _ = _first_seat(day, timetable)
    return _students(day, "time_factor", s, 9.0)


def break_quiet(day: Day, timetable: Timetable) -> Day:
    s, b = np.argwhere(timetable.room >= 0)[0]
    quiet = _change(day.rooms.is_quiet, timetable.room[s, b], False)
    day = _students(day, "needs_quiet", s, True)
    return replace(day, rooms=replace(day.rooms, is_quiet=quiet))


def break_aide(day: Day, timetable: Timetable) -> Day:
    bare = (timetable.session_aide < 0) & (timetable.session_room >= 0)
    at_hub = (timetable.seat >= 0) & ~day.students.at_home
    at_hub &= bare[timetable.seat]
    return _students(day, "needs_aide", np.argwhere(at_hub)[0][0], True)


def break_language(day: Day, timetable: Timetable) -> Day:
    session = _first_session(day, timetable)
    student = np.argwhere(timetable.seat == session)[0][0]
    n_languages = day.adults.speaks.shape[1]
    nobody = np.zeros((day.n_adults, 1), bool)
    speaks = np.concatenate([day.adults.speaks, nobody], axis=1)
    day = replace(day, adults=replace(day.adults, speaks=speaks))
    return _students(day, "language", student, n_languages)


def break_service(day: Day, timetable: Timetable) -> Day:
    return _students(day, "service_minutes", 0, 999)


def break_complete(day: Day, timetable: Timetable) -> Day:
    s, b, _ = _first_seat(day, timetable)
    return _students(day, "free", (s, b), False)


def break_group_spread(day: Day, timetable: Timetable) -> Day:
    session = _first_session(day, timetable)
    student = np.argwhere(timetable.seat == session)[0][0]
    return _students(day, "working_grade", student, 99.0)


def break_qualified(day: Day, timetable: Timetable) -> Day:
    session = _first_session(day, timetable)
    who, block = timetable.session_staff[session], timetable.session_block[session]
    free = _change(day.adults.free, (who, block), False)
    return replace(day, adults=replace(day.adults, free=free))


def break_clash(day: Day, timetable: Timetable) -> Day:
    session = int(np.flatnonzero(timetable.session_room >= 0)[0])
    room, block = timetable.session_room[session], timetable.session_block[session]
    free = _change(day.rooms.free, (room, block), False)
    return replace(day, rooms=replace(day.rooms, free=free))


def break_devices(day: Day, timetable: Timetable) -> Day:
    return replace(day, rooms=replace(day.rooms, devices=day.rooms.devices * 0))


def break_skill_twice(day: Day, timetable: Timetable) -> Day:
    return replace(day, limits=replace(day.limits, skill_twice=0))


def break_screen_minutes(day: Day, timetable: Timetable) -> Day:
    return replace(day, limits=replace(day.limits, screen_minutes=0))


def break_variety(day: Day, timetable: Timetable) -> Day:
    none = {"project_most": 0, "peer_most": 0, "independent_most": 0}
    return replace(day, limits=replace(day.limits, **none))


def break_locks(day: Day, timetable: Timetable) -> Day:
    s, b, lesson = _first_seat(day, timetable)
    other = (lesson + 1) % day.n_lessons
    return replace(day, locks=Locks(seats=np.array([[s, b, other]])))


def break_group_size(day: Day, timetable: Timetable) -> Day:
    return replace(day, limits=replace(day.limits, live_min=99))


def break_lesson_once_by_its_limit(day: Day, timetable: Timetable) -> Day:
    return replace(day, limits=replace(day.limits, lesson_most=0))


def break_devices_by_licences(day: Day, timetable: Timetable) -> Day:
    return replace(day, limits=replace(day.limits, licences=0))


def break_group_size_by_peer_groups(day: Day, timetable: Timetable) -> Day:
    return replace(day, limits=replace(day.limits, peer_groups=0))


def break_options(day: Day, timetable: Timetable) -> Day:
    s, _, lesson = _first_seat(day, timetable)
    options = day.options
    keep = ~((options.student == s) & (options.lesson == lesson))
    names = ("student", "lesson", "gain", "success")
    kept = {name: getattr(options, name)[keep] for name in names}
    return replace(day, options=replace(options, **kept))


def break_staff_load(day: Day, timetable: Timetable) -> Day:
    return replace(day, limits=replace(day.limits, staff_blocks=0))


def _two_of_a_session(timetable: Timetable) -> tuple[int, int]:
    sizes = np.bincount(timetable.seat[timetable.seat >= 0])
    who = np.flatnonzero((timetable.seat == sizes.argmax()).any(axis=1))
    return int(who[0]), int(who[1])


def break_separate(day: Day, timetable: Timetable) -> Day:
    pair = _two_of_a_session(timetable)
    return replace(day, pairs=Pairs(apart=np.array([pair])))


def break_together(day: Day, timetable: Timetable) -> Day:
    alone = timetable.room >= 0
    b = int(np.argmax([len(np.unique(timetable.room[alone[:, b], b]))
                       for b in range(day.n_blocks)]))  # fmt: skip
    rooms, first = np.unique(timetable.room[:, b], return_index=True)
    pair = first[rooms >= 0][:2]
    if len(pair) < 2 or day.students.needs_quiet[pair].any():
        return _led_apart(day, timetable)
    return replace(day, pairs=Pairs(together=np.array([pair])))


def _led_apart(day: Day, timetable: Timetable) -> Day:
    """Ask to keep two together whom adults lead in one skill, in two sessions."""
    led = timetable.session_staff >= 0
    skill = day.lessons.skill[timetable.session_lesson]
    for n in np.flatnonzero(led).tolist():
        for m in np.flatnonzero(led & (skill == skill[n])).tolist():
            mine = (timetable.seat == n).any(axis=1)
            other = (timetable.seat == m).any(axis=1)
            if m != n and (mine & ~other).any() and (other & ~mine).any():
                pair = [int(np.argmax(mine & ~other)), int(np.argmax(other & ~mine))]
                return replace(day, pairs=Pairs(together=np.array([pair])))
    raise AssertionError("no two sessions of one skill")


def _limits(day: Day, **changes: int) -> Day:
    return replace(day, limits=replace(day.limits, **changes))


def break_adult_led(day: Day, timetable: Timetable) -> Day:
    return _limits(day, adult_led_blocks=day.n_blocks + 1)


def break_seat_time(day: Day, timetable: Timetable) -> Day:
    return _limits(day, seat_time_minutes=10_000)


def break_mentor_contact(day: Day, timetable: Timetable) -> Day:
    return _students(day, "mentor_minutes", 0, 999)


def break_licensed_adult(day: Day, timetable: Timetable) -> Day:
    nobody = replace(day.adults, is_licensed=np.zeros(day.n_adults, bool))
    return replace(_limits(day, licensed_adult=1), adults=nobody)


def break_breaks(day: Day, timetable: Timetable) -> Day:
    return _limits(day, most_blocks_running=0)


def break_site_travel(day: Day, timetable: Timetable) -> Day:
    room = timetable.session_room[timetable.session_room >= 0][0]
    site = _change(day.rooms.site, room, 1)
    none = np.zeros((2, 2), np.int64)
    return replace(day, rooms=replace(day.rooms, site=site, travel_minutes=none))


def break_site_travel_by_its_desks(day: Day, timetable: Timetable) -> Day:
    s, b = np.argwhere(timetable.room >= 0)[0]
    none = np.zeros((2, 2), np.int64)
    day = replace(day, rooms=replace(day.rooms, travel_minutes=none))
    return _students(day, "site", (s, b), 1)


MUTATIONS: dict[str, Mutation] = {
    name.removeprefix("break_"): function
    for name, function in list(globals().items())
    if name.startswith("break_")
}


@pytest.fixture(scope="module", params=range(4))
def solved(request: pytest.FixtureRequest) -> tuple[Day, Timetable]:
    day = make_day(Recipe(n_students=40, seed=request.param, n_blocks=5))
    return day, solve(day, with_bound=False).timetable


def _rule(mutation: str) -> str:
    return mutation.split("_by_", maxsplit=1)[0]


def test_every_rule_is_mutated() -> None:
    assert {_rule(mutation) for mutation in MUTATIONS} == set(RULES)


def test_the_plan_has_no_faults(solved: tuple[Day, Timetable]) -> None:
    assert verify(*solved) == []


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_broken_rule_is_found(mutation: str, solved: tuple[Day, Timetable]) -> None:
    day, timetable = solved

    faults = verify(MUTATIONS[mutation](day, timetable), timetable)

    assert _rule(mutation) in {fault.rule for fault in faults}
