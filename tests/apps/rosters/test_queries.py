"""What others may ask the rosters app."""

from uuid import UUID

import pytest
from tests.interop.oneroster.packages import also, maple, replaced, write_zip

from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.rosters import queries
from seedbed.apps.rosters.errors import UnknownImportError, UnknownStudentError
from seedbed.apps.rosters.models import Student

pytestmark = pytest.mark.django_db


def test_a_report_takes_two_queries(registrar, django_assert_num_queries):
    report = registrar.stage(users=also("users", "x,,,true,s1,wizard,x,Xi,Xu,,,,"))

    with django_assert_num_queries(2):
        assert queries.import_report(report.uuid) == report


def test_the_report_of_another_system_is_unknown(cast, registrar):
    report = registrar.stage()

    with pytest.raises(UnknownImportError):
        queries.import_report(UUID(int=report.uuid.int ^ 1))


def test_imports_come_newest_first(registrar, django_assert_num_queries):
    registrar.take_in()
    registrar.stage(manifest=None)

    with django_assert_num_queries(1):
        lines = queries.imports()

    assert [(line.status, line.n_new, line.by) for line in lines] == [
        ("refused", 0, "Rosa Reyes"),
        ("applied", 11, "Rosa Reyes"),
    ]


def test_held_rows_can_be_taken_away_for_repair(registrar, django_assert_num_queries):
    report = registrar.stage(users=also("users", "x,,,true,s1,wizard,x,Xi,Xu,,,,"))

    with django_assert_num_queries(1):
        rows = queries.held_rows(report.uuid)

    assert [(r.file, r.row, r.raw) for r in rows] == [
        ("users.csv", 6, "x,,,true,s1,wizard,x,Xi,Xu,,,,")
    ]


def test_evidence_may_name_a_student_in_three_ways(
    cast, registrar, django_assert_num_queries
):
    by_username = queries.student_ids_by_code()["ana"]
    registrar.take_in()

    with django_assert_num_queries(1):
        ids = queries.student_ids_by_code()

    assert by_username == cast.ana.pk
    maple_ana = Student.objects.get(person__sourced_id="ana")
    assert ids["ana"] == maple_ana.pk, "a roster id wins over a username"
    assert ids[str(cast.ana.person.uuid)] == cast.ana.pk


def test_students_of_a_unit_come_by_name(cast, django_assert_num_queries):
    Student.objects.filter(pk=cast.ben.pk).update(is_active=False)

    with django_assert_num_queries(1):
        cards = queries.students_of_unit(cast.hub.pk)

    assert [(card.name, card.first_name, card.grade) for card in cards] == [
        ("Ana Alvarez", "Ana", 6)
    ]


@pytest.mark.parametrize("words", ["Ana Alvarez", " ana  ALVAREZ ", "ana", "uuid"])
def test_a_student_is_found_by_name_username_or_uuid(
    cast, words, django_assert_num_queries
):
    wanted = str(cast.ana.person.uuid) if words == "uuid" else words

    with django_assert_num_queries(1):
        card = queries.student_named(wanted)

    assert card.id == cast.ana.pk


def test_names_of_several_words_are_found(registrar):
    registrar.take_in(users=replaced("users", "Ben,Brook", "Ben Otto,de la Brook"))

    assert queries.student_named("Ben Otto de la Brook").first_name == "Ben Otto"


def test_a_name_that_fits_two_students_is_refused(cast, registrar):
    registrar.take_in()

    with pytest.raises(UnknownStudentError) as refused:
        queries.student_named("Ana Alvarez")

    assert str(refused.value) == (
        "'Ana Alvarez' fits 2 students: Ana Alvarez and Ana Alvarez. Use the id of the "
        "roster or the username instead."
    )


def test_a_name_that_fits_nobody_is_refused(cast):
    with pytest.raises(UnknownStudentError, match="No active student is called 'Zoe'"):
        queries.student_named("Zoe")


def test_a_student_of_another_system_is_not_found(systems, cast):
    with pytest.raises(UnknownStudentError):
        queries.student_named("Finn Fisher")


def test_a_system_sees_its_own_imports_only(systems, db, tmp_path):
    from .conftest import Registrar

    riverside, lakeside = systems
    with system_context(riverside.pk):
        Registrar(folder=tmp_path, by_id=None).take_in()
    with system_context(lakeside.pk):
        assert queries.imports() == []
        assert queries.student_ids_by_code() == {}


def test_the_district_of_a_file_needs_no_system(tmp_path):
    path = write_zip(tmp_path / "maple.zip", maple())

    assert queries.peek_district(path) == "Riverside District"
