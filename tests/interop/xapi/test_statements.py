"""xAPI statements: which are valid, and which tell of an answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.interop import xapi
from seedbed.interop.xapi import StatementsFileError, fault_of, read_file

TEMPLATES = Path(__file__).resolve().parents[3] / "../shared/data/xapi/adl_templates"

#: Templates of the conformance suite that are deliberately not valid as they stand.
INVALID = {
    "activities": {
        "description_invalid", "interaction_type_invalid_iri",
        "interaction_type_invalid_numeric", "interaction_type_invalid_object",
        "interaction_type_invalid_string", "name_invalid", "no_id",
        "numeric_description", "numeric_name", "string_description", "string_name",
    },
    "agents": {"account_no_homepage", "account_no_name"},
    "groups": {
        "anonymous_no_member", "identified_account_no_homepage",
        "identified_account_no_name",
    },
    "verbs": {"no_id", "voided"},
    "results": set(),
    "contexts": {"instructor", "invalid_activity", "team"},
    "substatements": {
        "activity", "activity_definition_description_invalid",
        "activity_definition_name_invalid", "actor", "agent",
        "context_invalid_language_map", "group",
        "interaction_component_invalid_language_map", "no_actor", "no_object",
        "no_verb", "statementref_no_id", "verb", "verb_invalid",
    },
    "statements": {
        "actor", "authority", "no_actor", "no_object", "no_verb", "object_activity",
        "object_actor", "object_statementref_no_id", "object_substatement", "verb",
    },
}  # fmt: skip
PLACE = {
    "activities": "object",
    "agents": "actor",
    "groups": "actor",
    "verbs": "verb",
    "results": "result",
    "contexts": "context",
    "substatements": "object",
}


def statement(**changes):
    return {
        "id": "12345678-1234-4234-8234-123456789012",
        "actor": {"account": {"homePage": "https://school.example", "name": "ana"}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
        "object": {"id": "https://tool.example/items/q1"},
        "result": {"success": True},
        "context": {
            "extensions": {"https://seedbed.example/xapi/skills": ["6.RP.A.1"]}
        },
        "timestamp": "2026-10-01T10:00:00Z",
        **changes,
    }


@pytest.mark.shared_data
@pytest.mark.parametrize("version", ["v1_0_3", "v2_0"])
@pytest.mark.parametrize("folder", INVALID)
def test_the_conformance_templates_are_told_apart(version, folder):
    if not TEMPLATES.exists():
        pytest.skip("the shared xAPI templates are not here")

    found = set()
    for path in sorted((TEMPLATES / version / folder).glob("*.json")):
        part = json.loads(path.read_text())
        whole = part if folder == "statements" else statement(**{PLACE[folder]: part})
        if fault_of(whole) is not None:
            found.add(path.stem)

    assert found == INVALID[folder]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"verb": {}}, "Verb.id must be text."),
        ({"id": "7"}, "Id must be a UUID, got '7'."),
        ({"extra": 1}, "The statement has the unknown property 'extra'."),
        ({"result": None}, "The statement.result must not be null."),
        (
            {"result": {"score": {"scaled": 2}}},
            "Result.score.scaled must lie in -1 to 1, got 2.0.",
        ),
        (
            {"result": {"score": {"raw": 5, "max": 4}}},
            "Result.score must have min <= raw <= max.",
        ),
        (
            {"timestamp": "yesterday"},
            "Timestamp must be a time such as 2026-10-01T14:05:00Z, got 'yesterday'.",
        ),
        ({"version": "3.0"}, "Version must be 1.0 or 2.0, got '3.0'."),
        ({"result": {"success": "yes"}}, "Result.success must be true or false."),
    ],
)
def test_a_fault_is_told_in_a_sentence(changes, fault):
    assert fault_of(statement(**changes)) == fault


def test_an_answer_becomes_an_attempt():
    read = xapi.read_statements([statement()])

    (attempt,) = read.attempts
    assert (attempt.line, attempt.student, attempt.item) == (
        1,
        "ana",
        "https://tool.example/items/q1",
    )
    assert attempt.skills == ("6.RP.A.1",)
    assert attempt.is_correct
    assert not attempt.is_any_skill
    assert attempt.event_id == "12345678-1234-4234-8234-123456789012"
    assert attempt.at == 1_790_848_800.0


@pytest.mark.parametrize(
    ("verb", "result", "is_correct"),
    [
        ("answered", {"success": False}, False),
        ("completed", {"score": {"scaled": 0.8}}, True),
        ("completed", {"score": {"scaled": 0.79}}, False),
        ("passed", {}, True),
        ("failed", {}, False),
        ("failed", {"success": True}, True),
    ],
)
def test_right_or_wrong_is_read_from_the_result_before_the_verb(
    verb, result, is_correct
):
    said = statement(
        verb={"id": f"http://adlnet.gov/expapi/verbs/{verb}"}, result=result
    )

    (attempt,) = xapi.read_statements([said]).attempts

    assert attempt.is_correct is is_correct


def test_statements_that_say_nothing_of_right_or_wrong_are_skipped_not_faults():
    attended = statement(verb={"id": "http://adlnet.gov/expapi/verbs/attended"})
    finished = statement(
        verb={"id": "http://adlnet.gov/expapi/verbs/completed"}, result={}
    )

    read = xapi.read_statements([attended, finished])

    assert (read.attempts, read.problems, read.n_skipped) == ((), (), 2)


def test_activities_of_a_skill_type_win_over_other_groupings():
    course = {"id": "https://tool.example/courses/math-6"}
    skill = {
        "id": "https://case.example/items/6.RP.A.1",
        "definition": {"type": "http://adlnet.gov/expapi/activities/objective"},
    }
    around = {"contextActivities": {"grouping": [course], "category": skill}}

    (typed,) = xapi.read_statements([statement(context=around)]).attempts
    around["contextActivities"]["category"] = {"id": skill["id"]}
    (plain,) = xapi.read_statements([statement(context=around)]).attempts

    assert (typed.skills, typed.is_any_skill) == (("6.RP.A.1",), False)
    assert (plain.skills, plain.is_any_skill) == (("6.RP.A.1", "math-6"), True)


@pytest.mark.parametrize(
    ("actor", "student"),
    [
        ({"mbox": "mailto:Ana@School.example"}, "ana@school.example"),
        ({"mbox_sha1sum": "CD9B00A5611F94EAA7B1661EDAB976068E364975"},
         "cd9b00a5611f94eaa7b1661edab976068e364975"),
    ],
)  # fmt: skip
def test_students_are_named_as_their_actor_is(actor, student):
    (attempt,) = xapi.read_statements([statement(actor=actor)]).attempts

    assert attempt.student == student


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"actor": {"objectType": "Group", "member": [{"mbox": "mailto:a@b.c"}]}},
            "The actor is a group; an answer is one student's.",
        ),
        ({"context": {}}, "The statement names no skill."),
    ],
)
def test_a_valid_statement_without_student_or_skill_is_a_problem(changes, message):
    read = xapi.read_statements([statement(**changes)])

    assert [p.message for p in read.problems] == [message]


def test_lines_keep_their_numbers_through_blank_and_broken_ones(tmp_path):
    path = tmp_path / "day.jsonl"
    path.write_text(f"{json.dumps(statement())}\n\n{{broken\n{json.dumps([1])}\n")

    read = read_file(path)

    assert [a.line for a in read.attempts] == [1]
    assert [(p.line, p.message) for p in read.problems] == [
        (3, "The line is not JSON."),
        (4, "The statement must be an object."),
    ]


def test_an_array_and_a_printed_statement_are_read_too(tmp_path):
    array, printed = tmp_path / "a.json", tmp_path / "b.json"
    array.write_text(json.dumps([statement(), statement()]))
    printed.write_text(json.dumps(statement(), indent=2))

    assert len(read_file(array).attempts) == 2
    assert len(read_file(printed).attempts) == 1


def test_a_damaged_array_is_refused(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("[{")

    with pytest.raises(StatementsFileError, match="its JSON is damaged"):
        read_file(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "objectType", "account", "name", "score", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(
    changes=st.dictionaries(
        st.sampled_from(
            ["actor", "verb", "object", "result", "context", "timestamp", "id"]
        ),
        JSON,
        max_size=3,
    )
)
def test_no_statement_ends_in_a_traceback(changes):
    read = xapi.read_statements([statement(**changes)])

    assert len(read.attempts) + len(read.problems) + read.n_skipped == 1
