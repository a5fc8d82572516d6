"""Tables of evidence: which families are known, and what each row says."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.interop.csv_evidence import (
    FRAME_SCHEMA,
    EvidenceFileError,
    UnknownEvidenceHeaderError,
    UnreadableEvidenceFileError,
    read_evidence,
    read_rows,
)

SHARED = Path(__file__).resolve().parents[3] / "../shared/data/learner"


@pytest.fixture
def write(tmp_path: Path):
    def written(text: str | bytes, name: str = "slips.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


def test_seedbeds_own_columns_in_any_order_and_case(write):
    path = write(
        "Correct,Student,At,Skill,Item,Event ID\n"
        "1,ana,2026-10-01T10:00:00Z,6.RP.A.3;6.RP.A.1,q1,e1\n"
    )

    table = read_evidence(path)

    assert table.family == "seedbed"
    assert table.frame.schema == FRAME_SCHEMA
    assert table.frame.row(0, named=True) == {
        "row": 2,
        "student": "ana",
        "item": "q1",
        "skills": "6.RP.A.1;6.RP.A.3",
        "correct": True,
        "at": datetime(2026, 10, 1, 10, tzinfo=UTC).timestamp(),
        "ordinal": 0,
        "event_id": "e1",
    }


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",s,q,1,", "The row names no student."),
        ("ana,,q,1,", "The row names no skill."),
        ("ana,s,q,,", "The row does not say whether the answer was right."),
        ("ana,s,q,maybe,", "Correct is 'maybe'; expected 1 or 0."),
        (
            "ana,s,q,1,someday",
            "The time is 'someday'; expected such as 2026-10-01T14:05:00Z.",
        ),
        (
            "ana," + ";".join(f"s{i}" for i in range(21)) + ",q,1,",
            "The row names over 20 skills.",
        ),
    ],
)
def test_a_row_that_cannot_be_read_is_named_with_its_number(write, row, message):
    path = write(f"student,skill,item,correct,at\nben,s,q,1,\n{row}\n")

    table = read_evidence(path)

    assert [(p.row, p.message) for p in table.problems] == [(3, message)]
    assert table.frame.height == 1
    assert table.n_rows == 2


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-10-01T10:00:00Z", datetime(2026, 10, 1, 10, tzinfo=UTC)),
        ("2026-10-01T10:00:00.250+02:00", datetime(2026, 10, 1, 8, 0, 0, 250_000, UTC)),
        # New York is four hours behind UTC in October.
        ("2026-10-01 10:00", datetime(2026, 10, 1, 14, tzinfo=UTC)),
        ("10/1/2026 9:05", datetime(2026, 10, 1, 13, 5, tzinfo=UTC)),
        ("2026-10-01", datetime(2026, 10, 1, 4, tzinfo=UTC)),
        ("1790848800", datetime(2026, 10, 1, 10, tzinfo=UTC)),
    ],
)
def test_times_are_read_as_people_and_programs_write_them(write, written, meant):
    path = write(f"student,skill,correct,at\nana,s,1,{written}\n")

    table = read_evidence(path, time_zone="America/New_York")

    assert table.frame.get_column("at").to_list() == [meant.timestamp()]


def test_without_times_the_order_of_a_students_rows_is_the_order_of_answers(write):
    path = write("student,skill,correct\nana,s,1\nben,s,0\nana,s,0\n")

    table = read_evidence(path)

    assert table.frame.get_column("ordinal").to_list() == [0, 0, 1]
    assert table.frame.get_column("item").to_list() == ["s", "s", "s"]


def test_an_assistments_export_becomes_one_answer_for_each_order_id(write):
    path = write(
        "order_id,user_id,problem_id,original,correct,skill_id,skill_name\n"
        "10,64525,51424,1,1,1,Box and Whisker\n"
        "10,64525,51424,1,1,24,Median\n"  # the second skill of the same answer
        "11,64525,51425,0,1,1,Box and Whisker\n"  # scaffolding, not a first try
        "12,64525,51426,1,0.5,24,Median\n"  # hints were used
        "13,64525,51427,1,1,NA,NA\n"
    )

    table = read_evidence(path)

    assert table.family == "assistments"
    assert table.frame.select("event_id", "skills", "correct").rows() == [
        ("10", "1;24", True),
        ("12", "24", False),
    ]
    assert [(p.row, p.message) for p in table.problems] == [
        (6, "The row names no skill.")
    ]
    assert table.skill_titles["24"] == "Median"


def test_an_older_export_in_latin_1_is_read(write):
    path = write("student,skill,correct\nJosé,Fracción,1\n".encode("latin-1"))

    assert read_evidence(path).frame.get_column("student").to_list() == ["José"]


def test_a_learner_set_as_csv_reads_like_its_parquet(write, tmp_path):
    rows = pl.DataFrame(
        {
            "student": [7, 7],
            "seq": [0, 1],
            "item": [5, 6],
            "skill": [1, 2],
            "skills": [[1, 24], [3]],
            "correct": [1, 0],
            "ts": [None, None],
        },
        schema_overrides={"ts": pl.Float64},
    )
    rows.write_parquet(tmp_path / "set.parquet")
    path = write(
        'student,seq,item,skill,skills,correct,ts\n7,0,5,1,"[1, 24]",1,\n7,1,6,2,3,0,\n'
    )

    from_parquet = read_evidence(tmp_path / "set.parquet")

    assert from_parquet.family == "learner-set"
    assert from_parquet.frame.rows() == read_evidence(path).frame.rows()
    assert from_parquet.frame.get_column("event_id").to_list() == ["7-0", "7-1"]


def test_an_unknown_header_is_told_what_was_found_and_expected(write):
    with pytest.raises(UnknownEvidenceHeaderError) as caught:
        read_evidence(write("name,grade\nAna,A\n"))

    assert "The header has 'name' and 'grade'; expected" in str(caught.value)
    assert "student, skill, correct" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b"PAR1 and then nothing", "the parquet is damaged"),
        (b"\x00\x01\x02", "it is not text"),
    ],
)
def test_a_file_of_something_else_is_refused_in_one_sentence(write, content, reason):
    with pytest.raises(UnreadableEvidenceFileError, match=reason):
        read_evidence(write(content))


def test_rows_of_a_program_must_say_when():
    table = read_rows(
        [
            {"student": "ana", "skills": ["b", "a"], "correct": True, "at": 60},
            {"student": "ana", "skill": "a", "correct": True},
        ]
    )

    assert table.frame.select("row", "skills", "at").rows() == [(1, "a;b", 60.0)]
    assert [(p.row, p.message) for p in table.problems] == [
        (2, "The row does not say when (at).")
    ]


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["ana", "ben", "", '"', "=1+1", "ñ"]),
            st.sampled_from(["s", "s;t", ";", "", "a,b"]),
            st.sampled_from(["1", "0", "yes", "2", ""]),
            st.sampled_from(["", "2026-10-01", "99999999999999999999", "T", "-5"]),
        ),
        max_size=8,
    ),
    noise=st.text(max_size=5),
)
def test_no_table_ends_in_a_traceback(tmp_path_factory, rows, noise):
    path = tmp_path_factory.mktemp("fuzz") / "fuzz.csv"
    lines = [",".join(row) for row in rows]
    path.write_text(f"student,skill,correct,at{noise}\n" + "\n".join(lines))

    try:
        table = read_evidence(path)
    except EvidenceFileError:
        return  # refused in a sentence, as it should be
    assert table.frame.schema == FRAME_SCHEMA


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("name", "n_rows", "n_students"),
    [
        ("assist09", 278_336, 3_114),
        ("algebra05", 129_998, 114),
        ("memphis", 55_122, 478),
    ],
)
def test_the_learner_sets_are_read_whole(name, n_rows, n_students):
    path = SHARED / f"{name}.parquet"
    if not path.exists():
        pytest.skip("the shared learner sets are not here")

    table = read_evidence(path)

    assert table.problems == ()
    assert table.frame.height == n_rows
    assert table.frame.get_column("student").n_unique() == n_students
    assert table.frame.get_column("event_id").is_unique().all()
