import pytest
from django.db import DatabaseError, connection, transaction

from seedbed.apps.accounts.errors import NoSystemError, OtherSystemError
from seedbed.apps.accounts.models import Person, Unit
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.rosters.models import Guardianship, Student

pytestmark = pytest.mark.django_db


def link(*, person, guardian_id):
    """Make a student of a person, and a guardian of whoever has the id."""
    unit = Unit.objects.create(name="Annex")
    student = Student.objects.create(person=person, unit=unit, grade=6)
    Guardianship.objects.create(guardian_id=guardian_id, student=student)
    connection.check_constraints()


def test_outside_a_system_nothing_is_read(systems):
    with pytest.raises(NoSystemError, match="No school system was named"):
        Person.objects.count()


def test_one_system_never_sees_the_rows_of_another(cast):
    assert set(Student.objects.values_list("person__given_name", flat=True)) == {
        "Ana",
        "Ben",
    }


def test_work_for_one_system_cannot_open_another(cast):
    with (
        pytest.raises(OtherSystemError, match="finish the first"),
        system_context(cast.lakeside.pk),
    ):
        pass


def test_a_new_row_belongs_to_the_system_of_its_context(cast):
    gus = Person.objects.create(given_name="Gus")

    assert gus.system_id == cast.riverside.pk


def test_the_database_refuses_a_link_to_another_systems_row(systems):
    riverside, lakeside = systems
    with system_context(lakeside.pk):
        stranger = Person.objects.create(given_name="Finn")
    with system_context(riverside.pk):
        ana = Person.objects.create(given_name="Ana")
        with pytest.raises(DatabaseError), transaction.atomic():
            link(person=ana, guardian_id=stranger.pk)
