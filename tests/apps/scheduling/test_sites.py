"""Sites of rooms and students, and the minutes between them, reach the day."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.apps.scheduling.conftest import MONDAY, SUNDAY_NIGHT, World

from seedbed.apps.scheduling import bridge, services
from seedbed.apps.scheduling.limits import limits_of
from seedbed.apps.scheduling.models import Arrangement, Room, Seat, Session, UnitRule
from seedbed.apps.scheduling.problem import read_material
from seedbed.apps.scheduling.rows.frame import RuleRow
from seedbed.apps.scheduling.stored_day import load_day
from seedbed.engines.scheduler import Day
from seedbed.lib.modalities import Modality

pytestmark = pytest.mark.django_db
CY, DEE = 2, 3
#: Positions of rooms by id: Commons, Studio, Library, Lab, Annex.
FAR = ("Lab", "Annex")


def day_on(world: World) -> Day:
    return bridge.day_problem(read_material(world.hub.pk, MONDAY)).day


def at_second_site(world: World, *students: int) -> None:
    Room.objects.filter(unit=world.hub, name__in=FAR).update(site="Mill Street")
    Arrangement.objects.bulk_create(
        Arrangement(student=world.students[s], site="Mill Street") for s in students
    )


def test_a_unit_without_words_for_sites_has_one(world: World) -> None:
    world.snapshot()

    day = day_on(world)

    assert day.n_sites == 1
    assert not day.rooms.site.any()
    assert not day.students.site.any()


def test_rooms_and_students_are_at_the_site_that_they_name(world: World) -> None:
    world.snapshot()
    at_second_site(world, CY, DEE)
    UnitRule.objects.create(unit=world.hub, name="travel_minutes", value=25)

    day = day_on(world)

    assert day.rooms.site.tolist() == [0, 0, 0, 1, 1]
    assert day.rooms.travel_minutes.tolist() == [[0, 25], [25, 0]]
    assert np.flatnonzero(day.students.site.all(axis=1)).tolist() == [CY, DEE]


def test_where_every_room_names_a_site_the_first_is_the_students_own(
    world: World,
) -> None:
    world.snapshot()
    Room.objects.filter(unit=world.hub).update(site="Hill")
    at_second_site(world, CY)

    day = day_on(world)

    assert day.n_sites == 2
    assert np.flatnonzero(day.students.site.any(axis=1)).tolist() == [CY]


def test_a_site_without_rooms_is_found_by_the_check(world: World) -> None:
    world.snapshot()
    student = world.students[CY]
    Arrangement.objects.create(student=student, site="Nowhere Road")

    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=1, at=SUNDAY_NIGHT)

    faults = load_day(world.hub.pk, MONDAY).faults
    named = {fault.rule for fault in faults if student.pk in fault.students}
    assert named & {"seats", "site_travel"}


def test_a_plan_keeps_everyone_at_their_site(world: World) -> None:
    world.snapshot()
    at_second_site(world, CY, DEE)
    UnitRule.objects.create(unit=world.hub, name="travel_minutes", value=60)

    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=1, at=SUNDAY_NIGHT)

    far = {world.students[s].pk for s in (CY, DEE)}
    placed: list[Any] = [
        (seat.student_id in far, (seat.session.room if seat.session else seat.room))
        for seat in Seat.objects.select_related("session__room", "room")
    ]
    sites = {(is_far, room.site) for is_far, room in placed if room is not None}
    assert sites == {(False, ""), (True, "Mill Street")}


def test_a_check_in_of_two_sites_has_no_room(world: World) -> None:
    world.snapshot()
    at_second_site(world, CY, DEE)

    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=1, at=SUNDAY_NIGHT)

    check_ins = Session.objects.filter(modality=Modality.MENTOR)
    assert [check_in.room for check_in in check_ins] == [None]


def test_the_minutes_between_sites_cannot_be_waived() -> None:
    values, notes = limits_of({"travel_minutes": RuleRow(value=None, is_waived=True)})

    assert values["travel_minutes"] == 0
    assert notes == ("The rule 'travel_minutes' cannot be waived; 0 still holds.",)
