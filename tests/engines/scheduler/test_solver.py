"""The solver: no faults, good plans, the same plan for the same seed."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from benchmarks.scheduler.instances import Recipe, make_day
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines.scheduler.tiny import (
    ANA,
    ANGLES_LIVE,
    BEN,
    CHO,
    DEE,
    DIAZ,
    MAPLE,
    OAK,
    RATIOS_ALONE,
    RATIOS_LIVE,
    RATIOS_TUTORING,
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
    greedy,
    solve,
    standing,
    upper_bound,
    verify,
)
from seedbed.lib.modalities import Modality

GROUPED = 3  # modalities below this one meet in sessions


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


def _brute_force(day: Day) -> float:
    """Return the gain of the best plan of a very small day, by trying every plan."""
    s_axis, b_axis = np.nonzero(day.students.free)
    lessons = [
        [-1, *day.options.lesson[day.options.student == s].tolist()] for s in s_axis
    ]
    plans = [
        list(zip(s_axis.tolist(), b_axis.tolist(), chosen, strict=True))
        for chosen in product(*lessons)
    ]
    plans.sort(key=lambda seats: -_gain_of(day, seats))
    return next(_gain_of(day, seats) for seats in plans if _can_be_held(day, seats))


def _gain_of(day: Day, seats: list[tuple[int, int, int]]) -> float:
    return expected_gain(day, _timetable(day, seats, {}))


def _groups(
    day: Day, seats: list[tuple[int, int, int]]
) -> dict[tuple[int, int], list[int]]:
    groups: dict[tuple[int, int], list[int]] = {}
    for s, b, lesson in seats:
        if lesson >= 0 and day.lessons.modality[lesson] < GROUPED:
            groups.setdefault((b, lesson), []).append(s)
    return groups


def _timetable(
    day: Day,
    seats: list[tuple[int, int, int]],
    held: dict[tuple[int, int], tuple[int, int]],
) -> Timetable:
    groups = _groups(day, seats)
    sessions = [
        (b, lesson, *_staff_room(held, b, lesson), who)
        for (b, lesson), who in groups.items()
    ]
    alone = [
        (s, b, lesson, 2)
        for s, b, lesson in seats
        if lesson >= 0 and (b, lesson) not in groups
    ]
    return plan(day, sessions=sessions, alone=alone)


def _staff_room(
    held: dict[tuple[int, int], tuple[int, int]], b: int, lesson: int
) -> tuple[int, int, int]:
    staff, room = held.get((b, lesson), (-1, -1))
    return staff, -1, room


def _can_be_held(day: Day, seats: list[tuple[int, int, int]]) -> bool:
    """Tell whether some choice of adults and rooms gives a plan without faults."""
    by_group = _groups(day, seats)
    groups = list(by_group)
    if any(
        len(who) < 2 and day.lessons.modality[lesson] != Modality.TUTORING
        for (_, lesson), who in by_group.items()
    ):
        return False
    ways = [
        list(
            product(
                (CHO, DIAZ) if day.lessons.modality[lesson] < 2 else (-1,), (MAPLE, OAK)
            )
        )
        for _, lesson in groups
    ]
    return any(
        verify(day, _timetable(day, seats, dict(zip(groups, way, strict=True)))) == []
        for way in product(*ways)
    )


def _tiny_random_day(seed: int) -> Day:
    """Return a day of three students and four seats, its limits drawn too."""
    rng = np.random.default_rng(seed)
    limits = Limits(
        live_min=2,
        group_spread=[0.5, None][rng.integers(2)],
        lesson_most=int(rng.integers(1, 3)),
        repeat_share=[0.5, 1.0][rng.integers(2)],
        licences=[None, 1][rng.integers(2)],
        peer_groups=[None, 1][rng.integers(2)],
    )
    day = tiny_day(limits=limits)
    free = np.zeros((6, 3), bool)
    free[:3, 0] = free[0, 1] = True
    day = with_students(day, free=free)
    day = replace(day, rooms=replace(day.rooms, devices=day.rooms.seats))
    keep = (rng.random(len(day.options.gain)) < 0.3) & (day.options.student < 3)
    options = replace(
        day.options,
        student=day.options.student[keep],
        lesson=day.options.lesson[keep],
        gain=rng.uniform(0.1, 1.0, int(keep.sum())),
        success=day.options.success[keep],
    )
    return replace(day, options=options)


@pytest.mark.parametrize("seed", range(200))
def test_no_plan_of_a_tiny_day_is_above_the_bound(seed: int) -> None:
    day = _tiny_random_day(seed)

    assert upper_bound(day) >= _brute_force(day) - 1e-9


@pytest.mark.parametrize("seed", range(20))
def test_tiny_days_are_solved_to_the_optimum(seed: int) -> None:
    day = _tiny_random_day(seed)

    result = solve(day, time_limit_seconds=1)

    assert verify(day, result.timetable) == []
    assert result.gain == pytest.approx(_brute_force(day))


def test_one_more_teacher_never_lowers_the_bound() -> None:
    day = make_day(Recipe(n_students=40))
    adults = day.adults
    fewer = replace(
        day,
        adults=replace(
            adults, free=adults.free & (np.arange(day.n_adults) > 0)[:, None]
        ),
    )

    assert upper_bound(fewer) <= upper_bound(day) + 1e-9


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
