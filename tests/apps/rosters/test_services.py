"""A roster is checked, shown, saved whole, and can be taken back."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from tests.apps.rosters.rows import TABLES, student, world
from tests.interop.oneroster.packages import (
    MANIFEST,
    MAPLE,
    also,
    replaced,
    without,
)

from seedbed.apps.accounts.models import Account, Person, Role, Unit
from seedbed.apps.rosters import queries, saving, services
from seedbed.apps.rosters.errors import (
    ImportFileLostError,
    ImportNotStagedError,
    RosterChangedError,
    RosterRemovalError,
    UnknownImportError,
)
from seedbed.apps.rosters.models import (
    Enrollment,
    Guardianship,
    ImportChange,
    ImportProblem,
    RosterImport,
    Section,
    Staff,
    Student,
)

pytestmark = pytest.mark.django_db

DELTA = MANIFEST.replace("bulk", "delta")


def test_staging_saves_the_report_and_nothing_else(registrar):
    before = world()

    report = registrar.stage()

    assert world() == before
    assert report.status == "staged"
    assert report.by == "Rosa Reyes"
    assert report.standard == "OneRoster 1.1"
    assert report.counts == {
        "courses": {"new": 1},
        "enrollments": {"new": 3},
        "guardians": {"new": 1},
        "sections": {"new": 1},
        "staff": {"new": 1},
        "students": {"new": 2},
        "terms": {"new": 1},
        "units": {"new": 1},
    }
    assert (report.n_new, report.n_changed, report.n_retired, report.n_held) == (
        11, 0, 0, 0,
    )  # fmt: skip


def test_applying_brings_people_into_units(registrar):
    report = registrar.take_in()

    ana = student("ana")
    assert (ana.unit.name, ana.unit.kind, ana.grade) == ("Maple School", "school", 6)
    assert (ana.unit.grade_low, ana.unit.grade_high) == (6, 6)
    assert Staff.objects.get(person__sourced_id="cho").kind == "teacher"
    assert str(Guardianship.objects.get()) == "Mia Alvarez for Ana Alvarez"
    assert Role.objects.get(person__sourced_id="mia").kind == "guardian"
    section = Section.objects.get()
    assert (section.location, section.course.title, section.term.title) == (
        "Room 4",
        "Mathematics 6",
        "Fall",
    )
    assert Enrollment.objects.filter(section=section, is_active=True).count() == 3
    assert not Unit.objects.filter(name="Riverside District").exists()
    assert report.status == "applied"
    assert report.can_undo
    assert report.undo_until == report.applied_at + timedelta(days=7)


def test_the_same_file_twice_changes_nothing(registrar):
    first = registrar.take_in()
    before = world()

    second = registrar.take_in()

    assert world() == before
    assert (second.n_new, second.n_changed, second.n_retired) == (0, 0, 0)
    assert second.n_same == first.n_new


def test_a_changed_row_is_shown_as_changed_and_saved(registrar):
    registrar.take_in()

    report = registrar.take_in(
        users=replaced("users", "Ana,Alvarez,,mia,06", "Anna,Alvarez,,mia,07"),
        classes=replaced("classes", "Room 4", "Room 5"),
    )

    assert (report.n_changed, report.n_new) == (3, 0), "Ana, the section, the unit"
    assert (student("ana").grade, student("ana").person.given_name) == (7, "Anna")
    assert Section.objects.get().location == "Room 5"
    assert Unit.objects.get(name="Maple School").grade_high == 7


def test_who_is_no_longer_in_a_whole_file_is_retired_and_kept(registrar):
    registrar.take_in()
    Account.objects.create(
        username="ben.maple", system_id=student("ben").system_id,
        person=student("ben").person,
    )  # fmt: skip

    report = registrar.take_in(
        users=without("users", "ben"), enrollments=without("enrollments", "e2")
    )

    ben = student("ben")
    assert (ben.is_active, ben.person.is_active) == (False, False)
    assert not Account.objects.get(username="ben.maple").is_active
    assert not Enrollment.objects.get(sourced_id="e2").is_active
    assert report.counts["students"] == {"retired": 1, "same": 1}
    assert report.retirements == ("Ben Brook (student)",)


def test_who_comes_back_is_active_again_and_can_sign_in(registrar):
    registrar.take_in()
    account = Account.objects.create(
        username="ben.maple", system_id=student("ben").system_id,
        person=student("ben").person,
    )  # fmt: skip
    registrar.take_in(
        users=without("users", "ben"), enrollments=without("enrollments", "e2")
    )

    registrar.take_in()

    account.refresh_from_db()
    assert account.is_active
    assert student("ben").is_active
    assert Enrollment.objects.get(sourced_id="e2").is_active


def test_an_account_closed_by_hand_stays_closed(registrar):
    registrar.take_in()
    Account.objects.create(
        username="ben.maple", system_id=student("ben").system_id,
        person=student("ben").person, is_active=False,
    )  # fmt: skip

    registrar.take_in()

    assert not Account.objects.get(username="ben.maple").is_active


def test_removing_many_people_stops_and_asks(registrar):
    registrar.take_in()
    report = registrar.stage(
        users=without("users", "ben"), enrollments=without("enrollments", "e2")
    )

    with pytest.raises(RosterRemovalError) as refused:
        registrar.apply(report)

    assert report.needs_confirmation
    assert report.removal_share == pytest.approx(1 / 7)
    assert str(refused.value) == (
        "maple.zip would remove 1 person (14% of those active), more than is done "
        "without asking. Check that the file is complete; to go on, confirm the "
        "removals."
    )
    assert student("ben").is_active
    assert RosterImport.objects.get(uuid=report.uuid).status == "staged"
    assert registrar.apply(report, allow_removals=True).status == "applied"


def test_an_empty_page_of_enrollments_stops_and_asks(registrar):
    registrar.take_in()
    header = MAPLE["enrollments"].splitlines(keepends=True)[0]
    report = registrar.stage(enrollments=header)

    with pytest.raises(
        RosterRemovalError, match=r"enrollments? \(100% of those active"
    ):
        registrar.apply(report)

    assert report.removal_of == "enrollment"


def test_few_removals_need_no_confirmation(registrar):
    many = [f"s{n},,,true,s1,student,s{n},Sam,S{n},,,06," for n in range(40)]
    registrar.take_in(users=also("users", *many))

    report = registrar.stage(users=also("users", *many[1:]))

    assert report.n_retired == 1
    assert not report.needs_confirmation
    assert registrar.apply(report).n_retired == 1


def test_emptying_one_small_unit_asks_though_the_system_is_large(registrar):
    orgs = also("orgs", "s2,,,Oak School,school,,d1")
    many = [f"s{n},,,true,s1,student,s{n},Sam,S{n},,,06," for n in range(60)]
    oak = ["o1,,,true,s2,student,o1,Olga,Oak,,,06,"]
    registrar.take_in(orgs=orgs, users=also("users", *many, *oak))

    report = registrar.stage(orgs=orgs, users=also("users", *many))

    assert report.removal_share < 0.05
    assert report.needs_confirmation


def test_a_file_of_changes_removes_nothing_it_does_not_name(registrar):
    registrar.take_in()
    header = also("users").splitlines()[0]

    report = registrar.take_in(
        manifest=DELTA,
        orgs=None,
        users=f"{header}\ncy,active,,true,s1,student,cy,Cy,Cole,,mia,07,\n",
        classes=None,
        courses=None,
        academicSessions=None,
        enrollments=also("enrollments").splitlines()[0]
        + "\ne4,active,,k1,s1,cy,student,,,\ne1,tobedeleted,,k1,s1,ana,student,,,\n",
    )

    assert report.is_delta
    assert report.counts["students"] == {"new": 1}
    assert report.counts["enrollments"] == {"new": 1, "retired": 1}
    assert student("ana").is_active
    assert student("ben").is_active
    assert not Enrollment.objects.get(sourced_id="e1").is_active
    assert Guardianship.objects.filter(student=student("cy")).exists()


def test_a_user_asked_to_go_goes_with_the_enrollments(registrar):
    registrar.take_in()
    header = also("users").splitlines()[0]

    registrar.take_in(
        manifest=DELTA,
        users=f"{header}\nana,tobedeleted,,true,s1,student,ana,Ana,A,,,06,\n"
        "ben,,,false,s1,student,ben,Ben,Brook,,,06,\n",
        enrollments=None,
    )

    assert not student("ana").is_active
    assert not student("ben").is_active, "enabledUser false"
    assert set(
        Enrollment.objects.filter(is_active=True).values_list("sourced_id", flat=True)
    ) == {"e3"}


def test_a_held_row_leaves_what_stands_as_it_is(registrar):
    registrar.take_in()

    report = registrar.take_in(
        users=replaced("users", "ana,,,true,s1,student", "ana,,,true,s1,wizard")
    )

    assert student("ana").is_active
    assert Enrollment.objects.get(sourced_id="e1").is_active
    assert report.n_retired == 0
    assert [
        (g.file, g.rows, g.message) for g in report.problem_groups if g.is_held
    ] == [
        (
            "enrollments.csv",
            (2,),
            "The user ana is held (users.csv row 2); repair that row first.",
        ),
        (
            "users.csv",
            (2,),
            "The role 'wizard' is unknown; expected student, teacher, aide, "
            "administrator, parent, guardian or relative.",
        ),
    ]


def test_a_role_granted_by_hand_survives_and_an_imported_one_follows_the_file(
    registrar,
):
    registrar.take_in()
    cho = Person.objects.get(sourced_id="cho")
    maple = Unit.objects.get(name="Maple School")
    Role.objects.create(person=cho, kind="leader", unit=maple)

    registrar.take_in(
        users=replaced("users", "s1,teacher,cho", "s1,aide,cho"),
        enrollments=replaced("enrollments", "cho,teacher", "cho,aide"),
    )

    assert set(cho.roles.values_list("kind", flat=True)) == {"leader", "aide"}
    assert Staff.objects.get(person=cho).kind == "aide"


def test_a_student_who_becomes_a_teacher_stops_being_a_student(registrar):
    registrar.take_in()

    registrar.take_in(
        users=replaced("users", "s1,student,ben", "s1,teacher,ben"),
        enrollments=without("enrollments", "e2"),
    )

    assert not student("ben").is_active
    assert student("ben").person.is_active
    assert Staff.objects.get(person__sourced_id="ben").is_active


def test_a_guardian_no_longer_named_loses_the_child(registrar):
    registrar.take_in()

    registrar.take_in(users=replaced("users", "Alvarez,,mia,06", "Alvarez,,,06"))

    assert not Guardianship.objects.exists()
    assert Person.objects.get(sourced_id="mia").is_active


def test_a_student_moved_to_a_hub_stays_there(registrar, cast):
    registrar.take_in()
    Student.objects.filter(person__sourced_id="ana").update(unit=cast.hub)

    report = registrar.take_in()

    assert student("ana").unit == cast.hub
    assert report.n_changed == 0


def test_a_second_feed_leaves_the_first_alone(registrar):
    registrar.take_in()

    report = registrar.take_in(manifest=MANIFEST.replace("Maple SIS", "Other SIS"))

    assert report.n_retired == 0
    assert Student.objects.filter(person__sourced_id="ana").count() == 2
    assert set(Unit.objects.exclude(sourced_id="").values_list("name", flat=True)) == {
        "Maple School",
        "Maple School (s1)",
    }


def test_records_changed_since_the_check_stop_the_saving(registrar):
    first, second = registrar.stage(), registrar.stage()
    registrar.apply(first)

    with pytest.raises(RosterChangedError, match="Upload it again and look anew"):
        registrar.apply(second)

    assert Student.objects.filter(person__sourced_id="ana").count() == 1


def test_an_import_is_saved_once(registrar):
    report = registrar.take_in()

    with pytest.raises(ImportNotStagedError, match=r"maple.zip is saved, so it cannot"):
        registrar.apply(report)


def test_an_unknown_import_is_refused(registrar):
    with pytest.raises(UnknownImportError, match="No roster import 0000"):
        services.apply_roster(uuid=UUID(int=0), by_id=None, at=registrar.at)


def test_a_lost_or_altered_copy_is_refused(registrar):
    report = registrar.stage()
    kept = Path(RosterImport.objects.get().path)
    kept.write_bytes(b"something else")

    with pytest.raises(ImportFileLostError, match="missing or damaged"):
        registrar.apply(report)
    kept.unlink()
    with pytest.raises(ImportFileLostError, match="Upload the file again"):
        registrar.apply(report)

    assert RosterImport.objects.get().status == "staged"


def test_a_failure_half_way_leaves_nothing(registrar, monkeypatch):
    report = registrar.stage()
    before = world()

    def fail(*_args):
        raise RuntimeError

    monkeypatch.setattr(saving, "_note", fail)
    with pytest.raises(RuntimeError):
        registrar.apply(report)

    assert world() == before
    assert RosterImport.objects.get().status == "staged"


def test_a_refused_file_is_reported_and_its_bytes_are_not_kept(registrar):
    report = registrar.stage(manifest=None)

    assert report.status == "refused"
    assert report.refusal.startswith("maple.zip has no manifest.csv; it holds")
    assert RosterImport.objects.get().path == ""
    assert not (registrar.folder / "imports").exists()
    with pytest.raises(ImportNotStagedError, match="is refused"):
        registrar.apply(report)


def test_every_change_is_noted_with_what_was_before(registrar):
    registrar.take_in()

    report = registrar.take_in(users=replaced("users", "Ben,Brook", "Benno,Brook"))

    change = ImportChange.objects.get(roster_import__uuid=report.uuid)
    assert (change.table, change.action, change.before, change.after) == (
        "person",
        "changed",
        {"given_name": "Ben"},
        {"given_name": "Benno"},
    )


def test_no_password_reaches_the_database(registrar):
    users = also("users", "x,,,true,s1,wizard,x,Xi,Xu,,,06,Sesame1")

    registrar.take_in(users=users)

    assert ImportProblem.objects.filter(code="unknown-role").get().raw == (
        "x,,,true,s1,wizard,x,Xi,Xu,,,06,(removed)"
    )
    with connection.cursor() as cursor:
        for model in (*TABLES, ImportChange, ImportProblem, RosterImport):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            assert "Sesame1" not in repr(cursor.fetchall())


def test_notes_of_one_kind_are_counted_in_full_and_kept_in_part(registrar):
    many = [f"s{n},,,true,s1,student,s{n},Sam,S{n},,,K9," for n in range(150)]

    report = registrar.stage(users=also("users", *many))

    group = next(g for g in report.problem_groups if g.code == "unknown-grade")
    assert group.n_rows == 150
    assert group.message.startswith("150 rows: a grade is unknown")
    assert group.rows[:2] == (6, 7)
    assert group.values == ("K9",)
    assert ImportProblem.objects.filter(code="unknown-grade").count() == 100


def test_anonymous_students_are_enrolled_once(cast):
    first = services.enroll_anonymous(
        unit_name="Evidence School", source="assist09", codes=["17", "4", "17"], grade=7
    )

    second = services.enroll_anonymous(
        unit_name="Evidence School", source="assist09", codes=["4", "99"], grade=7
    )

    assert list(first) == ["17", "4"]
    assert second["4"] == first["4"]
    unit = Unit.objects.get(name="Evidence School")
    assert (unit.kind, unit.grade_low, unit.students.count()) == ("school", 7, 3)
    assert queries.student_ids_by_code()["99"] == second["99"]
    assert str(Student.objects.get(pk=first["17"])) == "Student 17"
    assert Role.objects.filter(unit=unit, kind="student").count() == 3


def test_anonymous_students_join_a_unit_that_is_there(cast):
    services.enroll_anonymous(
        unit_name="Riverside Hub", source="assist09", codes=["17"], grade=7
    )

    assert cast.hub.students.count() == 3
    cast.hub.refresh_from_db()
    assert cast.hub.kind == "hub"
