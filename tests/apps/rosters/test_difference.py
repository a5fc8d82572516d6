"""What a roster asks for, row by row, and the sentence for what it cannot mean."""

import pytest
from tests.interop.oneroster.packages import MANIFEST, also, replaced, without

from seedbed.apps.accounts.models import Person, Role, Unit
from seedbed.apps.rosters.models import (
    Enrollment,
    Guardianship,
    Section,
    Staff,
    Student,
)

pytestmark = pytest.mark.django_db


def sentences(report):
    return [
        f"{g.file} {','.join(map(str, g.rows))}: {g.message}"
        for g in report.problem_groups
    ]


def grade_of(sourced_id):
    return Student.objects.get(person__sourced_id=sourced_id).grade


@pytest.mark.parametrize(
    ("stem", "line", "sentence"),
    [
        ("enrollments", "x,,,k1,s1,nobody,student,,,", "enrollments.csv 5: The user nobody is not in users.csv."),
        ("enrollments", "x,,,k9,s1,ana,student,,,", "enrollments.csv 5: The section k9 is not in classes.csv."),
        ("enrollments", "x,,,k1,s1,ana,janitor,,,", "enrollments.csv 5: The role 'janitor' is unknown; expected student, teacher, aide, administrator, parent, guardian or relative."),
        ("enrollments", "x,,,k1,s1,cho,student,,,", "enrollments.csv 5: Clara Cho is a teacher in users.csv but is enrolled here as a student; correct one of the two."),
        ("enrollments", "x,,,k1,s1,mia,teacher,,,", "enrollments.csv 5: Mia Alvarez is a guardian in users.csv but is enrolled here as a teacher; correct one of the two."),
        ("enrollments", "x,,,k1,s1,ana,teacher,,,", "enrollments.csv 5: Ana Alvarez is a student in users.csv but is enrolled here as a teacher; correct one of the two."),
        ("enrollments", "x,,,k1,s9,ben,student,,,", "enrollments.csv 5: The enrollment names the school s9, its section another; the section's was used."),
        ("enrollments", "x,,,k1,s1,ben,student,,2026-10-01,2027-01-31", "enrollments.csv 5: The enrollment's dates, 2026-10-01 to 2027-01-31, reach beyond its section's term Fall (2026-09-01 to 2026-12-18)."),
        ("enrollments", "x,,,k1,s1,ben,student,,2025-10-01,2026-01-31", "enrollments.csv 5: The enrollment's dates, 2025-10-01 to 2026-01-31, lie outside its section's term Fall (2026-09-01 to 2026-12-18)."),
        ("classes", "x,,,Art,,,scheduled,,s1,t1,,", "classes.csv 3: The section names no course."),
        ("classes", "x,,,Art,,c9,scheduled,,s1,t1,,", "classes.csv 3: The course c9 is not in courses.csv; the section came in without it."),
        ("classes", 'x,,,Art,,c1,scheduled,,s1,"t9,t1",,', "classes.csv 3: The term t9 is not in academicSessions.csv or is being removed; the section came in without it."),
        ("classes", "x,,,Art,,c1,scheduled,,s9,t1,,", "classes.csv 3: The organization s9 is not in orgs.csv, is held or is being removed."),
        ("academicSessions", "x,,,Q1,gradingPeriod,2026-09-01,2026-10-30,t9,", "academicSessions.csv 3: The parent session t9 is not in academicSessions.csv; the link was left out."),
        ("orgs", "s2,,,Oak School,school,,d9", "orgs.csv 4: The parent organization d9 is not in orgs.csv; the link was left out."),
        ("orgs", "s2,,,Oak School,school,,s1", "orgs.csv 4: Oak School lists the school s1 as its parent; a school's parent is a district. The link was left out."),
        ("users", "x,,,true,s1,,x,Xi,Xu,,,,", "users.csv 6: Xi Xu has no role; expected student, teacher, aide, administrator, parent, guardian or relative."),
        ("users", "x,,,true,s9,student,x,Xi,Xu,,,06,", "users.csv 6: The organization s9 is not in orgs.csv, is held or is being removed."),
        ("users", 'x,,,true,"s1,s9",student,x,Xi,Xu,,,06,', "users.csv 6: The organization s9 is not in orgs.csv; the others were used."),
        ("users", "x,,,true,,student,x,Xi,Xu,,,06,", "users.csv 6: Xi Xu belongs to no organization and is in no section; give the user an organization."),
        ("users", "x,,,true,,parent,x,Xi,Xu,,,,", "users.csv 6: Xi Xu belongs to no organization and is in no section; give the user an organization."),
        ("users", "x,,,true,s1,student,x,Xi,Xu,,zed,06,", "users.csv 6: The agent zed of Xi Xu is not in users.csv; no guardian was linked."),
        ("users", "x,,,true,s1,student,x,Xi,Xu,,cho,06,", "users.csv 6: The agent cho of Xi Xu is a teacher, not a parent, guardian or relative; no guardian was linked."),
        ("users", "x,,,true,s1,parent,x,Xi,Xu,,cho,,", "users.csv 6: The agent cho of the guardian Xi Xu is not a student of this roster; nobody was linked."),
        ("users", "x,,,true,s1,student,x,Xi,Xu,,,,", "users.csv 6: Xi Xu has no grade and came in with grade 6, the middle of the unit."),
        ("users", "x,,,true,s1,student,x,Xi,Xu,,,K9,", "users.csv 6: The grade 'K9' of Xi Xu is unknown; expected KG or 01 to 13. The student came in with grade 6, the middle of the unit."),
    ],
)  # fmt: skip
def test_a_row_that_contradicts_others_has_its_sentence(
    registrar, stem, line, sentence
):
    report = registrar.take_in(**{stem: also(stem, line)})

    assert sentences(report) == [sentence]


def test_a_department_with_people_becomes_a_unit(registrar):
    report = registrar.take_in(
        orgs=replaced("orgs", "School,school", "School,department")
    )

    assert sentences(report) == [
        "orgs.csv 3: Maple School is a department, not a school; people belong to it, "
        "so it becomes a unit of its own."
    ]
    assert Unit.objects.get(name="Maple School").kind == "school"


def test_a_unit_whose_name_is_taken_gets_its_id_added(registrar):
    report = registrar.take_in(orgs=replaced("orgs", "Maple School", "Riverside Hub"))

    assert sentences(report) == [
        "orgs.csv 3: Another unit is already called Riverside Hub; this one becomes "
        "Riverside Hub (s1)."
    ]
    assert registrar.take_in(
        orgs=replaced("orgs", "Maple School", "Riverside Hub")
    ).n_changed == 0  # fmt: skip


def test_two_organizations_of_one_name_become_two_units(registrar):
    registrar.take_in(
        orgs=also("orgs", "s2,,,Maple School,school,,d1"),
        users=also("users", "x,,,true,s2,student,x,Xi,Xu,,,06,"),
    )

    assert set(
        Unit.objects.filter(source="Maple SIS").values_list("name", flat=True)
    ) == {
        "Maple School",
        "Maple School (s2)",
    }


def test_a_name_given_up_by_one_unit_does_not_wander_to_another(registrar):
    registrar.take_in()
    changes = {
        "orgs": replaced("orgs", "Maple School", "Elm School")
        + "s2,,,Maple School,school,,d1\n",
        "users": also("users", "x,,,true,s2,student,x,Xi,Xu,,,06,"),
    }
    registrar.take_in(**changes)

    assert registrar.take_in(**changes).n_changed == 0
    assert set(
        Unit.objects.filter(source="Maple SIS").values_list("name", flat=True)
    ) == {"Elm School", "Maple School (s2)"}


def test_the_grade_of_a_section_stands_in_for_a_missing_one(registrar):
    report = registrar.take_in(
        users=also("users", "x,,,true,s1,student,x,Xi,Xu,,,,"),
        classes=also("classes", "k2,,,Math 8,08,c1,scheduled,,s1,t1,,2"),
        enrollments=also("enrollments", "e4,,,k2,s1,x,student,,,"),
    )

    assert grade_of("x") == 8
    assert sentences(report) == [
        "users.csv 6: Xi Xu has no grade and came in with grade 8, that of a section."
    ]


def test_a_missing_grade_keeps_the_one_on_record(registrar):
    registrar.take_in()

    registrar.take_in(
        users=replaced("users", "Brook,,,06", "Brook,,,"),
        classes=replaced("classes", "A,06", "A,"),
    )

    assert grade_of("ben") == 6


def test_a_user_without_organization_takes_that_of_a_section(registrar):
    report = registrar.take_in(users=replaced("users", "ben,,,true,s1", "ben,,,true,"))

    assert Student.objects.get(person__sourced_id="ben").unit.name == "Maple School"
    assert sentences(report) == [
        "users.csv 3: Ben Brook names no organization; the unit of an enrollment, s1, "
        "was used."
    ]


def test_a_guardian_without_organization_takes_that_of_the_child(registrar):
    report = registrar.take_in(users=replaced("users", "mia,,,true,s1", "mia,,,true,"))

    role = Role.objects.get(person__sourced_id="mia")
    assert (role.kind, role.unit.name) == ("guardian", "Maple School")
    assert sentences(report) == []


def test_a_guardian_may_name_the_child_instead(registrar):
    users = replaced("users", "Alvarez,,mia,06", "Alvarez,,,06")
    users = users.replace(
        "mia,,,true,s1,parent,mia,Mia,Alvarez,,,",
        "mia,,,true,,relative,mia,Mia,Alvarez,,ana,",
    )

    registrar.take_in(users=users)

    assert str(Guardianship.objects.get()) == "Mia Alvarez for Ana Alvarez"


def test_a_student_of_two_organizations_comes_in_under_the_school(registrar):
    report = registrar.take_in(
        users=also("users", 'x,,,true,"d1,s1",student,x,Xi,Xu,,,06,')
    )

    assert Student.objects.get(person__sourced_id="x").unit.name == "Maple School"
    assert (
        "users.csv 6: Xi Xu is a student of 2 organizations; the first that is a "
        "school was used." in sentences(report)
    )


@pytest.mark.parametrize(
    ("role", "kind", "is_staff"),
    [
        ("administrator", "leader", False),
        ("aide", "aide", True),
        ("counselor", "mentor", True),
        ("proctor", "aide", True),
        ("guardian", "guardian", False),
    ],
)
def test_roles_of_the_standard_have_words_of_ours(registrar, role, kind, is_staff):
    registrar.take_in(users=also("users", f"x,,,true,s1,{role},x,Xi,Xu,,,,"))

    assert Role.objects.get(person__sourced_id="x").kind == kind
    assert Staff.objects.filter(person__sourced_id="x", kind=kind).exists() == is_staff


def test_enrollments_in_a_section_that_leaves_are_left_out(registrar):
    registrar.take_in()

    report = registrar.take_in(classes=replaced("classes", "k1,,", "k1,tobedeleted,"))

    assert sentences(report) == [
        "enrollments.csv 2,3,4: 3 rows: the section is being removed, so its "
        "enrollments were left out."
    ]
    assert not Section.objects.get().is_active
    assert not Enrollment.objects.filter(is_active=True).exists()


def test_enrollments_of_a_user_who_leaves_are_left_out(registrar):
    report = registrar.take_in(users=replaced("users", "ben,,,true", "ben,,,false"))

    assert sentences(report) == [
        "enrollments.csv 3: The user ben is disabled or being removed (users.csv row "
        "3), so the row was left out."
    ]
    assert not Person.objects.filter(sourced_id="ben").exists()


def test_enrollments_in_a_held_section_are_held(registrar):
    report = registrar.take_in(classes=replaced("classes", ",s1,", ",s9,"))

    assert sentences(report)[1] == (
        "enrollments.csv 2,3,4: 3 rows: the section's own row in classes.csv is held; "
        "repair that first."
    )


def test_a_student_in_two_sections_at_once_is_noted(registrar):
    report = registrar.take_in(
        classes=also("classes", 'k2,,,Art,06,c1,scheduled,,s1,t1,,"1,2"'),
        enrollments=also("enrollments", "e4,,,k2,s1,ben,student,,,"),
    )

    assert sentences(report) == [
        "enrollments.csv 5: Ben Brook is also in Math 6 A (row 3) in period 1 of the "
        "same term."
    ]


def test_a_section_far_from_the_students_grade_is_noted(registrar):
    report = registrar.take_in(
        classes=also("classes", 'k2,,,Physics,"10,11",c1,scheduled,,s1,t1,,2'),
        enrollments=also("enrollments", "e4,,,k2,s1,ben,student,,,"),
    )

    assert sentences(report) == [
        "enrollments.csv 5: Ben Brook is in grade 6, the section is for grade 10."
    ]


def test_a_section_of_more_than_a_room_holds_is_noted(registrar):
    many = [f"s{n},,,true,s1,student,s{n},Sam,S{n},,,06," for n in range(60)]
    seats = [f"x{n},,,k1,s1,s{n},student,,," for n in range(60)]

    report = registrar.take_in(
        users=also("users", *many), enrollments=also("enrollments", *seats)
    )

    assert sentences(report) == [
        "classes.csv 2: The section has 62 students; more than 60 rarely fit a room."
    ]


ROLES_1_2 = MANIFEST.replace("1.1", "1.2") + "file.roles,bulk\n"
USERS_1_2 = "sourcedId,givenName,familyName,grades,primaryOrgSourcedId\n"
ROLES = "sourcedId,status,userSourcedId,roleType,role,orgSourcedId\n"


def test_roles_of_1_2_place_people(registrar):
    report = registrar.take_in(
        manifest=ROLES_1_2,
        users=USERS_1_2
        + "ana,Ana,Alvarez,06,\nben,Ben,Brook,06,\ncho,Clara,Cho,,s1\nmia,Mia,A,,\n",
        roles=ROLES + "r1,,ana,primary,student,s1\nr2,,ben,secondary,student,s1\n"
        "r3,,cho,primary,teacher,\nr4,,cho,secondary,aide,s1\nr5,,cho,,wizard,s1\n"
        "r6,,nobody,primary,student,s1\nr7,,ben,primary,student,s9\n",
    )

    assert Staff.objects.get(person__sourced_id="cho").kind == "teacher"
    assert (
        Student.objects.filter(is_active=True, unit__name="Maple School").count() == 2
    )
    assert sentences(report) == [
        "roles.csv 8: The organization s9 is not in orgs.csv, is held or is being "
        "removed.",
        "roles.csv 6: The role 'wizard' is unknown; expected student, teacher, aide, "
        "administrator, parent, guardian or relative.",
        "roles.csv 7: The user nobody is not in users.csv.",
        "users.csv 5: Mia A has no role; expected student, teacher, aide, "
        "administrator, parent, guardian or relative.",
    ]


def test_changes_of_1_2_need_not_repeat_the_roles(registrar):
    registrar.take_in(
        manifest=ROLES_1_2,
        users=USERS_1_2 + "ana,Ana,Alvarez,06,\ncho,Clara,Cho,,\n",
        roles=ROLES + "r1,,ana,primary,student,s1\nr3,,cho,primary,teacher,s1\n"
        "r4,,cho,secondary,administrator,s1\n",
        enrollments=without("enrollments", "e2"),
    )

    report = registrar.take_in(
        manifest=ROLES_1_2.replace("bulk", "delta"),
        users=USERS_1_2 + "ana,Anna,Alvarez,07,\ncho,Clara,Cho,,\n",
        roles=ROLES + "r4,tobedeleted,cho,secondary,administrator,s1\n",
        orgs=None, classes=None, courses=None, academicSessions=None, enrollments=None,
    )  # fmt: skip

    assert grade_of("ana") == 7
    assert list(
        Role.objects.filter(person__sourced_id="cho").values_list("kind", flat=True)
    ) == ["teacher"]
    assert [g.code for g in report.problem_groups if g.is_held] == []


def test_a_whole_file_of_roles_takes_away_what_it_no_longer_says(registrar):
    roles = ROLES + "r1,,ana,primary,student,s1\nr2,,cho,primary,teacher,s1\n"
    people = {
        "manifest": ROLES_1_2,
        "users": USERS_1_2 + "ana,Ana,Alvarez,06,\ncho,Clara,Cho,,\n",
        "enrollments": without("enrollments", "e"),
    }
    registrar.take_in(roles=roles + "r3,,cho,,administrator,s1\n", **people)

    registrar.take_in(roles=roles, **people)

    assert list(
        Role.objects.filter(person__sourced_id="cho").values_list("kind", flat=True)
    ) == ["teacher"]


def test_a_name_taken_with_its_mark_gets_a_number_and_keeps_it(registrar):
    Unit.objects.create(name="Maple School")
    Unit.objects.create(name="Maple School (s1)")

    registrar.take_in()
    again = registrar.stage()

    assert Unit.objects.filter(name="Maple School (s1, 2)").exists()
    assert (again.n_new, again.n_changed, again.n_retired) == (0, 0, 0)
