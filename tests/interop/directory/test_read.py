"""Directories of systems: known by their headings, rows in doubt named and left out."""

from __future__ import annotations

import pytest

from seedbed.interop.directory import DirectoryFileError, ListedSystem, read_directory


def read(text: str):
    return read_directory(text.encode(), file_name="lea.csv")


def test_the_headings_of_the_nations_directory_are_known():
    found = read('LEA_NAME,ST,MEMBER\nCedar Falls,OH,"4,100"\nIowa City,IA,14000\n')

    assert found.systems == (
        ListedSystem(name="Cedar Falls", state="Ohio", size_band="1000-4999"),
        ListedSystem(name="Iowa City", state="Iowa", size_band="5000-19999"),
    )
    assert found.problems == ()


def test_the_same_name_in_two_states_is_two_systems():
    found = read(
        "name,state,size_band\nUnion,Ohio,1-999\nUnion,Iowa,1-999\nunion,OH,1-999\n"
    )

    assert [one.state for one in found.systems] == ["Ohio", "Iowa"]
    assert [(one.line, one.why) for one in found.problems] == [
        (4, "'union' is there twice")
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",Ohio,10", "name is empty"),
        ("Cedar,,10", "state is empty"),
        ("Cedar,Ohio,many", "'many' is no number of students"),
        ("Cedar,Ohio,-1", "'-1' is no number of students"),
        ("Cedar", "state is empty"),
    ],
)
def test_a_row_in_doubt_is_left_out_with_its_line(row, why):
    (problem,) = read(f"name,state,students\n\n{row}\n").problems

    assert problem.line == 3
    assert why in problem.why


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"name,students\nCedar,10\n", "no column state"),
        (b"name,state\nCedar,Ohio\n", "no column students"),
        (b"", "no column name, state, students"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"name,state,students\n" + b"x" * 11 * 2**20, "over 10 MB"),
    ],
)
def test_a_file_that_is_no_directory_is_refused_by_name(content, found):
    with pytest.raises(DirectoryFileError, match=found) as refused:
        read_directory(content, file_name="lea.csv")

    assert "lea.csv" in str(refused.value)
