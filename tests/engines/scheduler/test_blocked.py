"""Why a student has a seat, what blocks another one, and what insisting costs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engines.scheduler.tiny import (
    ANA,
    ANGLES_LIVE,
    BEN,
    CHO,
    COMMONS,
    CY,
    DEE,
    DIAZ,
    ELI,
    FAY,
    MAPLE,
    OAK,
    RATIOS_ALONE,
    RATIOS_LIVE,
    RATIOS_ONLINE,
    RATIOS_TUTORING,
    plan,
    tiny_day,
)

from seedbed.engines.scheduler import (
    Day,
    Explainer,
    Timetable,
    insist,
    repair,
    solve,
    verify,
    why,
)


def blocks(
    day: Day, timetable: Timetable, student: int, lesson: int, block: int
) -> list[str]:
    asked = Explainer(day, timetable)
    found = asked.hindrances(student=student, lesson=lesson, block=block)
    return [h.message for h in found]


def live_in_block_one(*who: int) -> Timetable:
    return plan(tiny_day(), sessions=[(0, RATIOS_LIVE, CHO, -1, MAPLE, who)])


def test_nothing_blocks_a_seat_that_is_free() -> None:
    timetable = live_in_block_one(ANA, BEN, CY)

    assert blocks(tiny_day(), timetable, DEE, RATIOS_LIVE, 0) == []


def test_a_passed_lesson_is_blocked_in_the_words_of_its_rule() -> None:
    day = tiny_day()
    passed = np.array([[DEE, RATIOS_LIVE]])
    day = replace(day, history=replace(day.history, passed=passed))

    found = blocks(day, live_in_block_one(ANA, BEN, CY), DEE, RATIOS_LIVE, 0)

    assert len(found) == 1
    assert found[0].startswith("Dee")


def test_a_full_group_says_so() -> None:
    timetable = live_in_block_one(ANA, BEN, CY, DEE, ELI)

    assert blocks(tiny_day(), timetable, FAY, RATIOS_LIVE, 0) == [
        "The group of Ratios live in Block 1 is full: 5 students sit there."
    ]


def test_nobody_left_to_lead_names_what_they_lead_instead() -> None:
    timetable = live_in_block_one(ANA, BEN, CY)

    found = blocks(tiny_day(), timetable, DEE, ANGLES_LIVE, 0)

    assert found[0] == (
        "Nobody who may lead Angles live is left in Block 1: Ms. Cho leads Ratios live."
    )


def test_a_group_that_would_be_too_wide_breaks_the_rule_of_the_group() -> None:
    """Fay works at grade 9 and the others near 6."""
    found = blocks(tiny_day(), live_in_block_one(ANA, BEN, CY), FAY, RATIOS_LIVE, 0)

    assert len(found) == 1
    assert "working grades" in found[0]


def test_a_lesson_had_already_is_blocked_by_the_whole_day() -> None:
    timetable = plan(tiny_day(), alone=[(ANA, 1, RATIOS_ALONE, COMMONS)])

    found = blocks(tiny_day(), timetable, ANA, RATIOS_ALONE, 0)

    assert len(found) == 1
    assert "Ana" in found[0]


def test_no_device_left_is_said() -> None:
    day = tiny_day()
    timetable = plan(
        day,
        alone=[
            (ANA, 0, RATIOS_ONLINE, COMMONS),
            (BEN, 0, RATIOS_ONLINE, MAPLE),
            (CY, 0, RATIOS_ONLINE, MAPLE),
            (DEE, 0, RATIOS_ONLINE, OAK),
        ],
    )

    assert blocks(day, timetable, ELI, RATIOS_ONLINE, 0) != []


def test_why_names_the_runner_up_and_its_price() -> None:
    timetable = live_in_block_one(ANA, BEN, CY)

    found = why(Explainer(tiny_day(), timetable), student=ANA, block=0)

    assert found.lesson == RATIOS_LIVE
    assert found.worth == pytest.approx(1.0)
    assert found.price == pytest.approx(found.worth - found.runner_up_worth)
    assert found.blocked == RATIOS_TUTORING or found.runner_up == RATIOS_TUTORING


def test_what_is_never_blocked_can_be_moved_to_without_a_fault() -> None:
    day = tiny_day()
    timetable = solve(day, time_limit_seconds=1).timetable
    asked = Explainer(day, timetable)
    n_free = 0
    for student in range(day.n_students):
        for lesson in range(day.n_lessons):
            if asked.hindrances(student=student, lesson=lesson, block=0):
                continue
            n_free += 1
            follows = insist(asked, student=student, lesson=lesson, block=0)
            assert follows.hindrances == ()
    assert n_free >= day.n_students  # what stands is never blocked


def test_insisting_says_what_it_costs_the_others() -> None:
    day = tiny_day()
    timetable = repair(day, live_in_block_one(ANA, BEN, CY)).timetable
    assert verify(day, timetable) == []

    follows = insist(
        Explainer(day, timetable), student=DEE, lesson=ANGLES_LIVE, block=0
    )

    assert follows.n_moved >= 0
    assert follows.others <= 1e-9 or follows.n_moved > 0


def test_a_tutor_may_lead_what_is_asked_for_when_idle() -> None:
    found = blocks(tiny_day(), live_in_block_one(ANA, BEN, CY), DEE, RATIOS_TUTORING, 0)

    assert found == ["No group of Ratios tutoring meets in Block 1."]
    assert tiny_day().adults.tutors[DIAZ]
