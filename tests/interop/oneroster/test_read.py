"""What a package says, and what is wrong in its rows."""

from datetime import date

import pytest

from seedbed.interop.oneroster import peek_district, read_roster
from seedbed.interop.oneroster.errors import (
    MissingColumnError,
    MissingFileError,
    MissingManifestError,
    RosterFileError,
    UnknownVersionError,
    UnreadableFileError,
)

from .packages import MANIFEST, MAPLE, also, maple, replaced, write_zip


@pytest.fixture
def read(tmp_path):
    def read_files(**changes):
        return read_roster(write_zip(tmp_path / "maple.zip", maple(**changes)))

    return read_files


def sentences(roster):
    return [f"{p.file} {p.row}: {p.message}" for p in roster.problems]


def test_a_clean_package_has_no_problem(read):
    roster = read()

    assert roster.problems == ()
    assert (roster.manifest.version, roster.manifest.source) == ("1.1", "Maple SIS")
    assert not roster.is_delta
    assert [user.name for user in roster.users] == [
        "Ana Alvarez",
        "Ben Brook",
        "Clara Cho",
        "Mia Alvarez",
    ]
    assert roster.users[0].agent_ids == ("mia",)
    assert roster.terms[0].starts_on == date(2026, 9, 1)
    assert roster.sections[0].location == "Room 4"
    assert roster.enrollments[2].is_primary


def test_marks_ends_and_letters_of_other_systems_change_nothing(read):
    plain = read().users
    windows = MAPLE["users"].replace("\n", "\r\n").rstrip()

    assert read(users="\ufeff" + windows).users == plain


def test_rows_count_as_a_spreadsheet_does(read):
    line_in_a_cell = 's2,,,"Oak\nSchool",school,,'

    roster = read(orgs=also("orgs", "", line_in_a_cell, "s3,,,,school,,"))

    assert sentences(roster) == ["orgs.csv 6: The row has no name."]


def test_a_package_without_manifest_says_how_to_add_one(read):
    with pytest.raises(MissingManifestError) as refused:
        read(manifest=None)

    assert str(refused.value) == (
        "maple.zip has no manifest.csv; it holds academicSessions.csv, classes.csv, "
        "courses.csv, enrollments.csv, orgs.csv and 1 more. The manifest says which "
        "files are complete: export with it, or add a manifest.csv with the header "
        "propertyName,value and a line like file.users,bulk for each file."
    )


def test_an_empty_zip_is_refused(tmp_path):
    with pytest.raises(MissingManifestError, match="it holds no CSV file"):
        read_roster(write_zip(tmp_path / "empty.zip", {}))


@pytest.mark.parametrize("stem", ["orgs", "users"])
def test_a_package_without_its_base_files_is_refused(read, stem):
    with pytest.raises(MissingFileError, match=rf"maple.zip has no {stem}.csv"):
        read(**{stem: None})


def test_changes_alone_may_come_without_organisations(read):
    manifest = MANIFEST.replace("bulk", "delta").replace("orgs,delta", "orgs,absent")

    roster = read(manifest=manifest, orgs=None)

    assert roster.is_delta
    assert roster.mode("orgs") == "absent"


def test_a_missing_column_is_named(read):
    with pytest.raises(MissingColumnError) as refused:
        read(enrollments="sourcedId,role\n1,student\n")

    assert str(refused.value) == (
        "enrollments.csv has no columns classSourcedId and userSourcedId; its header "
        "is sourcedId and role."
    )


def test_a_quotation_mark_never_closed_is_found(read):
    with pytest.raises(UnreadableFileError, match=r"orgs.csv cannot be read as CSV"):
        read(orgs=MAPLE["orgs"] + '"' + "x" * 200_000)


def test_a_version_that_is_not_read_is_refused(read):
    with pytest.raises(UnknownVersionError, match=r"'2.0'; Seedbed reads 1.1 and 1.2"):
        read(manifest=MANIFEST.replace("1.1", "2.0"))


def test_a_promised_file_that_is_missing_removes_nothing(read):
    roster = read(courses=None)

    assert roster.mode("courses") == "absent"
    assert sentences(roster) == [
        "courses.csv 0: manifest.csv promises this file (bulk), but it is not here; "
        "what it would say stays as it is."
    ]


def test_a_file_the_manifest_does_not_mention_removes_nothing(read):
    roster = read(manifest=MANIFEST.replace("file.courses,bulk\n", ""))

    assert roster.mode("courses") == "delta"
    assert "Add the line file.courses,bulk." in sentences(roster)[0]


def test_a_file_said_to_be_absent_is_not_read(read):
    roster = read(manifest=MANIFEST.replace("courses,bulk", "courses,absent"))

    assert roster.courses == ()
    assert sentences(roster) == [
        "courses.csv 0: manifest.csv says this file is absent, but it is here; it was "
        "not read."
    ]


def test_demographics_are_not_read(read):
    roster = read(demographics="sourcedId,birthDate,sex\nana,2014-01-01,female\n")

    assert sentences(roster) == [
        "demographics.csv 0: This file was not read: Seedbed keeps no birth date, sex "
        "or race."
    ]


def test_passwords_are_blanked_before_anything_sees_them(read):
    users = also("users", ",,,true,s1,student,cy,Cy,Cole,,,06,Sesame1")
    users = users.replace("Ana,Alvarez,,mia,06,", "Ana,Alvarez,,mia,06,Sesame2")
    shifted = "dee,,,true,s1,student,dee,Dee,Dunn,,,06,extra,Sesame3"

    roster = read(users=f"{users}{shifted}\n")

    assert "Sesame" not in repr(roster)
    assert [(p.row, p.code) for p in roster.problems] == [
        (2, "passwords"),
        (6, "passwords"),
        (7, "passwords"),
        (6, "no-sourced-id"),
        (7, "too-many-cells"),
    ]
    assert roster.problems[4].message == (
        "The row has 14 cells and the header 13; a comma inside a value needs "
        "quotation marks around it."
    )
    assert roster.problems[3].raw == ",,,true,s1,student,cy,Cy,Cole,,,06,(removed)"


def test_the_first_row_of_an_id_counts(read):
    roster = read(users=also("users", "ana,,,true,s1,student,x,Anna,Other,,,07,"))

    assert [u.given_name for u in roster.users if u.sourced_id == "ana"] == ["Ana"]
    assert sentences(roster) == [
        "users.csv 6: The sourcedId ana was used before, in row 2; that row counts."
    ]


@pytest.mark.parametrize(
    ("stem", "line", "sentence"),
    [
        ("users", "x,on,,true,s1,student,x,Xi,Xu,,,06,", "The status 'on' is none of active and tobedeleted; read as active."),
        ("users", "x,,,maybe,s1,student,x,Xi,Xu,,,06,", "enabledUser is 'maybe' instead of true or false; read as true."),
        ("users", "x,,,true,s1,student,x,,,,,06,", "The row has no givenName and no familyName."),
        ("academicSessions", "x,,,Spring,term,01/08/2027,2027-06-01,,", "startDate is '01/08/2027'; a date looks like 2026-09-01. It was left blank."),
        ("academicSessions", "x,,,Spring,term,2027-06-01,2027-01-08,,", "Spring ends on 2027-01-08, before it starts on 2027-06-01."),
        ("academicSessions", "x,,,Spring,term,,2027-01-08,,", "Spring has the dates none to 2027-01-08; a term needs both, like 2026-09-01."),
        ("courses", "x,,,,MA7,", "The row has no title; its sourcedId x stands in."),
        ("enrollments", "x,,,k1,s1,ana,student,,2026-12-01,2026-09-01", "The enrollment ends on 2026-09-01, before it begins on 2026-12-01."),
        ("enrollments", "x,,,k1,s1,ana,student,,2026-02-30,", "beginDate is '2026-02-30'; a date looks like 2026-09-01. It was left blank."),
        ("orgs", "y" * 300 + ",,,Oak School,school,,", "The sourcedId has 300 characters; at most 255 can be kept."),
        ("orgs", "x,,," + "y" * 201 + ",school,,", "name has 201 characters and was cut to 200."),
    ],
)  # fmt: skip
def test_a_mistake_in_a_row_has_its_sentence(read, stem, line, sentence):
    roster = read(**{stem: also(stem, line)})

    last_row = MAPLE[stem].count("\n") + 1
    assert sentences(roster)[0] == f"{stem}.csv {last_row}: {sentence}"


def test_a_date_may_carry_a_time(read):
    terms = replaced("academicSessions", "2026-09-01", "2026-09-01T00:00:00.000Z")

    assert read(academicSessions=terms).terms[0].starts_on == date(2026, 9, 1)


def test_semicolons_and_other_letters_are_read_with_a_note(read):
    orgs = "sourcedId;name;type\ns1;Escuela Peñón;school\n".encode("cp1252")

    roster = read(orgs=orgs)

    assert roster.orgs[0].name == "Escuela Peñón"
    assert [p.code for p in roster.problems] == ["not-utf8", "other-separator"]


def test_control_characters_never_reach_a_record(read):
    roster = read(orgs=replaced("orgs", "Maple School", "Maple\x00 Sch\x07ool"))

    assert roster.orgs[1].name == "Maple School"


def test_misspelt_repeated_and_foreign_columns_are_told(read):
    orgs = "sourcedId,name,naem,type,ext_x,,,nmae,colour\ns1,Maple,x,school,,,,,\n"

    roster = read(orgs=orgs)

    assert roster.orgs[0].name == "Maple"
    assert {p.code for p in roster.problems} <= {"header-repeated", "header-unknown"}
    assert all(p.row == 1 for p in roster.problems)


def test_a_header_only_file_is_read_as_empty(read):
    assert read(courses=MAPLE["courses"].splitlines()[0]).courses == ()


def test_roles_come_from_their_own_file_in_1_2(read):
    roster = read(
        manifest=MANIFEST.replace("1.1", "1.2") + "file.roles,bulk\n",
        users="sourcedId,givenName,familyName,primaryOrgSourcedId\nana,Ana,A,s1\n",
        roles="sourcedId,userSourcedId,roleType,role,orgSourcedId\n"
        "r1,ana,primary,student,s1\n",
    )

    assert roster.manifest.version == "1.2"
    assert roster.roles[0].user_id == "ana"
    assert roster.users[0].org_ids == ("s1",)


def test_a_feed_without_a_name_is_called_oneroster(read):
    manifest = MANIFEST.replace("Maple SIS", "absent")

    assert read(manifest=manifest).manifest.source == "oneroster"


def test_the_district_is_named_before_anything_is_imported(tmp_path):
    path = write_zip(tmp_path / "maple.zip", maple())

    assert peek_district(path) == "Riverside District"


def test_a_package_without_district_has_no_district_name(tmp_path):
    files = maple(orgs="sourcedId,name\ns1,Maple\n")

    assert peek_district(write_zip(tmp_path / "r.zip", files)) == ""
    assert peek_district(write_zip(tmp_path / "r.zip", maple(orgs=None))) == ""
    with pytest.raises(RosterFileError):
        peek_district(tmp_path / "gone.zip")
