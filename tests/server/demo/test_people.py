"""The simulated system: its people, their needs, what the units have."""

import pytest

from seedbed.apps.accounts.models import Account, Role
from seedbed.apps.accounts.queries import demo_accounts
from seedbed.apps.accounts.services import ensure_system
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.curriculum.models import Skill
from seedbed.apps.rosters.models import Guardianship, Staff, Student
from seedbed.apps.scheduling.models import (
    Accommodation,
    Arrangement,
    Block,
    Caseload,
    Qualification,
    Room,
    StandingSeat,
    UnitRule,
)
from seedbed.server.demo.frame import make_hub_frame, make_virtual_frame
from seedbed.server.demo.needs import make_needs
from seedbed.server.demo.people import make_people
from seedbed.server.demo.sizes import HUB_NAME, SIZES, SYSTEM_NAME, VIRTUAL_NAME

SMALL = SIZES["small"]


def make_units():
    people = make_people(SMALL, seed=1)
    make_hub_frame(people[HUB_NAME])
    make_virtual_frame(people[VIRTUAL_NAME])
    make_needs(people[HUB_NAME], is_virtual=False, seed=1)
    make_needs(people[VIRTUAL_NAME], is_virtual=True, seed=1)
    return people


@pytest.fixture
def riverside(db):
    system_id = ensure_system(name=SYSTEM_NAME, is_simulated=True)
    with system_context(system_id):
        yield make_units()


def everything():
    tables = (Role, Student, Staff, Guardianship, Skill, Block, Room, UnitRule,
              Qualification, Accommodation, Arrangement, Caseload,
              StandingSeat)  # fmt: skip
    return {table.__name__: table.objects.count() for table in tables}


def test_both_units_have_their_people(riverside):
    hub, virtual = riverside[HUB_NAME], riverside[VIRTUAL_NAME]

    assert len(hub.students) == SMALL.hub.students
    assert {s.grade for s in hub.students} == {6, 7, 8}
    assert {s.grade for s in virtual.students} == {9, 10, 11, 12}
    assert [len(hub.staff[k]) for k in ("teacher", "tutor", "mentor", "aide")] == [
        SMALL.hub.teachers, SMALL.hub.tutors, SMALL.hub.mentors, SMALL.hub.aides,
    ]  # fmt: skip


def test_building_it_again_adds_nothing(riverside):
    before = everything()

    make_units()

    assert everything() == before


def test_everyone_who_signs_in_with_one_click_has_no_password(riverside):
    assert [who.username for who in demo_accounts()] == [
        "leader", "student", "registrar", "virtual-leader", "teacher", "mentor", "family",
        "superintendent",
    ]  # fmt: skip
    assert not any(a.has_usable_password() for a in Account.objects.all())


def test_every_kind_of_accommodation_is_there_in_the_hub(riverside):
    hub = riverside[HUB_NAME].unit
    found = Accommodation.objects.filter(student__unit=hub)

    assert set(found.values_list("kind", flat=True)) == {
        "extra_time", "quiet", "aide", "language", "service",
    }  # fmt: skip


def test_every_student_has_a_mentor_and_a_standing_seat_in_every_placed_block(
    riverside,
):
    for people in riverside.values():
        students = people.students
        placed = Block.objects.filter(bell_schedule__unit=people.unit).exclude(
            kind__in=("break", "lunch")
        )
        seats = StandingSeat.objects.filter(student__unit=people.unit)

        assert Caseload.objects.filter(student__in=students).count() == len(students)
        assert seats.count() == len(students) * placed.count()


def test_students_of_the_virtual_school_are_at_home_every_day(riverside):
    virtual = riverside[VIRTUAL_NAME]
    rows = Arrangement.objects.filter(student__unit=virtual.unit)

    assert set(rows.values_list("weekday", "place")) == {(-1, "home")}
    assert rows.count() == len(virtual.students)


def test_each_rule_of_a_unit_says_why_and_who_decided(riverside):
    rules = UnitRule.objects.all()

    assert rules.count() > 0
    assert all(rule.reason and rule.decided_by_id for rule in rules)
    assert {r.name for r in rules if r.is_waived} == {"screen_minutes"}
