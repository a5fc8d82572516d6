"""The API: evidence in by key, and one shape for every refusal."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from seedbed.apps.accounts.tenancy import current_system_id
from seedbed.apps.curriculum import services as curriculum
from seedbed.apps.evidence import services
from seedbed.apps.evidence.models import Attempt
from seedbed.lib.errors import SeedbedError

pytestmark = pytest.mark.django_db
ATTEMPTS, STATEMENTS = "/api/v1/attempts", "/api/v1/statements"
ROW = {"student": "ana", "skill": "ratios", "correct": True, "at": "2026-10-01"}
STATEMENT = {
    "id": "12345678-1234-4234-8234-123456789012",
    "actor": {"account": {"homePage": "https://school.example", "name": "ana"}},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
    "object": {"id": "https://tool.example/items/q1"},
    "result": {"success": True},
    "context": {"extensions": {"https://seedbed.example/skill": "ratios"}},
    "timestamp": "2026-10-01T10:00:00Z",
}


@pytest.fixture
def key(cast):
    curriculum.make_framework(
        identifier="tiny", title="Tiny", skills=[("ratios", "Ratios", 6, 6)]
    )
    return services.issue_key(source="Tool", at=datetime.now(UTC))


@pytest.fixture
def post(client, key):
    def sent(path, body, *, key=key, content_type="application/json"):
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return client.post(path, text, content_type=content_type, headers=headers)

    return sent


def test_an_array_of_attempts_is_stored_once(post):
    first, again = post(ATTEMPTS, [ROW]), post(ATTEMPTS, [ROW])

    assert first.status_code == 200
    assert first.json() == {
        "ok": True,
        "source": "Tool",
        "n_rows": 1,
        "n_new": 1,
        "n_duplicate": 0,
        "n_held": 0,
        "n_conflict": 0,
        "n_skipped": 0,
        "held": [],
    }
    assert (again.json()["n_new"], again.json()["n_duplicate"]) == (0, 1)
    assert Attempt.objects.get().system_id == current_system_id()


def test_lines_of_objects_are_read_too(post):
    lines = "\n".join(json.dumps({**ROW, "event_id": f"e{n}"}) for n in range(3))

    answer = post(ATTEMPTS, lines, content_type="application/x-ndjson")

    assert answer.json()["n_new"] == 3


def test_a_row_that_cannot_be_used_is_named_and_kept(post):
    answer = post(ATTEMPTS, [ROW, {**ROW, "student": "stranger"}, {"skill": "x"}])

    assert answer.status_code == 200
    assert answer.json()["n_held"] == 2
    assert [(g["reason"], g["rows"]) for g in answer.json()["held"]] == [
        ("unknown-student", [2]),
        ("unreadable", [3]),
    ]


def test_statements_are_stored(post):
    attended = {**STATEMENT, "verb": {"id": "http://adlnet.gov/expapi/verbs/attended"}}

    answer = post(STATEMENTS, [STATEMENT, attended])

    assert (answer.json()["n_new"], answer.json()["n_skipped"]) == (1, 1)


@pytest.mark.parametrize("key", ["", "sbk_unknown", "sbk_" + "0" * 32 + "_x"])
@pytest.mark.parametrize("path", [ATTEMPTS, STATEMENTS])
def test_without_a_known_key_nothing_is_read(post, path, key):
    answer = post(path, [ROW], key=key)

    assert answer.status_code == 401
    assert answer.json()["code"] == "unknown-key"


@pytest.mark.parametrize(
    ("body", "status", "code", "words"),
    [
        ("{", 422, "bad-body", "is not JSON"),
        ("", 422, "bad-body", "is empty"),
        ("[]", 422, "bad-body", "is empty"),
        ("[1]", 422, "bad-body", "has no object in place 1"),
        (b"\xff\xfe", 422, "bad-body", "is not JSON"),
        ('[{"a":' + "[" * 40 + "]" * 40 + "}]", 422, "bad-body", "nests over 32 deep"),
        ("[" * 100_000, 422, "bad-body", "is not JSON"),
        ("[" + "{}," * 10_000 + "{}]", 413, "too-many-rows", "10,001 rows"),
        (" " * 2_100_000 + "[]", 413, "body-too-large", "over 2 MB"),
    ],
)
@pytest.mark.parametrize("path", [ATTEMPTS, STATEMENTS])
def test_every_refusal_has_one_shape(post, path, body, status, code, words):
    answer = post(path, body)

    said = answer.json()
    assert answer.status_code == status
    assert set(said) == {"ok", "error", "errors", "code"}
    assert said["ok"] is False
    assert said["errors"] == [said["error"]]
    assert said["code"] == code
    assert words in said["error"]
    assert Attempt.objects.count() == 0


def test_a_refusal_of_any_service_is_an_answer_not_a_crash(post, monkeypatch):
    def refuse(**_kwargs):
        raise SeedbedError("No.")

    monkeypatch.setattr(services, "receive_attempts", refuse)

    assert post(ATTEMPTS, [ROW]).json() == {
        "ok": False,
        "error": "No.",
        "errors": ["No."],
        "code": "seedbed",
    }


def test_the_api_describes_itself(client):
    described = client.get("/api/v1/openapi.json").json()

    assert set(described["paths"]) == {ATTEMPTS, STATEMENTS}
    body = described["paths"][ATTEMPTS]["post"]["requestBody"]["content"]
    assert set(body) == {"application/json", "application/x-ndjson"}
    required = body["application/x-ndjson"]["schema"]["required"]
    assert required == ["student", "skill", "correct", "at"]
