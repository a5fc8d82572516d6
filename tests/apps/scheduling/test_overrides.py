"""Moving one student's block by hand."""

from __future__ import annotations

from typing import Any

import pytest

from seedbed.apps.scheduling import queries, services
from seedbed.apps.scheduling.errors import (
    NoPlaceError,
    NoReasonError,
    PlanFaultsError,
    StaleVersionError,
    UnknownSeatError,
)
from seedbed.apps.scheduling.models import Seat, UnitRule
from seedbed.lib.modalities import Modality

from .conftest import MONDAY, SUNDAY_NIGHT, World


@pytest.fixture
def drafted(world: World) -> World:
    world.snapshot()
    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT)
    return world


def move(world: World, **given: Any) -> Any:
    wanted = {
        "unit_id": world.hub.pk,
        "on": MONDAY,
        "student_id": world.cast.ana.pk,
        "block_ordinal": 2,
        "lesson_id": None,
        "by_id": world.leader_id,
        "at": SUNDAY_NIGHT,
        "why": "She asked for it",
        "version": 1,
    }
    return services.move_seat(**{**wanted, **given})


def test_a_moved_seat_is_locked_and_says_who_and_why(drafted: World):
    card = move(drafted)

    seat = Seat.objects.get(student=drafted.cast.ana, block=drafted.blocks[2])
    assert card.version == 2
    assert (seat.modality, seat.is_locked, seat.room) == (
        Modality.STUDY,
        True,
        drafted.commons,
    )
    assert seat.reason == {
        "key": "adult",
        "by": "Dana Whitfield",
        "why": "She asked for it",
        "at": SUNDAY_NIGHT.isoformat(),
    }
    assert queries.faults_of_day(drafted.hub.pk, MONDAY) == []


def test_a_moved_seat_stays_when_the_day_is_planned_again(drafted: World):
    move(drafted)

    services.make_draft(unit_id=drafted.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT)

    seat = Seat.objects.get(student=drafted.cast.ana, block=drafted.blocks[2])
    assert (seat.modality, seat.origin, seat.is_locked) == (
        Modality.STUDY,
        "adult",
        True,
    )


def test_alternatives_name_what_they_would_break_and_can_be_taken(drafted: World):
    found = queries.alternatives(drafted.hub.pk, MONDAY, drafted.cast.ana.pk, 2)

    assert sum(a.is_now for a in found) == 1
    assert found[-1].modality == "study"
    possible = [a for a in found if a.is_possible and not a.is_now and a.lesson_id]
    assert possible
    move(drafted, lesson_id=possible[0].lesson_id)
    seat = Seat.objects.get(student=drafted.cast.ana, block=drafted.blocks[2])
    assert seat.lesson_id == possible[0].lesson_id
    assert queries.faults_of_day(drafted.hub.pk, MONDAY) == []


def test_a_move_that_breaks_a_rule_is_refused_and_changes_nothing(world: World):
    world.snapshot()
    UnitRule.objects.create(unit=world.hub, name="skill_twice", value=1)
    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT)
    before = list(Seat.objects.order_by("id").values_list("lesson_id", flat=True))
    seats = Seat.objects.filter(student=world.cast.ana).exclude(lesson=None)
    skill = seats.order_by("block__ordinal")[0].lesson.skill
    other = next(b for b in (2, 3, 5) if not seats.filter(block=world.blocks[b]))
    alone = skill.lessons.get(modality=Modality.INDEPENDENT, code__endswith="-1")
    found = queries.alternatives(world.hub.pk, MONDAY, world.cast.ana.pk, other)

    with pytest.raises(PlanFaultsError, match="The change was not saved") as refused:
        move(world, block_ordinal=other, lesson_id=alone.pk)

    assert {rule for rule, _text in refused.value.faults} == {"skill_twice"}
    shown = next(a for a in found if a.lesson_id == alone.pk)
    assert [text for _rule, text in refused.value.faults] == list(shown.faults)
    after = list(Seat.objects.order_by("id").values_list("lesson_id", flat=True))
    assert after == before


def test_a_change_needs_a_reason(drafted: World):
    with pytest.raises(NoReasonError, match="say why"):
        move(drafted, why="")


def test_two_people_do_not_overwrite_each_other(drafted: World):
    move(drafted)

    with pytest.raises(StaleVersionError, match="version 1 was read, 2 is there now"):
        move(drafted, block_ordinal=3)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"student_id": 9999}, "No student of Riverside Hub has the id 9999"),
        ({"block_ordinal": 4}, "Block 4 places nobody"),
        ({"block_ordinal": 77}, "Block 77 places nobody"),
        ({"block_ordinal": 1}, "Check-in is a fixed session"),
        ({"lesson_id": 9999}, "Lesson 9999 is not among what students are ready for"),
    ],
)
def test_an_unknown_seat_is_named(drafted: World, given: Any, sentence: str):
    with pytest.raises(UnknownSeatError, match=sentence):
        move(drafted, **given)


def test_a_group_that_does_not_meet_cannot_be_joined(drafted: World):
    meets = set(
        Seat.objects.filter(
            block=drafted.blocks[2], modality=Modality.PEER
        ).values_list("lesson_id", flat=True)
    )
    peers = [
        lesson.pk
        for skill in drafted.skills[1:3]
        for lesson in skill.lessons.filter(modality=Modality.PEER)
        if lesson.pk not in meets
    ]

    with pytest.raises(NoPlaceError, match=r"No group of .* meets at 8:45"):
        move(drafted, lesson_id=peers[0])
