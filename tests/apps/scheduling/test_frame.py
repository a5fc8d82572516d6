"""Setting up a unit that was only imported."""

from __future__ import annotations

from typing import Any

import pytest

from seedbed.apps.rosters.models import Course, Enrollment, Section, Staff
from seedbed.apps.scheduling import services
from seedbed.apps.scheduling.models import (
    BellSchedule,
    Block,
    Caseload,
    Qualification,
    Room,
    StandingSeat,
)
from seedbed.lib.modalities import Modality


def set_up(cast: Any) -> None:
    services.set_up_unit(unit_id=cast.hub.pk)


def counts() -> list[int]:
    models = (BellSchedule, Block, Room, Qualification, Caseload, StandingSeat)
    return [model.objects.count() for model in models]


def test_an_imported_unit_can_be_planned(cast: Any):
    set_up(cast)

    kinds = list(Block.objects.order_by("ordinal").values_list("kind", flat=True))
    assert kinds.count("learning") == 6
    assert kinds[0] == "check_in"
    assert {c.mentor for c in Caseload.objects.all()} == {cast.diaz}
    rooms = dict(Room.objects.values_list("name", "seats"))
    assert rooms == {"Commons": 2, "Group space 1": 30}
    modalities = StandingSeat.objects.values_list("modality", flat=True)
    assert set(modalities) == {Modality.MENTOR, Modality.INDEPENDENT}


def test_running_it_again_changes_nothing(cast: Any):
    set_up(cast)
    before = counts()

    set_up(cast)

    assert counts() == before


def test_rooms_and_reach_come_from_the_sections(cast: Any):
    course = Course.objects.create(title="Math 7", subjects="Mathematics")
    section = Section.objects.create(
        unit=cast.hub, course=course, title="7A", grades="07,08", location="Room 12"
    )
    Enrollment.objects.create(
        section=section, person=cast.cho.person, role="teacher", is_primary=True
    )

    set_up(cast)

    assert set(Room.objects.values_list("name", flat=True)) == {"Commons", "Room 12"}
    reach = Qualification.objects.get(staff=cast.cho)
    assert (reach.subject, reach.grade_low, reach.grade_high) == ("Mathematics", 7, 8)


def test_who_taught_nothing_may_teach_anything_of_the_unit(cast: Any):
    set_up(cast)

    reach = Qualification.objects.get(staff=cast.cho)
    assert (reach.subject, reach.grade_low, reach.grade_high) == ("", 6, 8)
    assert not Qualification.objects.filter(staff=cast.diaz).exists(), "a mentor"


def test_a_unit_without_staff_has_no_check_in(cast: Any):
    Staff.objects.update(is_active=False)

    set_up(cast)

    assert not Block.objects.filter(kind="check_in").exists()
    assert set(StandingSeat.objects.values_list("modality", flat=True)) == {
        Modality.INDEPENDENT
    }


def test_bells_of_its_own_keep_a_unit_as_it_is(cast: Any):
    BellSchedule.objects.create(unit=cast.hub, name="Ours")

    set_up(cast)

    assert not Block.objects.exists()
    assert not Room.objects.exists()


def test_a_mentor_who_left_is_replaced(cast: Any):
    set_up(cast)
    Staff.objects.filter(pk=cast.diaz.pk).update(is_active=False)

    set_up(cast)

    assert {c.mentor for c in Caseload.objects.all()} == {cast.cho}


@pytest.mark.parametrize(
    ("subjects", "word"), [("06", ""), ("Science, 12", "Science"), ("", "")]
)
def test_a_bare_code_is_no_subject(cast: Any, subjects: str, word: str):
    section = Section.objects.create(unit=cast.hub, title="7A", subjects=subjects)
    Enrollment.objects.create(section=section, person=cast.cho.person, role="teacher")

    set_up(cast)

    words = Qualification.objects.filter(staff=cast.cho).values_list(
        "subject", flat=True
    )
    assert word in words
