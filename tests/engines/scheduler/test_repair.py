"""A plan that stands: gone on from, and repaired when an adult calls in sick."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.scheduler.instances import Recipe, make_day
from tests.engines.scheduler.tiny import (
    ANA,
    ANGLES_LIVE,
    BEN,
    CHO,
    CY,
    DEE,
    DIAZ,
    ELI,
    FAY,
    MAPLE,
    OAK,
    RATIOS_ALONE,
    RATIOS_LIVE,
    only,
    plan,
    tiny_day,
    with_students,
)

from seedbed.engines.scheduler import (
    Day,
    Limits,
    Locks,
    Timetable,
    expected_gain,
    repair,
    solve,
    verify,
)
from seedbed.server.benches.sizing_days import sizing_day


def without(day: Day, adult: int) -> Day:
    """Return the day on which an adult is away."""
    free = day.adults.free.copy()
    free[adult] = False
    return replace(day, adults=replace(day.adults, free=free))


def busiest(timetable: Timetable) -> int:
    """Return the adult who leads most sessions."""
    leads = timetable.session_staff[timetable.session_staff >= 0]
    return int(np.bincount(leads).argmax())


def met_by(timetable: Timetable, adult: int) -> set[int]:
    """Return the students in front of an adult."""
    led = np.append(
        (timetable.session_staff == adult) | (timetable.session_aide == adult), False
    )
    return set(np.flatnonzero(led[timetable.seat].any(axis=1)).tolist())


def changed(before: Timetable, after: Timetable) -> set[int]:
    """Return the students whose lessons differ."""
    return set(np.flatnonzero((before.lesson != after.lesson).any(axis=1)).tolist())


@pytest.mark.parametrize(
    "make", [lambda: make_day(Recipe(n_students=60)), lambda: sizing_day(100)]
)
def test_only_students_of_an_absent_adult_get_another_day(make) -> None:
    day = make()
    before = solve(day, time_limit_seconds=1, with_bound=False).timetable
    adult = busiest(before)

    after = repair(without(day, adult), before).timetable

    assert verify(without(day, adult), after) == []
    assert changed(before, after) <= met_by(before, adult)
    assert not (after.session_staff == adult).any()


def test_an_idle_adult_takes_over_and_nobody_moves() -> None:
    day = tiny_day()
    before = plan(day, sessions=[(0, RATIOS_LIVE, CHO, -1, MAPLE, (ANA, BEN, CY))])

    after = repair(without(day, CHO), before).timetable

    assert after.session_staff.tolist() == [DIAZ]
    assert np.array_equal(after.lesson[:3, 0], before.lesson[:3, 0])


def test_a_plan_without_a_change_is_left_as_it_is() -> None:
    day = make_day(Recipe(n_students=60))
    before = solve(day, time_limit_seconds=1, with_bound=False).timetable

    after = repair(day, before).timetable

    assert changed(before, after) == set()
    assert expected_gain(day, after) == pytest.approx(expected_gain(day, before))


def test_a_search_goes_on_from_a_plan_and_never_loses_it() -> None:
    day = make_day(Recipe(n_students=60))
    before = solve(day, time_limit_seconds=0.3, with_bound=False)

    after = solve(day, start=before.timetable, time_limit_seconds=1, with_bound=False)

    assert verify(day, after.timetable) == []
    assert after.gain >= before.gain - 1e-9


def test_a_session_leaves_the_quiet_room_to_whoever_needs_it() -> None:
    day = tiny_day()
    needs_quiet = only(6, DEE, True, False)
    day = with_students(day, needs_quiet=needs_quiet)
    before = plan(
        day,
        sessions=[
            (0, RATIOS_LIVE, CHO, -1, OAK, (ANA, BEN, CY)),
            (0, ANGLES_LIVE, CHO, -1, MAPLE, (DEE, ELI, FAY)),
        ],
    )
    adults = replace(day.adults, teaches=day.adults.teaches & [[True, False]])
    day = replace(day, adults=adults)

    after = repair(day, before).timetable

    assert verify(day, after) == []
    assert np.array_equal(after.lesson[:3, 0], before.lesson[:3, 0])


def test_locks_come_before_the_plan_that_stands() -> None:
    day = tiny_day(limits=Limits(live_min=3))
    before = plan(day, sessions=[(0, RATIOS_LIVE, CHO, -1, MAPLE, (ANA, BEN, CY))])
    locks = Locks(seats=np.array([[ANA, 0, RATIOS_ALONE], [BEN, 1, ANGLES_LIVE]]))
    day = replace(day, locks=locks)

    after = solve(day, start=before, time_limit_seconds=0.5).timetable

    assert verify(day, after) == []
    assert after.lesson[ANA, 0] == RATIOS_ALONE
    assert after.lesson[BEN, 1] == ANGLES_LIVE


def test_a_plan_of_another_day_is_refused() -> None:
    other = solve(make_day(Recipe(n_students=5)), time_limit_seconds=0).timetable

    with pytest.raises(ValueError, match="timetable"):
        repair(tiny_day(), other)
