"""What must not change a plan, a bound or a verdict: order, threads, one more adult."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numba
import numpy as np
import pytest
from benchmarks.scheduler.instances import Recipe, make_day
from tests.engines.scheduler.random_days import random_day

from seedbed.engines.scheduler import (
    Day,
    Result,
    Timetable,
    expected_gain,
    greedy,
    search,
    solve,
    upper_bound,
    verify,
)
from seedbed.lib.arrays import IntArray
from seedbed.server.benches.sizing_days import sizing_day

PARTS = (
    "session_block", "session_lesson", "session_staff", "session_aide", "session_room",
    "seat", "lesson", "room",
)  # fmt: skip
#: More than any search here takes: the number of changes ends it, never the clock.
AMPLE_SECONDS = 60


def permuted(day: Day, order: IntArray) -> Day:
    """Return the day with its students in another order."""
    place = np.argsort(order)  # where each old student is now
    students = {name: value[order] for name, value in vars(day.students).items()}
    options, history = day.options, day.history
    by_student = np.argsort(place[options.student], kind="stable")
    columns = {name: value[by_student] for name, value in vars(options).items()}
    columns["student"] = place[columns["student"]]

    def moved(rows: IntArray) -> IntArray:
        return np.column_stack([place[rows[:, 0]], rows[:, 1:]])

    names = tuple(np.array(day.names.students)[order].tolist())
    return replace(
        day,
        students=replace(day.students, **students),
        options=replace(options, **columns),
        history=replace(
            history, **{name: moved(rows) for name, rows in vars(history).items()}
        ),
        locks=replace(day.locks, seats=moved(day.locks.seats)),
        names=replace(day.names, students=names),
    )


def permuted_plan(timetable: Timetable, order: IntArray) -> Timetable:
    """Return the plan of the permuted day that gives everyone the same day."""
    rows = {
        name: getattr(timetable, name)[order] for name in ("seat", "lesson", "room")
    }
    return replace(timetable, **rows)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_students_changes_neither_worth_nor_verdict(seed: int) -> None:
    day = make_day(Recipe(n_students=30, seed=seed))
    order = np.random.default_rng(seed).permutation(day.n_students)
    timetable = greedy(day)
    strict = replace(day, limits=replace(day.limits, live_max=2, screen_minutes=40))

    shuffled, same_plan = permuted(day, order), permuted_plan(timetable, order)

    assert verify(shuffled, same_plan) == []
    gains = expected_gain(day, timetable), expected_gain(shuffled, same_plan)
    assert gains[0] == pytest.approx(gains[1])
    assert upper_bound(shuffled) == pytest.approx(upper_bound(day), rel=1e-6)
    broken = [
        len(verify(strict, timetable)),
        len(verify(permuted(strict, order), same_plan)),
    ]
    assert broken[0] == broken[1] > 0


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_students_does_not_change_the_optimum(seed: int) -> None:
    day = random_day(seed)
    shuffled = permuted(day, np.array([3, 1, 5, 0, 4, 2]))

    first, second = (solve(one, time_limit_seconds=0.5) for one in (day, shuffled))

    assert first.gain == pytest.approx(second.gain)
    assert first.bound == pytest.approx(second.bound)


def test_the_order_of_students_changes_a_whole_plan_only_in_ties() -> None:
    """Not the same plan, for draws fall on others, but one worth about as much."""
    day = sizing_day(100)
    shuffled = permuted(day, np.random.default_rng(0).permutation(100))

    first, second = (
        solve(one, time_limit_seconds=1.5, with_bound=False) for one in (day, shuffled)
    )

    assert verify(shuffled, second.timetable) == []
    assert first.gain == pytest.approx(second.gain, rel=0.01)


@pytest.mark.parametrize(
    "make", [lambda: make_day(Recipe(n_students=20)), lambda: sizing_day(20)]
)
def test_threads_do_not_change_the_plan(make, monkeypatch: pytest.MonkeyPatch) -> None:
    day, usual = make(), numba.get_num_threads()

    def planned(n_threads: int) -> Result:
        monkeypatch.setattr(
            search, "ThreadPoolExecutor", lambda _: ThreadPoolExecutor(n_threads)
        )
        numba.set_num_threads(min(n_threads, usual))
        return solve(day, time_limit_seconds=AMPLE_SECONDS, with_bound=False)

    try:
        one, two, four = (planned(n) for n in (1, 2, 4))
    finally:
        numba.set_num_threads(usual)

    for part in PARTS:
        first = getattr(one.timetable, part)
        assert np.array_equal(first, getattr(two.timetable, part)), part
        assert np.array_equal(first, getattr(four.timetable, part)), part
    assert one.seconds < AMPLE_SECONDS


@pytest.mark.parametrize("seed", range(4))
def test_one_more_adult_never_lowers_the_bound(seed: int) -> None:
    day = make_day(Recipe(n_students=40, seed=seed))
    adults, bounds = day.adults, []

    for n_there in range(day.n_adults + 1):
        there = (np.arange(day.n_adults) < n_there)[:, None]
        fewer = replace(day, adults=replace(adults, free=adults.free & there))
        bounds.append(upper_bound(fewer))

    assert all(np.diff(bounds) >= -1e-6), bounds
    assert bounds[-1] > bounds[0]
