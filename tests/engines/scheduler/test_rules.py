"""Each rule refuses a plan that breaks it, by name and in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from tests.engines.scheduler.broken_days import (
    aide_not_there,
    aide_who_is_none,
    far_without_approval,
    fixed_session_too_full,
    home_student_in_a_plain_room,
    lesson_of_yesterday,
    no_aide,
    no_extra_time,
    no_quiet_room,
    no_seat_at_the_hub,
    nobody_speaks_the_language,
    passed_lesson,
    room_too_full,
    same_lesson_twice_in_a_day,
    service_not_given,
    service_without_tutors,
    third_day_in_one_modality,
    too_many_students,
    trigonometry_in_grade_six,
)
from tests.engines.scheduler.broken_groups import (
    adult_leads_too_long,
    group_lesson_without_a_group,
    group_too_mixed,
    group_too_small,
    leader_not_qualified,
    leader_not_there,
    lesson_in_a_closed_block,
    lesson_that_is_no_option,
    lock_ignored,
    nobody_leads,
    room_closed,
    room_shared_with_a_session,
    room_used_twice,
    session_of_another_lesson,
    skill_three_times,
    teacher_in_a_fixed_session_too,
    teacher_in_two_places,
    too_few_devices,
    too_much_screen,
    two_projects,
    two_things_in_one_block,
)
from tests.engines.scheduler.broken_promises import (
    leader_without_a_licence,
    licensed,
    lock_against_a_rule,
    locks_that_contradict,
    mentor_away,
    mentor_not_met,
    no_break_for_an_adult,
    no_break_for_an_aide,
    no_lunch,
    no_mentor_named,
    nobody_led_them,
    pair_asked_both_ways,
    pair_in_one_check_in,
    pair_in_one_room,
    pair_in_one_session,
    pair_in_two_rooms,
    pair_led_apart,
    rooms_without_a_licence,
    too_little_seat_time,
)
from tests.engines.scheduler.broken_sites import (
    desk_at_another_site,
    no_time_after_a_check_in,
    no_time_past_a_block,
    no_time_to_go,
    session_at_another_site,
)
from tests.engines.scheduler.tiny import (
    ANA,
    ANGLES_PROJECT,
    BEN,
    CHO,
    CY,
    DIAZ,
    MAPLE,
    OAK,
    RATIOS_ALONE,
    RATIOS_LIVE,
    RATIOS_ONLINE,
    RATIOS_PROJECT,
    plan,
    tiny_day,
)

from seedbed.engines.scheduler import (
    RULES,
    Day,
    Fault,
    Fixed,
    Limits,
    Locks,
    Timetable,
    solve,
    verify,
)
from seedbed.lib.modalities import Modality

Broken = tuple[Day, Timetable, str]
LIVE = (0, RATIOS_LIVE, CHO, -1, MAPLE, (ANA, BEN, CY))


def faults_of(rule: str, day: Day, timetable: Timetable) -> list[Fault]:
    return [fault for fault in verify(day, timetable) if fault.rule == rule]


def test_a_plan_that_keeps_every_rule_has_no_faults() -> None:
    day = tiny_day()

    assert verify(day, plan(day, sessions=[LIVE])) == []


BROKEN: dict[str, tuple[Callable[[], Broken], ...]] = {
    "seats": (
        too_many_students,
        no_seat_at_the_hub,
        room_too_full,
        home_student_in_a_plain_room,
        fixed_session_too_full,
    ),
    "site_travel": (
        session_at_another_site,
        desk_at_another_site,
        no_time_to_go,
        no_time_past_a_block,
        no_time_after_a_check_in,
    ),
    "lesson_once": (passed_lesson, same_lesson_twice_in_a_day),
    "not_twice_running": (lesson_of_yesterday,),
    "third_day": (third_day_in_one_modality,),
    "guard_band": (trigonometry_in_grade_six,),
    "approval": (far_without_approval,),
    "extra_time": (no_extra_time,),
    "quiet": (no_quiet_room,),
    "aide": (no_aide, aide_who_is_none, aide_not_there),
    "language": (nobody_speaks_the_language,),
    "service": (service_not_given, service_without_tutors),
    "complete": (
        lesson_in_a_closed_block,
        two_things_in_one_block,
        group_lesson_without_a_group,
        session_of_another_lesson,
    ),
    "group_spread": (group_too_mixed,),
    "qualified": (nobody_leads, leader_not_qualified, leader_not_there),
    "clash": (
        teacher_in_two_places,
        teacher_in_a_fixed_session_too,
        room_used_twice,
        room_shared_with_a_session,
        room_closed,
    ),
    "devices": (too_few_devices,),
    "skill_twice": (skill_three_times,),
    "screen_minutes": (too_much_screen,),
    "variety": (two_projects,),
    "locks": (lock_ignored, locks_that_contradict, lock_against_a_rule),
    "separate": (pair_in_one_session, pair_in_one_room, pair_in_one_check_in),
    "together": (pair_led_apart, pair_in_two_rooms, pair_asked_both_ways),
    "adult_led": (nobody_led_them,),
    "seat_time": (too_little_seat_time,),
    "mentor_contact": (mentor_not_met, no_mentor_named, mentor_away),
    "licensed_adult": (rooms_without_a_licence, leader_without_a_licence),
    "breaks": (no_break_for_an_adult, no_break_for_an_aide, no_lunch),
    "group_size": (group_too_small,),
    "options": (lesson_that_is_no_option,),
    "staff_load": (adult_leads_too_long,),
}


def test_every_rule_has_a_broken_plan() -> None:
    assert set(BROKEN) == set(RULES)


@pytest.mark.parametrize(
    ("rule", "make"),
    [
        pytest.param(rule, make, id=make.__name__)
        for rule, makers in BROKEN.items()
        for make in makers
    ],
)
def test_a_broken_plan_is_refused_by_name(
    rule: str, make: Callable[[], Broken]
) -> None:
    day, timetable, sentence = make()

    assert sentence in [fault.message for fault in faults_of(rule, day, timetable)]


def test_a_lock_lifts_the_least_size_of_its_group() -> None:
    day = tiny_day(locks=Locks(seats=np.array([[ANA, 0, RATIOS_LIVE]])))

    assert (
        verify(day, plan(day, sessions=[(0, RATIOS_LIVE, CHO, -1, MAPLE, (ANA,))]))
        == []
    )


def test_several_check_ins_share_a_room() -> None:
    two = np.array([0, 0])
    fixed = Fixed(
        block=two,
        modality=two + int(Modality.MENTOR),
        staff=np.array([CHO, DIAZ]),
        room=two + OAK,
        seats=two + 6,
    )
    day = tiny_day(fixed=fixed)

    assert verify(day, plan(day)) == []


def test_a_unit_without_rooms_seats_nobody_and_breaks_nothing() -> None:
    day = tiny_day()
    rooms = day.rooms
    none = replace(
        rooms,
        seats=rooms.seats[:0],
        free=rooms.free[:0],
        is_quiet=rooms.is_quiet[:0],
        is_online=rooms.is_online[:0],
        devices=rooms.devices[:0],
        site=rooms.site[:0],
    )
    day = replace(day, rooms=none, names=replace(day.names, rooms=()))

    assert verify(day, plan(day)) == []


@pytest.mark.parametrize("name", RULES)
def test_every_rule_explains_itself_in_words_or_not_at_all(name: str) -> None:
    day = tiny_day()

    said = {
        RULES[name].explain(day, student=s, lesson=lesson, block=0)
        for s in range(day.n_students)
        for lesson in range(day.n_lessons)
    }

    assert all(words == "" or words.endswith(".") for words in said)


@pytest.mark.parametrize(
    ("rule", "make", "student", "lesson"),
    [
        ("lesson_once", passed_lesson, ANA, RATIOS_ALONE),
        ("not_twice_running", lesson_of_yesterday, ANA, RATIOS_ALONE),
        ("third_day", third_day_in_one_modality, ANA, RATIOS_PROJECT),
        ("guard_band", trigonometry_in_grade_six, ANA, RATIOS_ALONE),
        ("approval", far_without_approval, ANA, RATIOS_ALONE),
        ("extra_time", no_extra_time, ANA, RATIOS_ALONE),
        ("complete", lesson_in_a_closed_block, ANA, RATIOS_ALONE),
        ("options", lesson_that_is_no_option, ANA, RATIOS_ALONE),
        ("service", service_without_tutors, ANA, RATIOS_ALONE),
        ("skill_twice", skill_three_times, ANA, RATIOS_ALONE),
        ("screen_minutes", too_much_screen, ANA, RATIOS_ONLINE),
        ("variety", two_projects, ANA, RATIOS_PROJECT),
        ("staff_load", adult_leads_too_long, ANA, RATIOS_LIVE),
        ("group_spread", group_too_mixed, ANA, RATIOS_LIVE + 0),
        ("seats", too_many_students, ANA, RATIOS_LIVE),
        ("separate", pair_in_one_session, ANA, RATIOS_LIVE),
        ("together", pair_led_apart, ANA, RATIOS_LIVE),
        ("mentor_contact", mentor_not_met, ANA, RATIOS_ALONE),
        ("locks", lock_against_a_rule, ANA, RATIOS_PROJECT),
    ],
)
def test_a_rule_says_what_it_forbids(
    rule: str, make: Callable[[], Broken], student: int, lesson: int
) -> None:
    day, _, _ = make()
    day = replace(day, limits=Limits(screen_minutes=60, staff_blocks=1))

    said = [
        RULES[rule].explain(day, student=student, lesson=lesson, block=b)
        for b in range(day.n_blocks)
    ]

    assert any(said)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("adult_led", "Ana is owed 2 blocks with an adult today."),
        ("seat_time", "The day of Ana has 120 minutes, and at least 500 are asked."),
        ("licensed_adult", "No licensed adult is free in Block 1."),
        ("breaks", "An adult has a break after at most 2 blocks."),
    ],
)
def test_a_rule_that_a_charter_may_waive_says_what_it_asks(
    rule: str, words: str
) -> None:
    limits = Limits(
        adult_led_blocks=2,
        seat_time_minutes=500,
        licensed_adult=1,
        most_blocks_running=2,
    )
    day = licensed(tiny_day(limits=limits))

    said = RULES[rule].explain(day, student=ANA, lesson=RATIOS_ALONE, block=0)

    assert said == words
    unbound = replace(day, limits=Limits())
    assert not RULES[rule].explain(unbound, student=ANA, lesson=RATIOS_ALONE, block=0)


def test_a_day_of_projects_may_be_an_adults_choice() -> None:
    day, timetable, _ = two_projects()
    seats = np.array([[ANA, 0, RATIOS_PROJECT], [ANA, 1, ANGLES_PROJECT]])

    assert verify(replace(day, locks=Locks(seats=seats)), timetable) == []
    locked = solve(replace(day, locks=Locks(seats=seats)), time_limit_seconds=1)
    assert (locked.timetable.lesson[ANA, :2] == seats[:, 2]).all()
