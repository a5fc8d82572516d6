"""The pure parts: limits, subjects, what a lesson is worth, fixed sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.apps.scheduling import worth
from seedbed.apps.scheduling.errors import PlanFaultsError
from seedbed.apps.scheduling.fixed import MOST_PER_ADULT, fixed_sessions
from seedbed.apps.scheduling.limits import DEFAULTS, limits_of
from seedbed.apps.scheduling.options import Reach, best_skills
from seedbed.apps.scheduling.rows.frame import (
    WHOLE_DAY,
    BlockRow,
    FrameRows,
    RoomRow,
    RuleRow,
    StaffRow,
)
from seedbed.apps.scheduling.rows.people import ElectiveRow, PeopleRows, StudentRow
from seedbed.engines.scheduler import Limits
from seedbed.lib.modalities import LESSON_MODALITIES, Modality

CHECK_IN = BlockRow(
    id=1, ordinal=1, title="Check-in", kind="check_in", starts=510, minutes=15
)
CLUB = BlockRow(id=2, ordinal=2, title="Club", kind="elective", starts=600, minutes=40)


def adult(n: int, **given: Any) -> StaffRow:
    row = StaffRow(
        id=n,
        name=f"Adult {n}",
        kind="mentor",
        language="en",
        qualifications=(),
        hours=WHOLE_DAY,
        is_out=False,
        substitute_id=None,
    )
    return replace(row, **given)


def frame(*staff: StaffRow) -> FrameRows:
    hall = RoomRow(
        id=1, name="Hall", seats=40, n_devices=0, is_quiet=False, is_online=False
    )
    return FrameRows(
        unit_id=1,
        unit="Hub",
        unit_kind="hub",
        on=date(2026, 10, 19),
        blocks=(CHECK_IN, CLUB),
        rooms=(hall,),
        staff=staff,
        rules={},
        days_left=5,
    )


def people(n: int, *, mentor_id: int | None, electives: Any = None) -> PeopleRows:
    return PeopleRows(
        students=tuple(
            StudentRow(
                id=i,
                name=f"Student {i}",
                first_name="S",
                grade=6,
                place="hub",
                pace="steady",
                mentor_id=mentor_id,
                approved_distance=None,
                electives=tuple(electives or ()),
            )
            for i in range(n)
        ),
        electives=electives or {},
    )


def test_defaults_are_those_of_the_engine():
    engine = Limits()

    assert {name: getattr(engine, name) for name in DEFAULTS} == DEFAULTS


def test_a_waiver_switches_off_only_what_may_be_off():
    waiver = RuleRow(value=None, is_waived=True)

    values, notes = limits_of({"group_spread": waiver, "guard_band": waiver})

    assert values["group_spread"] is None
    assert values["guard_band"] == 2
    assert notes == ("The rule 'guard_band' cannot be waived; 2 still holds.",)


def test_a_units_own_value_holds():
    values, notes = limits_of({"live_max": RuleRow(value=12.0, is_waived=False)})

    assert (values["live_max"], notes) == (12, ())


def test_an_adult_has_no_more_students_than_one_can_see():
    rows = fixed_sessions(frame(adult(1)), people(49, mentor_id=1))

    assert [len(row.students) for row in rows] == [MOST_PER_ADULT]
    assert rows[0].room_id is None, "the hall is kept for the nineteen others"


def test_a_check_in_that_fits_a_room_has_it():
    rows = fixed_sessions(frame(adult(1)), people(20, mentor_id=1))

    assert (rows[0].modality, rows[0].room_id) == (Modality.MENTOR, 1)


def test_a_substitute_leads_the_check_in():
    out = adult(1, is_out=True, substitute_id=2)

    rows = fixed_sessions(frame(out, adult(2)), people(3, mentor_id=1))

    assert [row.staff_id for row in rows] == [2]


def test_without_a_substitute_the_check_in_does_not_meet():
    assert fixed_sessions(frame(adult(1, is_out=True)), people(3, mentor_id=1)) == ()


def test_who_comes_later_does_not_lead_the_early_check_in():
    late = adult(1, hours=((600, 900),))

    assert fixed_sessions(frame(late), people(3, mentor_id=1)) == ()


def test_an_elective_takes_no_more_than_its_seats():
    offer = ElectiveRow(
        id=5, title="Robotics", block_id=2, staff_id=1, room_id=1, seats=2
    )

    rows = fixed_sessions(
        frame(adult(1)), people(3, mentor_id=None, electives={5: offer})
    )

    assert [(row.title, row.students) for row in rows] == [("Robotics", (0, 1))]


@given(
    mastery=st.floats(0, 1),
    modality=st.sampled_from(LESSON_MODALITIES),
    pace=st.sampled_from(sorted(worth.PACE_EFFECT)),
)
def test_worth_is_positive_and_never_above_the_best(mastery, modality, pace):
    m = np.array([mastery])
    way = np.array([int(modality)])

    success = worth.expected_success(m, way)
    gain = worth.expected_gain(
        np.array([1.0]), way, np.array([worth.pace_code(pace)]), success
    )

    assert 0 < success[0] < 1
    assert 0 < gain[0] <= 1.25 * 1.10


def test_every_lesson_modality_has_an_effect():
    assert set(worth.MODALITY_EFFECT) == set(LESSON_MODALITIES)


def test_the_best_skills_come_first_and_worthless_ones_never():
    value = np.array([[0.1, 0.5, 0.0, 0.5], [0.2, 0.3, 0.4, 0.0]])
    allowed = np.array([[True, True, True, True], [True, False, True, True]])

    assert best_skills(value, allowed, at_most=2) == [[1, 3], [2, 0]]


@pytest.mark.parametrize(
    ("approved", "expected"), [(None, 1), (0, 1), (1, 1), (2, 2), (5, 2)]
)
def test_nobody_goes_beyond_the_guard_band(approved: int | None, expected: int):
    student = replace(people(1, mentor_id=None).students[0], approved_distance=approved)

    assert Reach(guard_band=2, approval_beyond=1).of(student) == expected


def test_a_refusal_counts_and_names_at_most_five_rules():
    error = PlanFaultsError(
        "Not published", [("seats", f"Fault {n}.") for n in range(7)]
    )

    assert str(error).startswith(
        "Not published: 7 rules would be broken. [seats] Fault 0."
    )
    assert "Fault 4. And 2 more." in str(error)
    one = PlanFaultsError("Not published", [("seats", "Fault.")])
    assert "1 rule would be broken. [seats] Fault. Change" in str(one)
