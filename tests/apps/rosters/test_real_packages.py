"""Real OneRoster packages, each with its real mistakes, bring students into units."""

import time
from pathlib import Path

import pytest

from seedbed.apps.accounts.models import Role
from seedbed.apps.rosters.models import Enrollment, Staff, Student

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "oneroster"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.shared_data,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"{DATA} is not there"),
]

GROUPS = {
    "Test_full_data_set.zip": [
        "enrollments.csv 3: Jim Smith is a teacher in users.csv but is enrolled here as a student; correct one of the two.",
        "enrollments.csv 5,6,7: 3 rows: the section is being removed, so its enrollments were left out.",
        "academicSessions.csv 3,6: 2 rows: the parent session is not in academicSessions.csv; the link was left out.",
        "classes.csv 2: The course crs-222-2023-456-12345 is not in courses.csv; the section came in without it.",
        "enrollments.csv 2,4: 2 rows: the enrollment's dates lie outside its section's term.",
        "orgs.csv 2: The parent organization org-sch-222-3456 is not in orgs.csv; the link was left out.",
        "orgs.csv 2: History Department is a department, not a school; people belong to it, so it becomes a unit of its own.",
        "users.csv 3,6,7: 3 rows: an agent is not a parent, guardian or relative; no guardian was linked.",
        "users.csv 2,3,4,5,6,7: 6 rows: a password is in the file; none was read or stored. Ask for an export without passwords.",
    ],
    "Test_minimal_data_set.zip": [
        "enrollments.csv 3,6: 2 rows: the enrollment's role contradicts the user's role; correct one of the two.",
        "classes.csv 2,3: 2 rows: the course is not in courses.csv; the section came in without it.",
        "orgs.csv 2: History Department is a department, not a school; people belong to it, so it becomes a unit of its own.",
        "users.csv 3,6,7: 3 rows: a student without a grade came in with that of a section, or else with the middle grade of the unit.",
        "users.csv 2: The row carries a password; it was neither read nor stored. Ask for an export without passwords.",
    ],
    "oneroster_test_data.zip": [
        "demographics.csv 0: This file was not read: Seedbed keeps no birth date, sex or race.",
        "userProfiles.csv 0: This file was not read: Seedbed keeps no sign-ins of other programs.",
        "users.csv 2: Bruce Wayne has no grade and came in with grade 6, the middle of the unit.",
        "users.csv 2: The row carries a password; it was neither read nor stored. Ask for an export without passwords.",
    ],
    "OneRosterv1p1BaseCSV": [
        "classes.csv 1: The column 'grade' was read as grades.",
        "classes.csv 2,3,4: 3 rows: a section names no course.",
        "classes.csv 2,3,4: 3 rows: a term is not in academicSessions.csv or is being removed.",
        "courses.csv 1,1: 2 rows: a column name was misspelt and read as what it resembles.",
        "demographics.csv 0: This file was not read: Seedbed keeps no birth date, sex or race.",
        "orgs.csv 2: School 1 lists the school 54321 as its parent; a school's parent is a district. The link was left out.",
        "users.csv 1,1: 2 rows: a column name was misspelt and read as what it resembles.",
        "users.csv 2,3: 2 rows: a student without a grade came in with that of a section, or else with the middle grade of the unit.",
    ],
}  # fmt: skip

#: Students, staff, guardians and enrollments that come in, and rows held.
COUNTS = {
    "Test_full_data_set.zip": (3, 2, 1, 2, 4),
    "Test_minimal_data_set.zip": (3, 2, 1, 4, 2),
    "oneroster_test_data.zip": (1, 0, 0, 1, 0),
    "OneRosterv1p1BaseCSV": (2, 0, 0, 3, 0),
}


@pytest.mark.parametrize("name", GROUPS)
def test_each_mistake_has_its_sentence_and_students_come_in(registrar, name):
    before = (Student.objects.count(), Staff.objects.count())
    report = registrar.apply(registrar.stage_path(DATA / name))

    assert [
        f"{g.file} {','.join(map(str, g.rows))}: {g.message}"
        for g in report.problem_groups
    ] == GROUPS[name]
    assert (
        Student.objects.count() - before[0],
        Staff.objects.count() - before[1],
        Role.objects.filter(kind="guardian").count(),
        Enrollment.objects.count(),
        report.n_held,
    ) == COUNTS[name]


@pytest.mark.parametrize("name", GROUPS)
def test_importing_again_changes_nothing_and_undoing_leaves_nothing(registrar, name):
    first = registrar.apply(registrar.stage_path(DATA / name))
    again = registrar.stage_path(DATA / name)

    assert (again.n_new, again.n_changed, again.n_retired) == (0, 0, 0)
    assert again.n_same == first.n_new

    registrar.revert(first)

    assert registrar.stage_path(DATA / name).counts == first.counts


@pytest.mark.slow
def test_a_district_of_five_thousand_comes_in_in_seconds(registrar):
    started = time.process_time()
    report = registrar.apply(registrar.stage_path(DATA / "district_5k.zip"))
    seconds = time.process_time() - started

    assert report.counts == {
        "courses": {"new": 80},
        "enrollments": {"new": 24504},
        "sections": {"new": 160},
        "staff": {"new": 80},
        "students": {"new": 5120},
        "terms": {"new": 3},
        "units": {"new": 8},
    }
    assert [(g.file, g.code, g.n_rows, g.rows[0]) for g in report.problem_groups] == [
        ("classes.csv", "crowded-section", 160, 2),
        ("demographics.csv", "file-not-kept", 1, 0),
        ("enrollments.csv", "beyond-term", 24504, 2),
        ("enrollments.csv", "double-booked", 2301, 194),
        ("enrollments.csv", "far-from-grade", 14178, 163),
    ]
    assert Student.objects.exclude(person__source="").count() == 5120
    # Processor time, for wall time is the neighbours' as well: 8 seconds on SQLite.
    assert seconds < 25
    again = registrar.stage_path(DATA / "district_5k.zip")
    assert (again.n_new, again.n_changed, again.n_retired) == (0, 0, 0)
