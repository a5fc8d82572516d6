"""Pairs of students: the solver keeps apart, or together, whom adults ask it to."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from benchmarks.scheduler.instances import Recipe, make_day
from tests.engines.scheduler.broken_promises import apart, together
from tests.engines.scheduler.tiny import (
    ANA,
    ANGLES_LIVE,
    BEN,
    CY,
    DEE,
    tiny_day,
    with_students,
)

from seedbed.engines.scheduler import (
    Day,
    Limits,
    Locks,
    Options,
    Pairs,
    Timetable,
    expected_gain,
    greedy,
    repair,
    solve,
    standing,
    upper_bound,
    verify,
)

ADULT = {0: (0,), 1: (1,), 2: (-1,)}  # who can lead live, tutoring, peers on that day


def day_with_pairs(seed: int) -> Day:
    """Return a made-up day of 60 with eight pairs apart and six together."""
    day = make_day(Recipe(n_students=60, seed=seed, owed_service=0.0))
    mentor = day.students.mentor
    who = np.random.default_rng(seed).permutation(60)
    groups = [who[mentor[who] == m] for m in np.unique(mentor)]
    n_apart = min(8, *(len(group) for group in groups[:2]))
    # Who shares a mentor's check-in cannot be apart on that day.
    pairs = Pairs(
        apart=np.stack([groups[0][:n_apart], groups[1][:n_apart]], axis=1),
        together=np.concatenate([groups[0][8:14], groups[1][8:14]]).reshape(6, 2),
    )
    return replace(day, pairs=pairs)


@pytest.mark.parametrize("seed", range(3))
def test_pairs_of_a_made_up_day_are_kept(seed: int) -> None:
    day = day_with_pairs(seed)

    result = solve(day, time_limit_seconds=1, seed=seed)

    assert verify(day, result.timetable) == []
    assert verify(day, greedy(day)) == []
    assert verify(day, standing(day)) == []
    assert 0.8 * result.bound < result.gain <= result.bound
    free = replace(day, pairs=Pairs())
    unbound = verify(day, solve(free, time_limit_seconds=1, seed=seed).timetable)
    assert {fault.rule for fault in unbound} <= {"separate", "together"}
    assert unbound != []


def test_a_repaired_plan_keeps_pairs() -> None:
    day = day_with_pairs(0)
    before = solve(day, time_limit_seconds=0, with_bound=False).timetable
    leads = before.session_staff[before.session_staff >= 0][0]
    away = day.adults.free & (np.arange(day.n_adults) != leads)[:, None]
    day = replace(day, adults=replace(day.adults, free=away))

    assert verify(day, repair(day, before).timetable) == []


def test_two_who_share_a_session_by_lock_are_named() -> None:
    """A lock cannot break the rule: the second one is left out and named."""
    day = tiny_day(pairs=apart())
    decided = np.array([[ANA, 0, ANGLES_LIVE], [BEN, 0, ANGLES_LIVE]])
    day = replace(day, locks=Locks(seats=decided))

    faults = verify(day, solve(day, time_limit_seconds=0).timetable)

    assert [(fault.rule, fault.students) for fault in faults] == [("locks", (BEN,))]


def small_day(seed: int) -> Day:
    """Return a day of three students at home, with a pair apart and one together."""
    rng = np.random.default_rng(seed)
    day = tiny_day(limits=Limits(live_min=2, skill_twice=[1, 2][rng.integers(2)]))
    free = np.zeros((6, 3), bool)
    free[:3, 0] = free[:2, 1] = True
    day = with_students(day, free=free, at_home=np.ones((6, 3), bool))
    keep = (rng.random(len(day.options.gain)) < 0.25) & (day.options.student < 3)
    options = day.options
    chosen = Options(
        student=options.student[keep],
        lesson=options.lesson[keep],
        gain=rng.uniform(0.1, 1.0, int(keep.sum())),
        success=options.success[keep],
    )
    kind = rng.integers(3)
    both = replace(apart(ANA, CY), together=np.array([[ANA, BEN]]))
    pairs = (apart(), together(), both)[kind]
    pairs = replace(pairs, together_by=())
    day = replace(day, options=chosen, pairs=pairs)
    # One adult leads live lessons and one tutors, so that plans differ by seats alone.
    teaches = np.array([[True, True], [True, True], [False, False]])
    tutors = np.array([False, True, False])
    day = replace(day, adults=replace(day.adults, teaches=teaches, tutors=tutors))
    way = day.lessons.modality[day.options.lesson]
    skill = day.lessons.skill[day.options.lesson]
    # No two groups of one block compete for an adult.
    keep = (way > 1) | ((way == 0) == (skill == 0))
    return replace(day, options=_some(day.options, keep))


def best_by_hand(day: Day) -> float | None:
    """Return the gain of the best plan without faults, by trying every plan."""
    seats = np.argwhere(day.students.free)
    lessons = [
        [-1, *day.options.lesson[day.options.student == s].tolist()] for s, _ in seats
    ]
    best = None
    for chosen in product(*lessons):
        timetable = call_plan(day, seats.tolist(), chosen)
        gain = expected_gain(day, timetable)
        if (best is None or gain > best) and verify(day, timetable) == []:
            best = gain
    return best


def call_plan(day: Day, seats: list[list[int]], chosen: tuple[int, ...]) -> Timetable:
    """Write a plan of calls: everyone of a lesson and block meets, if it is a group."""
    seat = np.full((6, 3), -1)
    lesson = seat.copy()
    rows: list[tuple[int, int]] = []
    for (s, b), what in zip(seats, chosen, strict=True):
        lesson[s, b] = what
        if what >= 0 and day.lessons.modality[what] < 3:
            if (b, what) not in rows:
                rows.append((b, what))
            seat[s, b] = rows.index((b, what))
    none = np.full(len(rows), -1)
    ways = [int(day.lessons.modality[what]) for _, what in rows]
    staff = [leader(day, what, way) for (_, what), way in zip(rows, ways, strict=True)]
    return Timetable(
        session_block=np.array([b for b, _ in rows], np.int64),
        session_lesson=np.array([what for _, what in rows], np.int64),
        session_staff=np.array(staff, np.int64),
        session_aide=none,
        session_room=none,
        seat=seat,
        lesson=lesson,
        room=np.full((6, 3), -1),
    )


def leader(day: Day, lesson: int, way: int) -> int:
    """Return the only adult made for it: live for Ms. Cho, tutoring for Mr. Diaz."""
    return ADULT[way][0]


@pytest.mark.parametrize("seed", range(10))
def test_small_days_with_pairs_are_solved_to_the_optimum(seed: int) -> None:
    day = small_day(seed)

    result = solve(day, time_limit_seconds=1)

    assert verify(day, result.timetable) == []
    assert result.gain >= (best_by_hand(day) or 0.0) - 1e-9
    assert upper_bound(day) >= result.gain - 1e-9


@pytest.mark.parametrize("seed", range(10))
def test_small_days_with_promises_are_solved_to_the_optimum(seed: int) -> None:
    day = small_day(seed)
    limits = replace(
        day.limits,
        adult_led_blocks=[None, 1][seed % 2],
        seat_time_minutes=[None, 40, 80][seed % 3],
    )
    day = replace(day, limits=limits)

    result = solve(day, time_limit_seconds=1)

    best = best_by_hand(day)
    if best is None:
        assert verify(day, result.timetable) != []
        return
    assert verify(day, result.timetable) == []
    assert result.gain >= best - 1e-9
    assert upper_bound(day) >= result.gain - 1e-9


def _some(options: Options, keep: np.ndarray) -> Options:
    return Options(
        student=options.student[keep],
        lesson=options.lesson[keep],
        gain=options.gain[keep],
        success=options.success[keep],
    )


def test_together_never_seats_one_beside_a_group_of_the_other() -> None:
    day = tiny_day(pairs=together(ANA, DEE))

    timetable = solve(day, time_limit_seconds=1).timetable

    assert verify(day, timetable) == []
    led = timetable.session_staff >= 0
    skill = day.lessons.skill[timetable.session_lesson]
    for k in range(2):
        own = [
            {n for n in timetable.seat[s] if n >= 0 and led[n] and skill[n] == k}
            for s in (ANA, DEE)
        ]
        assert own[0] == own[1] or not all(own)
