"""`seedbed import` and its first use: a system is made, nothing is saved unasked."""

import io
import json
import zipfile

import pytest

from seedbed.apps.accounts.models import System
from seedbed.apps.accounts.services import ensure_system
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.curriculum.models import Skill
from seedbed.apps.evidence.models import Attempt
from seedbed.apps.rosters.models import Student
from seedbed.cli import imports

pytestmark = pytest.mark.django_db

MANIFEST = """propertyName,value
manifest.version,1.0
oneroster.version,1.1
file.academicSessions,absent
file.classes,absent
file.courses,absent
file.demographics,absent
file.enrollments,absent
file.orgs,bulk
file.users,bulk
source.systemName,Oak SIS
source.systemCode,oak
"""
ORGS = """sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
d1,,,Oak District,district,,
s1,,,Oak Middle,school,,d1
"""
USERS = (
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,"
    "givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,"
    "password\n"
    "u1,,,true,s1,student,ana,,Ana,Alvarez,,,,,,,06,\n"
    "u2,,,true,s1,student,ben,,Ben,Brook,,,,,,,07,\n"
    "u3,,,true,s1,wizard,merlin,,Merlin,West,,,,,,,,\n"
)


@pytest.fixture(autouse=True)
def no_library(monkeypatch):
    """Leave out the 5,280 lessons of the starter library; no test here needs them."""
    monkeypatch.setattr(imports, "install_starter_library", lambda **_named: 0)


@pytest.fixture
def roster(tmp_path):
    """Return a roster with two students and one user of a role nobody knows."""
    file = tmp_path / "oak.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.csv", MANIFEST)
        archive.writestr("orgs.csv", ORGS)
        archive.writestr("users.csv", USERS)
    return file


@pytest.fixture
def evidence(tmp_path):
    """Return three answers, one of a student nobody knows."""
    file = tmp_path / "slips.csv"
    file.write_text(
        "student,skill,item,correct,at\n"
        "u1,6.RP.A.1,slip-1,1,2026-10-01T14:00:00Z\n"
        "u1,6.RP.A.1,slip-2,0,2026-10-01T14:01:00Z\n"
        "zoe,6.RP.A.1,slip-1,1,2026-10-01T14:00:00Z\n"
    )
    return file


def students():
    with system_context(System.objects.get().pk):
        return Student.objects.filter(is_active=True).count()


def test_the_first_roster_makes_the_system_its_district_names(seedbed, roster):
    result = seedbed("import", "roster", str(roster))

    assert result.exit_code == 0, result.stderr
    assert "Made the school system Oak District." in result.stderr
    assert "To undo it: seedbed import undo" in result.stdout
    assert System.objects.get().name == "Oak District"
    assert students() == 2


def test_the_system_can_be_named(seedbed, roster):
    result = seedbed("import", "roster", str(roster), "--system", "Elm")

    assert result.exit_code == 0
    assert System.objects.get().name == "Elm"


def test_rows_with_mistakes_are_listed_with_their_numbers(seedbed, roster):
    result = seedbed("import", "roster", str(roster))

    assert "users.csv, row 4 (held): " in result.stdout
    assert "wizard" in result.stdout


def test_a_dry_run_saves_nobody(seedbed, roster):
    result = seedbed("import", "roster", str(roster), "--dry-run")

    assert result.exit_code == 0
    assert "Checked, nothing saved." in result.stdout
    assert students() == 0


def test_an_import_is_undone_by_its_uuid(seedbed, roster):
    report = seedbed.json("import", "roster", str(roster))
    result = seedbed("import", "undo", report["uuid"])

    assert report["n_new"] > 0
    assert result.stdout == "Undone: oak.zip.\n"
    assert students() == 0


def test_the_same_file_again_changes_nothing(seedbed, roster):
    seedbed("import", "roster", str(roster))

    again = seedbed.json("import", "roster", str(roster))

    assert (again["n_new"], again["n_changed"], again["n_retired"]) == (0, 0, 0)


def test_a_file_that_is_no_roster_is_refused_in_a_sentence(seedbed, tmp_path):
    file = tmp_path / "roster.zip"
    file.write_bytes(b"not a zip")

    result = seedbed("import", "roster", str(file), "--json")

    assert result.exit_code == 1
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr
    json.loads(result.stdout)


def test_a_file_that_is_not_there_is_wrong_usage(seedbed):
    result = seedbed("import", "roster", "/nowhere/roster.zip")

    assert result.exit_code == 2


def test_a_removal_of_most_students_stops_until_it_is_allowed(seedbed, roster):
    seedbed("import", "roster", str(roster))
    small = io.StringIO(USERS).readlines()
    with zipfile.ZipFile(roster, "w") as archive:
        archive.writestr("manifest.csv", MANIFEST)
        archive.writestr("orgs.csv", ORGS)
        archive.writestr("users.csv", "".join(small[:2]))

    stopped = seedbed("import", "roster", str(roster), "--yes")
    allowed = seedbed("import", "roster", str(roster), "--yes", "--allow-removals")

    assert (stopped.exit_code, allowed.exit_code) == (1, 0)
    assert "would remove 1 person (50% of those active)" in stopped.stderr
    assert "To go on, add --allow-removals." in stopped.stderr
    assert students() == 1


def test_evidence_is_taken_in_once_and_strangers_are_held(seedbed, roster, evidence):
    seedbed("import", "roster", str(roster))

    first = seedbed("import", "evidence", str(evidence))
    again = seedbed.json("import", "evidence", str(evidence))

    assert "Saved: 3 rows of slips.csv: 2 new, 0 known already, 1 held." in first.stdout
    assert (again["n_new"], again["n_duplicate"]) == (0, 2)


def test_evidence_in_a_dry_run_is_only_checked(seedbed, roster, evidence):
    seedbed("import", "roster", str(roster))

    result = seedbed("import", "evidence", str(evidence), "--dry-run")

    assert result.stdout.startswith("Checked, nothing saved: 3 rows")
    with system_context(System.objects.get().pk):
        assert Attempt.objects.count() == 0


def test_evidence_of_strangers_can_found_a_unit(seedbed, evidence):
    result = seedbed(
        "import", "evidence", str(evidence), "--new-unit", "Pilot", "--grade", "6"
    )

    assert result.exit_code == 0, result.stderr
    assert "Made the school system My system." in result.stderr
    assert students() == 2


def test_evidence_without_any_system_is_refused(seedbed, evidence):
    result = seedbed("import", "evidence", str(evidence))

    assert result.exit_code == 1
    assert "known: none yet: import a roster or run seedbed demo." in result.stderr


def test_lessons_come_in_and_bad_rows_are_named(seedbed, roster, tmp_path):
    seedbed("import", "roster", str(roster))
    file = tmp_path / "lessons.csv"
    file.write_text(
        "code,title,skill,modality,minutes,seats\n"
        "oak-1,Ratios with beads,6.RP.A.1,live,30,12\n"
        "oak-2,Nothing,6.RP.A.99,live,30,12\n"
    )

    result = seedbed("import", "lessons", str(file))

    assert "Saved: 2 rows of lessons.csv: 1 new, 0 changed" in result.stdout
    assert "Row 3: no skill is called '6.RP.A.99'" in result.stdout


def test_a_framework_in_a_dry_run_leaves_no_skill(seedbed, tmp_path):
    file = tmp_path / "small.json"
    item = {
        "identifier": "i1",
        "fullStatement": "Count to ten",
        "humanCodingScheme": "K.1",
        "CFItemType": "Standard",
        "educationLevel": ["KG"],
    }
    document = {"identifier": "d1", "title": "Small", "creator": "us"}
    package = {"CFDocument": document, "CFItems": [item], "CFAssociations": []}
    file.write_text(json.dumps(package))

    tried = seedbed("import", "framework", str(file), "--dry-run")
    with system_context(System.objects.get().pk):
        assert not Skill.objects.filter(code="K.1").exists()
    saved = seedbed("import", "framework", str(file))

    assert tried.stdout.startswith("Checked, nothing saved: Small: 1 skill,")
    assert saved.stdout.startswith("Saved: Small: 1 skill,")


def test_a_night_without_students_says_what_to_do(seedbed):
    ensure_system(name="Empty")

    result = seedbed("night")

    assert result.exit_code == 1
    assert result.stderr.startswith("Empty has no unit with students yet.")
