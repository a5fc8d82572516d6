"""Terms weigh what a plan is worth, and their measures say how it did."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.scheduler.instances import Recipe, make_day
from tests.engines.scheduler.tiny import (
    ANA,
    BEN,
    CHO,
    COMMONS,
    CY,
    MAPLE,
    RATIOS_ALONE,
    RATIOS_LIVE,
    only,
    plan,
    tiny_day,
    with_students,
)

from seedbed.engines.scheduler import (
    TERMS,
    Day,
    Limits,
    Timetable,
    expected_gain,
    gain_by_student,
    measures,
    solve,
    upper_bound,
    verify,
)
from seedbed.engines.scheduler.terms.own_day import ideal_gains


def with_success(day: Day, lesson: int, success: float) -> Day:
    chosen = np.where(day.options.lesson == lesson, success, day.options.success)
    return replace(day, options=replace(day.options, success=chosen))


def live_and_alone(day: Day) -> Timetable:
    return plan(
        day,
        sessions=[(0, RATIOS_LIVE, CHO, -1, MAPLE, (ANA, BEN, CY))],
        alone=[(ANA, 1, RATIOS_ALONE, COMMONS)],
    )


@pytest.mark.parametrize(("success", "n_outside"), [(0.5, 1), (0.7, 0), (0.9, 1)])
def test_seats_outside_the_band_are_counted(success: float, n_outside: int) -> None:
    day = with_success(tiny_day(), RATIOS_ALONE, success)

    figures = measures(day, live_and_alone(day))

    assert figures["challenge.n_outside"] == n_outside
    assert figures["challenge.n_seats"] == 4


def test_who_asks_for_stretch_may_go_below_the_band_but_not_above() -> None:
    hard = with_students(tiny_day(), wants_stretch=only(6, ANA, True, False))
    low, high = (with_success(hard, RATIOS_ALONE, share) for share in (0.4, 0.95))

    assert measures(low, live_and_alone(low))["challenge.n_outside"] == 0
    assert measures(high, live_and_alone(high))["challenge.n_outside"] == 1


def test_a_seat_outside_the_band_counts_a_share() -> None:
    day = with_success(tiny_day(), RATIOS_ALONE, 0.5)
    timetable = plan(day, alone=[(ANA, 1, RATIOS_ALONE, COMMONS)])
    cheap = replace(day, limits=Limits(challenge_share=0.5))

    assert expected_gain(day, timetable) == pytest.approx(0.55)
    assert expected_gain(cheap, timetable) == pytest.approx(0.275)
    said = TERMS["challenge"].explain(cheap, student=ANA, lesson=RATIOS_ALONE)
    assert said == "Ana would get about 50% right, outside 60% to 85%."


def test_a_unit_that_minds_the_band_has_fewer_seats_outside() -> None:
    day = make_day(Recipe(n_students=40))
    mild = replace(day, limits=replace(day.limits, challenge_share=0.5))

    plain, calibrated = (
        solve(d, time_limit_seconds=1, with_bound=False).timetable for d in (day, mild)
    )

    n_plain, n_mild = (
        measures(day, timetable)["challenge.n_outside"]
        for timetable in (plain, calibrated)
    )
    assert n_mild < n_plain
    assert verify(mild, calibrated) == []
    assert expected_gain(mild, calibrated) <= upper_bound(mild)


def test_live_minutes_are_compared_between_groups_and_places() -> None:
    at_home = np.zeros((6, 3), bool)
    at_home[3:] = True
    day = with_students(
        tiny_day(),
        at_home=at_home,
        group=np.array([0, 0, 1, 1, -1, -1]),
        live_minutes=np.array([0, 0, 0, 0, 60, 60]),
    )

    figures = measures(day, live_and_alone(day))

    assert figures["fair_live.group_0_minutes"] == 40
    assert figures["fair_live.group_1_minutes"] == 20
    assert figures["fair_live.group_ratio"] == 0.5
    assert figures["fair_live.home_0_minutes"] == 40
    assert figures["fair_live.home_1_minutes"] == 40
    assert figures["fair_live.home_ratio"] == 1.0


def test_without_two_groups_there_is_nothing_to_compare() -> None:
    figures = measures(tiny_day(), plan(tiny_day()))

    assert np.isnan(figures["fair_live.group_ratio"])
    assert np.isnan(figures["fair_live.home_ratio"])


def test_the_group_that_had_less_live_teaching_gets_the_seats() -> None:
    """Five seats and six who want them: who had none so far is never left out."""
    day = tiny_day(limits=Limits(fair_live=0.5, group_spread=None))
    day = with_students(
        day,
        group=np.array([0, 0, 0, 1, 1, 1]),
        live_minutes=np.array([90, 90, 90, 0, 0, 0]),
    )
    before = TERMS["fair_live"].weight(day)
    live = day.lessons.modality[day.options.lesson] == 0

    assert (before[live & (day.options.student < 3)] == 1.0).all()
    assert (before[live & (day.options.student >= 3)] == 1.5).all()
    assert (before[~live] == 1.0).all()
    timetable = solve(day, time_limit_seconds=1).timetable
    ways = np.append(day.lessons.modality, -1)[timetable.lesson]
    n_live = (ways == 0).sum(axis=1)
    assert n_live[3:].sum() >= n_live[:3].sum()
    said = TERMS["fair_live"].explain(day, student=3, lesson=RATIOS_LIVE)
    assert said == "Students like Dee have had less live teaching so far than others."
    assert TERMS["fair_live"].explain(day, student=ANA, lesson=RATIOS_LIVE) == ""


def test_at_their_defaults_terms_weigh_nothing() -> None:
    day = make_day(Recipe(n_students=20))

    for name, term in TERMS.items():
        assert (term.weight(day) == 1.0).all(), name


def test_an_ideal_day_has_the_best_lessons_with_repeats_diminished() -> None:
    day = tiny_day()
    own = day.options.student == ANA
    gain, skill = day.options.gain[own], day.lessons.skill[day.options.lesson[own]]
    n_free = int(day.students.free[ANA].sum())
    worth = []
    for k in set(skill.tolist()):
        best = sorted(gain[skill == k], reverse=True)[: day.limits.skill_twice]
        worth += [g * day.limits.repeat_share**n for n, g in enumerate(best)]

    assert ideal_gains(day)[ANA] == pytest.approx(
        sum(sorted(worth, reverse=True)[:n_free])
    )


def test_nobody_can_have_more_than_the_ideal_day() -> None:
    day = make_day(Recipe(n_students=40))
    timetable = solve(day, time_limit_seconds=0.5, with_bound=False).timetable

    assert (gain_by_student(day, timetable) <= ideal_gains(day) + 1e-9).all()
    figures = measures(day, timetable)
    assert 0 < figures["own_day.worst_tenth_share"] < figures["own_day.mean_share"] < 1


def test_who_had_least_of_an_ideal_day_counts_for_more() -> None:
    day = tiny_day(limits=Limits(own_day=2.0))
    ideal = ideal_gains(day)
    so_far = np.where(ideal > 0, 0.6 * ideal, -1.0)
    so_far[ANA] = 0.3 * ideal[ANA]
    so_far[BEN] = -1.0
    day = with_students(day, gain_so_far=so_far)

    weight = TERMS["own_day"].weight(day)

    assert weight[day.options.student == ANA] == pytest.approx(2.0)
    assert weight[day.options.student != ANA] == pytest.approx(1.0)
    assert TERMS["own_day"].explain(day, student=ANA, lesson=RATIOS_LIVE) == (
        "Ana has had less of an ideal day so far than others, so comes first."
    )
    assert TERMS["own_day"].explain(day, student=BEN, lesson=RATIOS_LIVE) == ""


def test_days_so_far_change_nothing_where_the_unit_switches_the_term_off() -> None:
    day = with_students(
        tiny_day(limits=Limits(own_day=0.0)), gain_so_far=np.linspace(0, 1, 6)
    )

    assert (TERMS["own_day"].weight(day) == 1.0).all()
