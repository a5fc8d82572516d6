"""What a rule costs, and what a changed day would bring, with honest intervals."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from tests.engines.scheduler.tiny import (
    ANA,
    CHO,
    COMMONS,
    DIAZ,
    MAPLE,
    tiny_day,
)

from seedbed.engines.scheduler import (
    Day,
    Limits,
    price,
    price_all,
    price_of_number,
    room_for_more,
    solve,
    switches,
    upper_bound,
    verify,
    what_if,
)
from seedbed.engines.scheduler.variants import (
    scarcest_adult,
    with_adult_like,
    with_rows,
    with_rule,
    with_students_like,
    without_room,
    without_rule,
)
from seedbed.engines.scheduler.what_if import draw


def limited(day: Day, **limits: Any) -> Day:
    return replace(day, limits=replace(day.limits, **limits))


def test_every_switch_is_a_number_that_none_switches_off() -> None:
    assert "group_spread" in switches()
    assert "live_max" not in switches()
    assert set(switches()) <= {f.name for f in fields(Limits)}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("seats", "can never be switched off"),
        ("service", "can never be switched off"),
        ("live_max", "can be changed but never switched off"),
        ("homework", "There is no rule 'homework'"),
        ("staff_blocks", "is off and has no usual number"),
    ],
)
def test_a_rule_without_a_price_is_refused_with_a_sentence(rule, words) -> None:
    with pytest.raises(ValueError, match=words):
        price(tiny_day(), rule, time_limit_seconds=0.2)


def test_a_rule_that_binds_costs_learning_and_one_that_does_not_costs_none() -> None:
    day = limited(tiny_day(), screen_minutes=0, peer_most=3)

    screens, peers = price_all(
        day, ("screen_minutes", "peer_most"), time_limit_seconds=1
    )

    assert screens.is_on
    assert screens.learning.value >= 0
    assert peers.learning.value == pytest.approx(0, abs=1e-9)
    assert peers.n_touched == 0


def test_the_price_of_group_spread_is_who_would_sit_together() -> None:
    """Fay works at grade 9, the others near 6: with the rule she learns alone."""
    day = limited(tiny_day(), group_spread=1.0, project_most=None)

    found = price(day, "group_spread", time_limit_seconds=1)

    assert found.learning.value > 0
    assert found.live_minutes >= 0
    assert found.n_touched > 0
    assert verify(with_rule(day, "group_spread"), solve(day).timetable) == []


def test_the_interval_holds_the_price_and_never_goes_below_zero() -> None:
    day = limited(tiny_day(), group_spread=1.0)

    for found in price_all(day, ("group_spread", "skill_twice"), time_limit_seconds=1):
        assert 0 <= found.learning.low <= found.learning.value
        assert found.learning.value <= found.learning.high
        assert found.with_rule.bound <= found.without_rule.bound + 1e-9
        assert found.with_rule.n_faults == found.without_rule.n_faults == 0


def test_a_waived_rule_is_priced_at_its_usual_number() -> None:
    day = limited(tiny_day(), group_spread=None)

    found = price(day, "group_spread", time_limit_seconds=1)

    assert not found.is_on
    assert found.learning.value >= 0
    assert with_rule(day, "group_spread").limits.group_spread == 2.0
    assert without_rule(day, "group_spread") == day


def test_a_number_is_priced_beside_the_one_that_a_waiver_gives() -> None:
    """Fay works at grade 9: a spread of 4 grades lets her sit with the others."""
    day = limited(tiny_day(), group_spread=4.0, project_most=None)

    found = price_of_number(
        day, "group_spread", own=1.0, instead=4.0, time_limit_seconds=1
    )

    assert not found.is_on
    assert found.learning.value > 0
    assert found.learning.low <= found.learning.value <= found.learning.high
    assert found.n_touched > 0
    assert found.with_rule.n_faults == found.without_rule.n_faults == 0


def test_a_rule_that_has_no_switch_is_priced_at_another_number() -> None:
    found = price_of_number(
        tiny_day(), "live_max", own=2, instead=6, time_limit_seconds=1
    )

    assert found.rule == "live_max"
    assert found.learning.high >= found.learning.value >= 0


def test_switching_a_number_off_costs_what_the_rule_costs() -> None:
    day = limited(tiny_day(), group_spread=1.0, project_most=None)

    plain = price(day, "group_spread", time_limit_seconds=1)
    by_number = price_of_number(
        day, "group_spread", own=1.0, instead=None, time_limit_seconds=1
    )

    assert by_number.is_on
    assert 0 <= by_number.learning.low <= plain.learning.high
    assert plain.learning.low <= by_number.learning.high


def test_a_number_that_binds_more_comes_out_below_zero() -> None:
    day = limited(tiny_day(), group_spread=4.0, project_most=None)

    found = price_of_number(
        day, "group_spread", own=4.0, instead=1.0, time_limit_seconds=1
    )

    assert found.learning.value < 0


@pytest.mark.parametrize(
    ("rule", "own", "words"),
    [("homework", 1, "no rule 'homework'"), ("live_max", 6, "on both days")],
)
def test_numbers_that_cannot_be_compared_are_refused(rule, own, words) -> None:
    with pytest.raises(ValueError, match=words):
        price_of_number(tiny_day(), rule, own=own, instead=6)


def test_the_same_seed_gives_the_same_price() -> None:
    day = limited(tiny_day(), group_spread=1.0)

    first, second = (
        price(day, "group_spread", time_limit_seconds=8, seed=3) for _ in range(2)
    )

    assert first == second


def test_an_adult_more_never_lowers_the_bound() -> None:
    day = tiny_day()

    for adult in range(day.n_adults):
        assert upper_bound(with_adult_like(day, adult)) >= upper_bound(day) - 1e-6


def test_one_teacher_more_is_like_the_scarcest() -> None:
    free = tiny_day().adults.free.copy()
    free[CHO] = [True, False, False]
    day = tiny_day()
    day = replace(day, adults=replace(day.adults, free=free))
    assert scarcest_adult(day) in (CHO, DIAZ)

    found = what_if(day, more_adults=1, adult=CHO, time_limit_seconds=1)

    assert found.adult == CHO
    assert found.learning.high >= found.learning.value
    assert found.after.gain >= found.before.gain - 1e-9


def test_a_room_less_closes_it_for_sessions_and_desks() -> None:
    day = tiny_day()

    found = what_if(day, fewer_rooms=1, room=COMMONS, time_limit_seconds=1)

    assert found.room == COMMONS
    assert not without_room(day, COMMONS).rooms.free[COMMONS].any()
    assert found.learning.low <= found.learning.value <= found.learning.high


def test_students_more_are_like_present_ones_and_named_so() -> None:
    day = tiny_day()
    drawn = draw(day, 8, seed=1)

    more = with_students_like(day, drawn)

    assert more.n_students == 14
    assert sorted(drawn[:6].tolist()) == list(range(6))
    assert more.names.students[6].startswith("one like ")
    assert np.array_equal(
        more.students.working_grade[6:], day.students.working_grade[drawn]
    )
    own = more.options.gain[more.options.student == 6]
    assert np.array_equal(own, day.options.gain[day.options.student == drawn[0]])
    assert draw(day, 3, seed=1).tolist() == drawn[:3].tolist()


def test_a_plan_is_found_for_as_many_more_as_there_are_desks() -> None:
    day = tiny_day()
    start = solve(day, time_limit_seconds=1).timetable

    found = room_for_more(day, start, most=30, time_limit_seconds=1)

    assert 0 <= found.n_found <= found.n_most <= 30
    assert found.n_most == 14  # 20 seats in each block, and six are taken
    assert not found.is_limit


def test_nothing_that_changes_is_refused() -> None:
    with pytest.raises(ValueError, match="something that changes"):
        what_if(tiny_day())
    with pytest.raises(ValueError, match="fewer_rooms of 0 or 1"):
        what_if(tiny_day(), fewer_rooms=2)


def test_new_students_have_no_seat_in_a_full_check_in() -> None:
    day, one = tiny_day(), np.array([0])
    free, fixed = day.students.free.copy(), day.students.fixed.copy()
    free[ANA, 0], fixed[ANA, 0] = False, 0
    check_in = replace(
        day.fixed,
        block=one,
        modality=np.array([6]),
        staff=np.array([CHO]),
        room=np.array([MAPLE]),
        seats=np.array([2]),
    )
    students = replace(day.students, free=free, fixed=fixed)
    day = replace(day, students=students, fixed=check_in)

    more = with_students_like(day, np.array([ANA, ANA]))

    assert more.students.fixed[6:, 0].tolist() == [0, -1]
    assert not more.students.free[6:, 0].any()


def test_a_plan_of_fewer_students_reads_as_one_of_more() -> None:
    plan = solve(tiny_day(), time_limit_seconds=0.5).timetable

    assert with_rows(plan, 9).lesson.shape == (9, 3)
    assert (with_rows(plan, 9).seat[6:] == -1).all()
