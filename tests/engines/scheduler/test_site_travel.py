"""Days at two sites: everyone sits where they are, and adults have time to go between."""

from __future__ import annotations

import os
from dataclasses import fields, replace

import numpy as np
import pytest
from benchmarks.scheduler.instances import Recipe, make_day
from tests.engines.scheduler.broken_sites import AT_OAK, SOUTH, at_oak, two_sites
from tests.engines.scheduler.optimum import assert_is_optimum
from tests.engines.scheduler.random_days import random_day
from tests.engines.scheduler.tiny import (
    ANA,
    ANGLES_LIVE,
    BEN,
    CHO,
    COMMONS,
    CY,
    MAPLE,
    OAK,
    RATIOS_LIVE,
    plan,
)

from seedbed.engines.scheduler import (
    RULES,
    Day,
    Explainer,
    Limits,
    Pairs,
    Timetable,
    greedy,
    repair,
    solve,
    standing,
    upper_bound,
    verify,
)
from seedbed.lib.arrays import IntArray

N_DAYS = 60 if os.environ.get("SEEDBED_THOROUGH") else 30


def random_sites(seed: int) -> Day:
    """Return a tiny random day on which rooms and students are at one of two sites."""
    day, rng = random_day(seed), np.random.default_rng((seed, 2))
    minutes = int(rng.choice([5, 15, 55, 70]))
    ways = np.array([[0, minutes], [minutes, 0]])
    rooms = np.array([rng.integers(2), 1, 0])
    of_student = np.repeat(rng.integers(2, size=(6, 1)), 3, axis=1)
    return replace(
        day,
        rooms=replace(day.rooms, site=rooms, travel_minutes=ways),
        students=replace(day.students, site=of_student),
    )


def made_up(seed: int, travel: int, n_students: int = 60, **limits: int) -> Day:
    """Return a made-up day of 60 with the same rooms at two sites, the gaps 5 minutes.

    Every other student is at the second site.
    """
    day = make_day(Recipe(n_students=n_students, seed=seed, owed_service=0.0))
    n_rooms = day.n_rooms
    columns = {
        field.name: np.concatenate([value, value])
        for field in fields(day.rooms)
        if field.name != "travel_minutes"
        for value in [getattr(day.rooms, field.name)]
    }
    columns["site"] = np.repeat([0, 1], n_rooms)
    ways = np.array([[0, travel], [travel, 0]])
    site = np.repeat(np.arange(n_students)[:, None] % 2, day.n_blocks, axis=1)
    names = (*day.names.rooms, *(f"{name}, far" for name in day.names.rooms))
    return replace(
        day,
        rooms=replace(day.rooms, **columns, travel_minutes=ways),
        students=replace(day.students, site=site),
        names=replace(day.names, rooms=names),
        limits=replace(day.limits, **limits),
    )


def sites_of(day: Day, timetable: Timetable) -> list[IntArray]:
    """Return the sites at which each adult leads or aids."""
    site = np.where(day.rooms.is_online, -1, day.rooms.site)
    at = np.append(site, -1)[timetable.session_room]
    found = []
    for w in range(day.n_adults):
        own = (timetable.session_staff == w) | (timetable.session_aide == w)
        found.append(np.unique(at[own & (at >= 0)]))
    return found


@pytest.mark.parametrize("seed", range(N_DAYS))
def test_a_tiny_day_at_two_sites_is_solved_to_the_optimum(seed: int) -> None:
    assert_is_optimum(random_sites(seed))


@pytest.mark.parametrize("seed", range(2))
def test_two_sites_are_planned_without_faults(seed: int) -> None:
    day = made_up(seed, travel=30)

    result = solve(day, time_limit_seconds=2, seed=seed)

    assert verify(day, result.timetable) == []
    assert result.gain <= result.bound
    for timetable in (greedy(day), standing(day)):
        assert verify(day, timetable) == []
    near = solve(made_up(seed, travel=0), time_limit_seconds=2, seed=seed).timetable
    assert {fault.rule for fault in verify(day, near)} == {"site_travel"}


def test_sites_a_day_apart_share_no_adult() -> None:
    day = made_up(0, travel=900)

    timetable = solve(day, time_limit_seconds=2).timetable

    assert verify(day, timetable) == []
    assert timetable.n_sessions > 0
    assert all(len(sites) <= 1 for sites in sites_of(day, timetable))


def test_who_takes_over_has_time_to_come() -> None:
    day = made_up(1, travel=30)
    timetable = solve(day, time_limit_seconds=2).timetable
    busiest = np.bincount(
        timetable.session_staff[timetable.session_staff >= 0]
    ).argmax()
    free = day.adults.free.copy()
    free[busiest] = False
    without = replace(day, adults=replace(day.adults, free=free))

    repaired = repair(without, timetable).timetable

    assert verify(without, repaired) == []


def test_rooms_have_licensed_adults_at_each_site() -> None:
    day = made_up(0, travel=0, licensed_adult=1)
    none = np.zeros(day.n_students, bool)
    day = replace(day, students=replace(day.students, needs_quiet=none))

    for timetable in (
        solve(day, time_limit_seconds=1).timetable,
        greedy(day),
        standing(day),
    ):
        # The block of check-ins takes every licensed adult, which no plan can change.
        assert [f for f in verify(day, timetable) if f.block != 0] == []


def test_a_pair_apart_at_one_site_has_two_rooms_there() -> None:
    day = made_up(0, travel=30)
    day = replace(day, pairs=Pairs(apart=np.array([[0, 2], [1, 3], [0, 1]])))

    timetable = solve(day, time_limit_seconds=1).timetable

    assert verify(day, timetable) == []


def test_a_pair_together_at_two_sites_need_share_no_room() -> None:
    day = made_up(0, travel=30)
    day = replace(day, pairs=Pairs(together=np.array([[0, 1], [2, 4]])))

    assert verify(day, solve(day, time_limit_seconds=1).timetable) == []


def test_whoever_leads_by_video_is_at_no_site() -> None:
    day = two_sites(travel=99)
    video = np.array([False, True, False])
    day = replace(day, rooms=replace(day.rooms, is_online=video))
    live = (0, RATIOS_LIVE, CHO, -1, MAPLE, (ANA, BEN, CY))
    other = (1, ANGLES_LIVE, CHO, -1, OAK, SOUTH)
    timetable = plan(day, sessions=[live, other], alone=at_oak(other))

    assert RULES["site_travel"].faults(day, timetable) == []


def test_whoever_is_at_the_hub_sits_in_a_video_room_of_their_site() -> None:
    day = two_sites()
    video = np.array([False, True, False])
    day = replace(day, rooms=replace(day.rooms, is_online=video))
    live = (0, RATIOS_LIVE, CHO, -1, OAK, (CY, *SOUTH))
    timetable = plan(day, sessions=[live], alone=at_oak(live))

    found = RULES["site_travel"].faults(day, timetable)

    assert [fault.students for fault in found] == [(CY,)]
    at_home = day.students.at_home.copy()
    at_home[CY] = True
    away = replace(day, students=replace(day.students, at_home=at_home))
    assert RULES["site_travel"].faults(away, timetable) == []


def test_whoever_leads_by_video_is_not_on_the_way() -> None:
    """Of 60 minutes between Blocks 1 and 3, a call in Block 2 leaves 20."""
    day = two_sites(travel=30)
    rooms = replace(
        day.rooms, is_online=np.array([False, False, True]), seats=np.array([6, 6, 20])
    )
    day = replace(day, rooms=rooms, limits=Limits(live_min=1))
    first = (0, RATIOS_LIVE, CHO, -1, MAPLE, (0,))
    video = (1, ANGLES_LIVE, CHO, -1, COMMONS, (1,))
    last = (2, RATIOS_LIVE, CHO, -1, OAK, (3,))
    seats = [(0, 1, -1, MAPLE), (2, 1, -1, MAPLE), *at_oak(last)]
    seats = [seat for seat in seats if seat[1] != 2]

    def faults(*sessions: tuple[int, int, int, int, int, tuple[int, ...]]) -> set[str]:
        timetable = plan(day, sessions=sessions, alone=seats)
        found = RULES["site_travel"].faults(day, timetable)
        return {fault.message for fault in found if not fault.students}

    assert faults(first, last) == set()
    assert faults(first, video, last) == {
        "Ms. Cho is at one site in Block 1 and at another in Block 3: the way takes "
        "30 minutes, and 20 minutes are free for it."
    }


def test_what_a_unit_fixed_too_far_apart_is_no_fault_of_the_plan() -> None:
    day = two_sites(travel=99)
    both = np.array([0, 1])
    fixed = replace(
        day.fixed,
        block=both,
        modality=both * 0 + 6,
        staff=both * 0 + CHO,
        room=np.array([MAPLE, OAK]),
        seats=both + 6,
    )
    day = replace(day, fixed=fixed)

    standing_still = plan(day, alone=[seat for seat in AT_OAK if seat[1] == 2])
    found = RULES["site_travel"].faults(day, standing_still)
    assert all(fault.students for fault in found)
    timetable = solve(day, time_limit_seconds=1).timetable
    assert "site_travel" not in {fault.rule for fault in verify(day, timetable)}


def test_one_site_asks_nothing_whatever_the_way() -> None:
    day = two_sites(travel=0)
    alone = replace(
        day.rooms, site=np.zeros(3, np.int64), travel_minutes=np.array([[0]])
    )
    everyone = replace(day.students, site=np.zeros((6, 3), np.int64))
    here = replace(day, rooms=alone, students=everyone)

    assert RULES["site_travel"].faults(here, plan(here)) == []
    assert RULES["site_travel"].explain(here, student=0, lesson=0, block=0) == ""


def test_no_room_at_the_students_site_is_said() -> None:
    free = np.ones((3, 3), bool)
    free[OAK, 0] = False
    day = two_sites()
    day = replace(day, rooms=replace(day.rooms, free=free))

    said = Explainer(day, plan(day)).hindrances(
        student=SOUTH[0], lesson=RATIOS_LIVE, block=0
    )

    assert [(h.cause, h.message) for h in said] == [
        ("rooms", "Every room is taken in Block 1.")
    ]
    assert RULES["site_travel"].explain(
        day, student=SOUTH[0], lesson=RATIOS_LIVE, block=0
    ) == ("No room is open at the site where Dee is in Block 1.")


def test_farther_sites_never_raise_the_bound() -> None:
    near, far = (made_up(0, travel=minutes) for minutes in (0, 900))

    assert upper_bound(far) <= upper_bound(near) + 1e-6
