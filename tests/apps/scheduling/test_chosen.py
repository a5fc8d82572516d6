"""What students chose and mentors approved is in tomorrow's plan; the rest is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import numpy as np
import pytest
from tests.apps.scheduling.conftest import MONDAY, SUNDAY_NIGHT, World

from seedbed.apps.choices import services as choices
from seedbed.apps.choices.cards import (
    ChosenDay,
    ElectiveMeeting,
    ElectiveTerms,
    MeetingTime,
    RoundTerms,
)
from seedbed.apps.scheduling import queries
from seedbed.apps.scheduling.bridge import day_problem
from seedbed.apps.scheduling.models import Arrangement, Seat
from seedbed.apps.scheduling.options import OptionRows
from seedbed.apps.scheduling.problem import read_material
from seedbed.apps.scheduling.rows.chosen import with_chosen
from seedbed.apps.scheduling.rows.frame import read_frame
from seedbed.apps.scheduling.rows.people import read_people
from seedbed.apps.scheduling.services import make_draft
from seedbed.apps.scheduling.subject_ways import in_subjects
from seedbed.lib.modalities import Modality

ANA, BEN = 0, 1
OPENS = SUNDAY_NIGHT - timedelta(days=9)
CLOSES = SUNDAY_NIGHT - timedelta(days=2)
NINE_THIRTY, TEN_TEN = 9 * 60 + 30, 10 * 60 + 10


def day_of(world: World) -> Any:
    return day_problem(read_material(world.hub.pk, MONDAY)).day


def ask(world: World, *, student: int = ANA, **asked: Any) -> int:
    return choices.ask_way(
        student_id=world.students[student].pk,
        by_id=world.leader_id,
        at=SUNDAY_NIGHT,
        **asked,
    )


def approve(world: World, way_id: int) -> None:
    choices.approve_way(way_id=way_id, by_id=world.leader_id, at=SUNDAY_NIGHT)


def draft(world: World) -> Any:
    return make_draft(
        unit_id=world.hub.pk, on=MONDAY, seed=1, at=SUNDAY_NIGHT, time_limit_seconds=1
    )


def chess(world: World, *students: int, seats: int = 2) -> Any:
    """Allot chess in Block 2 on Mondays to these students."""
    hub = world.hub.pk
    elective_id = choices.offer_elective(
        unit_id=hub,
        terms=ElectiveTerms(
            title="Chess",
            adult_id=world.cast.diaz.pk,
            seats=seats,
            meetings=(MeetingTime(0, NINE_THIRTY, TEN_TEN),),
            room="studio",
        ),
        by_id=world.leader_id,
    )
    key = choices.open_round(
        unit_id=hub,
        terms=RoundTerms(
            title="Fall",
            opens_at=OPENS,
            closes_at=CLOSES,
            starts_on=MONDAY,
            ends_on=date(2026, 12, 18),
            method="round-robin",
        ),
        seed="seed",
        salt="salt",
        by_id=world.leader_id,
    )
    for student in students:
        choices.rank(
            round_uuid=key,
            student_id=world.students[student].pk,
            elective_ids=(elective_id,),
            by_id=world.leader_id,
            at=OPENS,
        )
    choices.close_and_allot(round_uuid=key, at=CLOSES)
    return key, elective_id


def test_home_on_mondays_changes_the_day_once_it_is_approved(world):
    world.snapshot()
    way_id = ask(world, kind="place", value="home", weekday=0)
    assert not day_of(world).students.at_home.any(), "Asking alone changes nothing."

    approve(world, way_id)

    at_home = day_of(world).students.at_home
    assert at_home[ANA].all()
    assert not at_home[BEN].any()
    tuesday = MONDAY + timedelta(days=1)
    material = read_material(world.hub.pk, tuesday)
    assert material.people.students[ANA].place == "hub"
    shown = queries.student_day(world.students[ANA].pk, MONDAY)
    assert {seat.place for seat in shown.seats if seat.place} == {"home"}


def test_home_on_mondays_that_was_declined_changes_nothing(world):
    world.snapshot()
    before = day_of(world)
    way_id = ask(world, kind="place", value="home", weekday=0)

    choices.decline_way(way_id=way_id, by_id=world.leader_id, at=SUNDAY_NIGHT)

    after = day_of(world)
    assert not after.students.at_home.any()
    np.testing.assert_array_equal(after.options.gain, before.options.gain)


def test_an_approved_way_stands_above_the_arrangement_and_ends_with_it(world):
    world.snapshot()
    Arrangement.objects.create(
        student=world.students[ANA], weekday=0, place="home", pace="more_time"
    )
    way_id = ask(world, kind="place", value="hub", weekday=0)
    approve(world, way_id)
    assert not day_of(world).students.at_home.any()

    choices.withdraw_way(
        way_id=way_id, student_id=world.students[ANA].pk, by_id=world.leader_id
    )

    assert day_of(world).students.at_home[ANA].all()


def test_a_pace_that_is_approved_reaches_the_options(world):
    world.snapshot()
    before = day_of(world)
    approve(world, ask(world, kind="pace", value="faster"))

    after = day_of(world)

    assert after.students.wants_stretch.tolist() == [True] + [False] * 7
    mine = before.options.student == ANA
    assert not np.allclose(after.options.gain[mine], before.options.gain[mine])
    np.testing.assert_array_equal(after.options.gain[~mine], before.options.gain[~mine])


def test_a_pace_for_a_subject_is_worth_what_it_is_for_every_subject(world):
    world.snapshot()
    approve(world, ask(world, kind="pace", value="faster", subject="Mathematics"))
    in_math = day_of(world)
    approve(world, ask(world, kind="pace", value="faster"))

    everywhere = day_of(world)

    np.testing.assert_allclose(in_math.options.gain, everywhere.options.gain)
    assert not in_math.students.wants_stretch.any(), "that is said of the whole day"


def test_a_subject_at_home_leaves_the_ways_that_work_at_home(world):
    world.snapshot()
    approve(world, ask(world, kind="place", value="home", subject="Mathematics"))

    day = day_of(world)

    ways = {
        student: set(
            day.lessons.modality[day.options.lesson[day.options.student == student]]
        )
        for student in (ANA, BEN)
    }
    assert ways[ANA] == {Modality.ONLINE, Modality.INDEPENDENT}
    assert ways[BEN] > ways[ANA]
    assert not day.students.at_home.any(), "Ana is at the hub all the same."


def test_tutoring_that_is_owed_stays_beside_a_wish_for_home(world):
    world.snapshot()
    material = read_material(world.hub.pk, MONDAY)
    wishes = {"Mathematics": "home"}
    students = [
        replace(
            s,
            subject_places=wishes,
            needs={"service": (60.0, "")} if n == BEN else {},
        )
        for n, s in enumerate(material.people.students)
    ]

    left = in_subjects(material.options, students, material.skills.subjects)

    tutored = {
        s
        for s, lesson in zip(left.student.tolist(), left.lessons, strict=True)
        if lesson.modality == Modality.TUTORING
    }
    assert tutored == {BEN}


def test_options_are_untouched_where_nobody_chose_for_a_subject(world):
    world.snapshot()
    material = read_material(world.hub.pk, MONDAY)

    options: OptionRows = in_subjects(
        material.options, material.people.students, material.skills.subjects
    )

    assert options is material.options


def test_hours_of_work_are_left_free_of_lessons_and_check_ins(world):
    world.snapshot()
    asked: Any = {
        "kind": "work",
        "weekday": 0,
        "starts_at": time(8),
        "ends_at": time(9),
    }
    approve(world, ask(world, **asked))

    card = draft(world)

    assert card.origin == "plan", card.note
    seats = {s.block_ordinal: s for s in queries.student_day(
        world.students[ANA].pk, MONDAY, as_draft=True
    ).seats}  # fmt: skip
    assert [seats[n].title for n in (1, 2)] == ["At work", "At work"]
    assert {seats[n].reason["key"] for n in (1, 2)} == {"working"}
    assert seats[3].title != "At work"
    assert {(seats[n].modality, seats[n].place) for n in (1, 2)} == {("work", "")}
    bens = queries.student_day(world.students[BEN].pk, MONDAY, as_draft=True).seats
    assert "At work" not in {seat.title for seat in bens}


def test_without_a_plan_the_standing_schedule_knows_of_the_work(world):
    asked: Any = {"kind": "work", "starts_at": time(8), "ends_at": time(9)}
    approve(world, ask(world, **asked))

    shown = queries.student_day(world.students[ANA].pk, MONDAY)
    card = draft(world)

    assert [s.modality for s in shown.seats][:2] == ["work", "work"]
    assert card.origin == "standing"
    stored = Seat.objects.filter(
        day__on=MONDAY, student=world.students[ANA], title="At work"
    )
    assert [(s.place, s.room_id) for s in stored] == [("", None)] * 2


def test_a_seat_that_was_allotted_is_in_tomorrows_draft(world):
    world.snapshot()
    chess(world, ANA, BEN)

    card = draft(world)

    assert card.origin == "plan", card.note
    assert card.n_faults == 0
    for student in (ANA, BEN):
        seats = queries.student_day(
            world.students[student].pk, MONDAY, as_draft=True
        ).seats
        (seat,) = [s for s in seats if s.modality == "elective"]
        assert (seat.block_ordinal, seat.title) == (3, "Chess")
        assert (seat.adult, seat.room, seat.origin) == (
            "Mateo Diaz",
            "Studio",
            "chosen",
        )
        assert seat.reason == {"key": "chosen"}


def test_a_seat_given_back_is_not_in_the_next_draft(world):
    world.snapshot()
    key, elective_id = chess(world, ANA, BEN)
    choices.give_back_seat(
        round_uuid=key,
        student_id=world.students[ANA].pk,
        elective_id=elective_id,
        by_id=world.leader_id,
        at=CLOSES,
    )

    (row,) = [
        row
        for row in read_material(world.hub.pk, MONDAY).fixed
        if row.modality == Modality.ELECTIVE
    ]

    assert row.students == (BEN,)


@pytest.mark.parametrize(
    ("starts", "ends", "ordinals"),
    [
        (NINE_THIRTY, TEN_TEN, [3]),
        (NINE_THIRTY - 10, TEN_TEN + 41, [2, 3, 5]),
        (20 * 60, 21 * 60, []),
    ],
)
def test_an_elective_takes_the_blocks_that_it_touches(world, starts, ends, ordinals):
    frame = read_frame(world.hub.pk, MONDAY)
    meeting = ElectiveMeeting(
        elective_id=1,
        title="Chess",
        starts=starts,
        ends=ends,
        adult_id=world.cast.diaz.pk,
        room="",
        seats=4,
        student_ids=(world.students[ANA].pk,),
    )

    found = with_chosen(
        frame, read_people(frame), ChosenDay(meetings=(meeting,), ways={})
    )

    at = {block.id: block.ordinal for block in frame.blocks}
    taken = sorted(at[e.block_id] for e in found.electives.values())
    assert taken == ordinals
    assert len(found.students[ANA].electives) == len(ordinals)
    assert found.students[BEN].electives == ()
