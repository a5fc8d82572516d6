"""The solver: no faults, good plans, the same plan for the same seed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.scheduler.instances import Recipe, make_day
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines.scheduler.tiny import (
    ANA,
    ANGLES_LIVE,
    BEN,
    DEE,
    DIAZ,
    MAPLE,
    RATIOS_ALONE,
    RATIOS_LIVE,
    RATIOS_TUTORING,
    only,
    plan,
    tiny_day,
    with_students,
)

from seedbed.engines.scheduler import (
    Limits,
    Locks,
    expected_gain,
    greedy,
    solve,
    standing,
    verify,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    n_students=st.integers(5, 45),
    seed=st.integers(0, 10_000),
    n_blocks=st.integers(2, 6),
    at_home=st.sampled_from([0.0, 0.3, 1.0]),
)
def test_every_made_up_day_is_planned_without_faults(
    n_students: int, seed: int, n_blocks: int, at_home: float
) -> None:
    recipe = Recipe(
        n_students=n_students,
        seed=seed,
        n_blocks=n_blocks,
        at_home=at_home,
        owed_service=0.0,
    )
    day = make_day(recipe)

    result = solve(day, seed=seed)

    assert verify(day, result.timetable) == []
    assert verify(day, greedy(day)) == []
    assert verify(day, standing(day)) == []
    assert result.gain <= result.bound + 1e-9
    assert result.gain >= expected_gain(day, greedy(day)) - 1e-9


def test_the_same_seed_gives_the_same_plan() -> None:
    day = make_day(Recipe(n_students=60))

    first, again, other = (solve(day, seed=seed).timetable for seed in (1, 1, 2))

    for part in ("session_block", "session_lesson", "session_staff", "seat", "lesson"):
        assert np.array_equal(getattr(first, part), getattr(again, part)), part
    assert not np.array_equal(first.lesson, other.lesson)


def test_the_plan_beats_the_quick_plan_and_the_standing_schedule() -> None:
    day = make_day(Recipe(n_students=60))

    result = solve(day)

    assert (
        result.gain
        > expected_gain(day, greedy(day))
        > expected_gain(day, standing(day))
    )
    assert result.gap < 0.15
    assert result.summary().endswith("(seed 0).")


def test_without_time_the_first_plan_is_returned() -> None:
    day = make_day(Recipe(n_students=60))

    result = solve(day, time_limit_seconds=0, with_bound=False)

    assert verify(day, result.timetable) == []
    assert np.isnan(result.bound)
    assert np.isnan(result.gap)


def test_owed_service_is_given_by_a_tutor() -> None:
    day = with_students(tiny_day(), service_minutes=only(6, ANA, 80, 0))
    day = replace(day, adults=replace(day.adults, teaches=np.ones((3, 2), bool)))

    timetable = solve(day).timetable

    assert verify(day, timetable) == []
    sessions = timetable.seat[ANA][timetable.seat[ANA] >= 0]
    assert (timetable.session_staff[sessions] == DIAZ).sum() == 2


def test_service_that_nobody_can_give_is_refused_by_name() -> None:
    day = with_students(tiny_day(), service_minutes=only(6, ANA, 30, 0))
    day = replace(day, adults=replace(day.adults, tutors=np.zeros(3, bool)))

    faults = verify(day, solve(day).timetable)

    assert [(fault.rule, fault.students) for fault in faults] == [("service", (ANA,))]


def test_locks_are_kept_even_in_a_group_of_one() -> None:
    locks = [(ANA, 1, ANGLES_LIVE), (BEN, 0, RATIOS_ALONE), (DEE, 2, -1)]
    day = tiny_day(locks=Locks(seats=np.array(locks)), limits=Limits(live_min=5))

    timetable = solve(day).timetable

    assert verify(day, timetable) == []
    assert [int(timetable.lesson[s, b]) for s, b, _ in locks] == [
        ANGLES_LIVE,
        RATIOS_ALONE,
        -1,
    ]


def test_a_lock_that_breaks_a_rule_is_left_out_and_named() -> None:
    day = tiny_day(locks=Locks(seats=np.array([[ANA, 0, RATIOS_LIVE]])))
    day = replace(
        day, history=replace(day.history, passed=np.array([[ANA, RATIOS_LIVE]]))
    )

    faults = verify(day, solve(day).timetable)

    assert [fault.rule for fault in faults] == ["locks"]


def test_an_aide_is_found_for_whoever_needs_one() -> None:
    day = with_students(tiny_day(), needs_aide=np.ones(6, bool))

    timetable = solve(day).timetable

    assert verify(day, timetable) == []
    assert timetable.n_sessions > 0


def test_a_day_without_adults_rooms_or_options_is_study() -> None:
    day = tiny_day()
    options, adults = day.options, day.adults
    none = replace(
        options,
        student=options.student[:0],
        lesson=options.lesson[:0],
        gain=options.gain[:0],
        success=options.success[:0],
    )
    nobody = replace(adults, free=np.zeros((3, 3), bool))
    day = replace(day, options=none, adults=nobody)

    result = solve(day)

    assert verify(day, result.timetable) == []
    assert (result.timetable.lesson == -1).all()
    assert (result.gain, result.bound, result.gap) == (0.0, 0.0, 0.0)


def test_too_few_seats_are_named_once_per_block() -> None:
    day = tiny_day()
    day = replace(day, rooms=replace(day.rooms, seats=np.array([1, 1, 1])))

    faults = verify(day, solve(day).timetable)

    assert {fault.rule for fault in faults} == {"seats"}
    assert [fault.block for fault in faults] == [0, 1, 2]


def test_tutoring_seats_are_worth_more_than_their_lesson_alone() -> None:
    """The repeat of a skill counts half, whichever of the two is the better one."""
    day = tiny_day()
    alone = plan(day, alone=[(ANA, 1, RATIOS_ALONE, 2)])
    both = plan(
        day,
        sessions=[(0, RATIOS_TUTORING, DIAZ, -1, MAPLE, (ANA,))],
        alone=[(ANA, 1, RATIOS_ALONE, 2)],
    )

    assert expected_gain(day, alone) == pytest.approx(0.55)
    assert expected_gain(day, both) == pytest.approx(1.25 + 0.55 / 2)
