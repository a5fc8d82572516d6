"""What each student was promised: blocks with an adult, their mentor, time at work."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.scheduler.instances import Recipe, make_day
from tests.engines.scheduler.broken_promises import mentor_away
from tests.engines.scheduler.tiny import (
    ANA,
    CHO,
    DIAZ,
    only,
    tiny_day,
    with_students,
)

from seedbed.engines.scheduler import Day, Limits, greedy, solve, verify
from seedbed.engines.scheduler.baseline import narrowed


def without_check_in(seed: int, **limits: int) -> Day:
    """Return a made-up day of 60 whose first block is for the solver to fill."""
    recipe = Recipe(n_students=60, seed=seed, owed_service=0.0, needs_extra_time=0.0)
    day = make_day(recipe)
    students, fixed = day.students, day.fixed
    none = {name: getattr(fixed, name)[:0] for name in ("block", "modality", "staff")}
    none |= {name: getattr(fixed, name)[:0] for name in ("room", "seats")}
    empty = replace(
        students,
        fixed=np.full_like(students.fixed, -1),
        free=students.free | (students.fixed >= 0),
    )
    return replace(
        day,
        students=empty,
        fixed=replace(fixed, **none),
        limits=replace(day.limits, **limits),
    )


@pytest.mark.parametrize("seed", range(2))
def test_everyone_has_two_blocks_with_an_adult(seed: int) -> None:
    day = without_check_in(seed, adult_led_blocks=2)

    result = solve(day, time_limit_seconds=2, seed=seed)

    assert verify(day, result.timetable) == []
    assert result.gain <= result.bound
    free = replace(day, limits=Limits())
    unbound = solve(free, time_limit_seconds=2, seed=seed).timetable
    assert {fault.rule for fault in verify(day, unbound)} == {"adult_led"}


def test_an_adult_comes_first_whatever_it_costs() -> None:
    day = tiny_day(limits=Limits(adult_led_blocks=1))
    led = day.lessons.modality[day.options.lesson] <= 1
    dear = np.where(led, 0.01, day.options.gain)
    day = replace(day, options=replace(day.options, gain=dear))

    timetable = solve(day, time_limit_seconds=1).timetable

    assert verify(day, timetable) == []
    assert timetable.n_sessions > 0


def test_time_at_work_is_filled_at_home_whatever_it_is_worth() -> None:
    at_home = np.zeros((6, 3), bool)
    at_home[ANA] = True
    day = with_students(tiny_day(limits=Limits(seat_time_minutes=120)), at_home=at_home)
    worthless = np.where(day.options.student == ANA, 0.0, day.options.gain)
    day = replace(day, options=replace(day.options, gain=worthless))

    timetable = solve(day, time_limit_seconds=1).timetable

    assert verify(day, timetable) == []
    assert (timetable.lesson[ANA] >= 0).all()


def test_a_day_too_short_for_the_minutes_is_refused_by_name() -> None:
    day = tiny_day(limits=Limits(seat_time_minutes=130))

    faults = verify(day, solve(day, time_limit_seconds=0).timetable)

    assert {fault.rule for fault in faults} == {"seat_time"}
    assert len(faults) == 6


@pytest.mark.parametrize("mentor", [CHO, DIAZ])
def test_minutes_with_the_mentor_are_given(mentor: int) -> None:
    day = with_students(
        tiny_day(),
        mentor=only(6, ANA, mentor, -1),
        mentor_minutes=only(6, ANA, 50, 0),
    )

    for timetable in (solve(day, time_limit_seconds=1).timetable, greedy(day)):
        assert verify(day, timetable) == []
        seats = timetable.seat[ANA][timetable.seat[ANA] >= 0]
        assert (timetable.session_staff[seats] == mentor).sum() >= 2


def test_minutes_that_nobody_can_give_are_refused_by_name() -> None:
    day, _, sentence = mentor_away()

    faults = verify(day, solve(day, time_limit_seconds=0).timetable)

    assert [fault.message for fault in faults] == [sentence]


def test_mentors_of_a_made_up_day_meet_whom_they_owe() -> None:
    day = without_check_in(1)
    owed = np.where(np.arange(60) % 6 == 0, 30, 0)
    day = with_students(day, mentor_minutes=owed)
    day = replace(day, adults=replace(day.adults, tutors=np.ones(day.n_adults, bool)))

    timetable = solve(day, time_limit_seconds=1).timetable

    faults = verify(day, timetable)
    assert {fault.rule for fault in faults} <= {"mentor_contact"}
    space = narrowed(day)
    leads = space.leads[day.students.mentor[space.student], space.lesson]
    can = set(space.student[leads & space.allowed.any(axis=1)].tolist())
    assert {fault.students[0] for fault in faults}.isdisjoint(can)
    assert len(faults) < (owed > 0).sum()
