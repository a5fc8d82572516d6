"""The simulated mentor has a morning, and a second run adds nothing."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from tests.apps.mentoring.conftest import NINE_TEN, TUESDAY
from tests.apps.mentoring.conftest import studio as studio

from seedbed.apps.accounts.models import Person
from seedbed.apps.accounts.queries import account_card
from seedbed.apps.mentoring.models import CheckIn
from seedbed.apps.mentoring.queries import morning_of
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.models import Caseload
from seedbed.server.demo.mornings import make_mornings
from seedbed.server.demo.people import UnitPeople


@pytest.fixture
def people(studio):
    """Return the hub with Mr. Diaz, who mentors seven students, Ana first."""
    for n in range(6):
        person = Person.objects.create(given_name=f"Student {n}")
        student = Student.objects.create(person=person, unit=studio.cast.hub, grade=6)
        Caseload.objects.create(mentor=studio.cast.diaz, student=student)
    return UnitPeople(
        unit=studio.cast.hub, students=[], staff={"mentor": [studio.cast.diaz]}
    )


def test_a_mentor_who_can_sign_in_has_each_kind_of_row(studio, people):
    assert make_mornings([people], today=TUESDAY, at=NINE_TEN) > 0

    morning = morning_of(account_card(studio.diaz.pk), on=TUESDAY, zone=ZoneInfo("UTC"))

    keys = [row.key for row in morning.rows]
    assert keys == ["asked", "agreed", "away", "said", "least"]


def test_a_second_run_adds_nothing(people):
    make_mornings([people], today=TUESDAY, at=NINE_TEN)
    n = CheckIn.objects.count()

    assert make_mornings([people], today=TUESDAY, at=NINE_TEN) == 0
    assert CheckIn.objects.count() == n


def test_a_mentor_without_an_account_has_talked_with_nobody(studio, people):
    studio.diaz.delete()

    assert make_mornings([people], today=TUESDAY, at=NINE_TEN) == 0
