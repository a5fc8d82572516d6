"""Licensed adults for every room in use, and breaks for adults."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.scheduler.instances import Recipe, make_day
from tests.engines.scheduler.broken_promises import licensed
from tests.engines.scheduler.tiny import CHO, COMMONS, DIAZ, EZE, plan, tiny_day

from seedbed.engines.scheduler import (
    Day,
    Fixed,
    Limits,
    greedy,
    repair,
    solve,
    standing,
    upper_bound,
    verify,
)


def made_up(seed: int, **limits: int) -> Day:
    """Return a made-up day of 60 on which two adults in three hold a licence."""
    day = make_day(Recipe(n_students=60, seed=seed, owed_service=0.0))
    is_licensed = np.arange(day.n_adults) % 3 != 2
    return replace(
        day,
        adults=replace(day.adults, is_licensed=is_licensed),
        limits=replace(day.limits, **limits),
    )


@pytest.mark.parametrize("seed", range(2))
def test_every_room_in_use_has_a_licensed_adult(seed: int) -> None:
    day = made_up(seed, licensed_adult=1)

    result = solve(day, time_limit_seconds=1, seed=seed)

    # The block of check-ins takes every licensed adult, which no plan can change.
    late = [fault for fault in verify(day, result.timetable) if fault.block != 0]
    assert late == []
    assert result.timetable.n_sessions > 0
    assert result.gain <= result.bound
    for timetable in (greedy(day), standing(day)):
        assert [fault for fault in verify(day, timetable) if fault.block != 0] == []
    unbound = replace(day, limits=Limits())
    free = solve(unbound, time_limit_seconds=1, seed=seed).timetable
    assert "licensed_adult" in {fault.rule for fault in verify(day, free)}


def test_one_licensed_adult_leads_all_or_looks_after_a_room() -> None:
    day = licensed(tiny_day(limits=Limits(licensed_adult=1)), CHO)

    timetable = solve(day, time_limit_seconds=1).timetable

    assert verify(day, timetable) == []
    for b in range(day.n_blocks):
        used = {*timetable.session_room[timetable.session_block == b].tolist()}
        used |= {*timetable.room[:, b].tolist()} - {-1}
        assert len(used) == 1


def test_without_any_licensed_adult_every_block_is_named() -> None:
    day = licensed(tiny_day(limits=Limits(licensed_adult=1)))

    faults = verify(day, plan(day))

    assert [fault.block for fault in faults] == [0, 1, 2]


def test_a_licensed_aide_serves_for_the_room() -> None:
    day = licensed(tiny_day(limits=Limits(licensed_adult=1)), CHO, EZE)
    sessions = [(b, 1, DIAZ, EZE, 1, (0, 1)) for b in range(1)]

    assert verify(day, plan(day, sessions=sessions)) == []


@pytest.mark.parametrize("seed", range(2))
def test_adults_have_their_break(seed: int) -> None:
    day = made_up(seed, most_blocks_running=2)

    result = solve(day, time_limit_seconds=1, seed=seed)

    assert verify(day, result.timetable) == []
    assert verify(day, greedy(day)) == []
    unbound = solve(replace(day, limits=Limits()), time_limit_seconds=1, seed=seed)
    assert {fault.rule for fault in verify(day, unbound.timetable)} == {"breaks"}
    repaired = verify(day, repair(day, unbound.timetable).timetable)
    assert "breaks" not in {fault.rule for fault in repaired}


def test_fixed_sessions_that_are_too_many_bar_only_what_adds_to_them() -> None:
    """Ms. Cho's two check-ins in a row are the unit's; a third block adds to them."""
    two = np.array([0, 1])
    fixed = Fixed(
        block=two, modality=two * 0 + 6, staff=two * 0, room=two * 0 - 1, seats=two + 6
    )
    day = tiny_day(fixed=fixed, limits=Limits(most_blocks_running=1, break_minutes=20))
    free = np.array([[False, False, True], [True] * 3, [True] * 3])
    day = replace(day, adults=replace(day.adults, free=free))
    third = plan(day, sessions=[(2, 0, CHO, -1, 0, (0, 1, 2))])

    assert [fault.rule for fault in verify(day, plan(day))] == []
    assert [fault.rule for fault in verify(day, third)] == ["breaks"]
    timetable = solve(day, time_limit_seconds=1).timetable
    assert verify(day, timetable) == []
    assert CHO not in timetable.session_staff


def test_the_bound_knows_that_adults_have_breaks() -> None:
    day = made_up(0)
    rested = replace(day, limits=Limits(most_blocks_running=1))

    assert upper_bound(rested) < upper_bound(day)


def test_a_gap_between_blocks_is_a_break() -> None:
    day = tiny_day(limits=Limits(most_blocks_running=2, break_minutes=10))
    sessions = [(b, b % 2, CHO if b % 2 == 0 else DIAZ, -1, 0, (0, 1, 2)) for b in (0,)]
    three = [(b, 6, CHO, -1, 0, (0 + b, 1 + b, 2 + b)) for b in range(3)]

    long = plan(day, sessions=three)
    assert [fault.rule for fault in verify(day, plan(day, sessions=sessions))] == []
    assert "breaks" not in {fault.rule for fault in verify(day, long)}
    tight = replace(day, block_starts=np.array([480, 520, 560]))
    assert "breaks" in {fault.rule for fault in verify(tight, long)}


def test_the_first_rooms_to_open_have_the_most_seats() -> None:
    day = licensed(tiny_day(limits=Limits(licensed_adult=1)), CHO, DIAZ)

    timetable = standing(day)

    assert (timetable.room == COMMONS).all()
