"""A day that cannot hold still has a safe plan for everyone else."""

from __future__ import annotations

import numpy as np
from tests.engines.scheduler.test_conflicts import (
    locked,
    owing,
    with_few_seats,
    with_one_block_of_tutor,
    without_tutor,
)
from tests.engines.scheduler.tiny import (
    ANA,
    ANGLES_LIVE,
    BEN,
    CY,
    RATIOS_LIVE,
    tiny_day,
    with_students,
)

from seedbed.engines.scheduler import safe_plan, verify
from seedbed.engines.scheduler.safe import set_aside


def test_a_day_that_can_hold_leaves_nobody_out() -> None:
    found = safe_plan(tiny_day(), time_limit_seconds=0.5)

    assert found.left == ()
    assert found.conflicts == ()
    assert found.faults == ()


def test_without_a_tutor_only_those_owed_minutes_are_left_out() -> None:
    day = without_tutor(owing(tiny_day(), ana=40, cy=40))

    found = safe_plan(day, time_limit_seconds=0.5)

    assert found.left == (ANA, CY)
    assert len(found.conflicts) == 2
    assert found.faults == ()
    others = [s for s in range(6) if s not in found.left]
    assert (found.result.timetable.lesson[others] >= 0).any(axis=1).all()
    assert (found.result.timetable.lesson[[ANA, CY]] < 0).all()
    named = {s for fault in verify(day, found.result.timetable) for s in fault.students}
    assert named == {ANA, CY}


def test_of_a_conflict_who_is_owed_most_is_left_and_the_others_are_served() -> None:
    day = with_one_block_of_tutor(owing(tiny_day(), ana=60, ben=40))

    found = safe_plan(day, time_limit_seconds=0.5)

    assert found.left == (ANA,)
    assert found.faults == ()


def test_of_more_students_than_seats_those_without_needs_give_way() -> None:
    quiet = np.zeros(6, bool)
    quiet[BEN] = True
    day = with_students(with_few_seats(tiny_day()), needs_quiet=quiet)

    found = safe_plan(day, time_limit_seconds=0.5)

    assert len(found.left) >= 1
    assert BEN not in found.left
    assert [fact.kind for fact in found.conflicts[0].facts] == ["rooms", "hub"]
    assert found.faults == ()


def test_the_later_of_two_contradictory_locks_gives_way() -> None:
    day = locked(tiny_day(), (ANA, 0, RATIOS_LIVE), (ANA, 0, ANGLES_LIVE))

    found = safe_plan(day, time_limit_seconds=0.5, lock_notes=["Dana, 8:05", "Finn"])

    assert found.left == (ANA,)
    assert found.conflicts[0].message.startswith(
        "These cannot hold together: Dana, 8:05 decided Ratios live for Ana"
    )


def test_who_is_set_aside_is_owed_nothing_and_takes_no_lesson() -> None:
    day = set_aside(owing(tiny_day(), ana=40), {ANA, CY}, {CY})

    assert day.students.service_minutes.sum() == 0
    assert not day.students.free[CY].any()
    assert day.students.free[ANA].all()
    assert not np.isin(day.options.student, [ANA, CY]).any()
