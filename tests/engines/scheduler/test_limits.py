"""Limits that only some units set: licences, groups at once, lessons that repeat."""

from __future__ import annotations

import numpy as np
import pytest
from tests.engines.scheduler.tiny import (
    ANA,
    ANGLES_PEER,
    BEN,
    COMMONS,
    CY,
    DEE,
    MAPLE,
    OAK,
    RATIOS_ALONE,
    RATIOS_ONLINE,
    RATIOS_PEER,
    plan,
    tiny_day,
)

from seedbed.engines.scheduler import (
    Limits,
    expected_gain,
    greedy,
    solve,
    upper_bound,
    verify,
)
from seedbed.lib.modalities import Modality
from seedbed.server.benches.sizing_days import SHAPES, sizing_day


def test_more_students_online_than_licences_are_named() -> None:
    day = tiny_day(limits=Limits(licences=1))
    timetable = plan(
        day,
        alone=[(ANA, 0, RATIOS_ONLINE, COMMONS), (BEN, 0, RATIOS_ONLINE, MAPLE)],
    )

    faults = verify(day, timetable)

    assert [fault.message for fault in faults] == [
        "2 students work online in Block 1, and there are 1 licence."
    ]
    assert faults[0].students == (ANA, BEN)


def test_more_peer_groups_than_allowed_are_named() -> None:
    day = tiny_day(limits=Limits(peer_groups=1))
    timetable = plan(
        day,
        sessions=[
            (0, RATIOS_PEER, -1, -1, MAPLE, (ANA, BEN)),
            (0, ANGLES_PEER, -1, -1, OAK, (CY, DEE)),
        ],
    )

    faults = verify(day, timetable)

    assert [fault.message for fault in faults] == [
        "Block 1 has 2 groups of peers; at most 1 are allowed at once."
    ]


def test_a_lesson_may_repeat_where_the_unit_allows_it() -> None:
    day = tiny_day(limits=Limits(lesson_most=2, repeat_share=1.0))
    timetable = plan(day, alone=[(ANA, b, RATIOS_ALONE, COMMONS) for b in range(2)])

    assert verify(day, timetable) == []
    assert expected_gain(day, timetable) == pytest.approx(2 * 0.55)


def test_a_lesson_too_often_is_named_with_the_limit() -> None:
    day = tiny_day(limits=Limits(lesson_most=2, skill_twice=None))
    timetable = plan(day, alone=[(ANA, b, RATIOS_ALONE, COMMONS) for b in range(3)])

    faults = verify(day, timetable)

    assert [fault.message for fault in faults] == [
        "Ana has Ratios independent more than 2 times in the day, again in Block 3."
    ]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_planned_within_its_limits(shape: str) -> None:
    day = sizing_day(100, shape=shape)

    result = solve(day, time_limit_seconds=0.5)

    assert verify(day, result.timetable) == []
    assert verify(day, greedy(day)) == []
    assert 0.7 * result.bound < result.gain <= result.bound
    online = np.append(day.lessons.modality == Modality.ONLINE, False)
    n_online = online[result.timetable.lesson].sum(axis=0)
    assert day.limits.licences is not None
    assert n_online.max() <= day.limits.licences


@pytest.mark.parametrize(
    ("n_students", "without_links"), [(100, 159_708), (300, 472_307)]
)
def test_the_bound_is_below_that_of_the_sizing_experiment(
    n_students: int, without_links: int
) -> None:
    """The experiment's linear program did not link seats to sessions."""
    bound = upper_bound(sizing_day(n_students))

    assert 0.9 * without_links < bound < 0.98 * without_links
