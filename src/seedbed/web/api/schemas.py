"""What the API says and hears, for its OpenAPI description."""

from __future__ import annotations

from typing import Any

from ninja import Schema


class HeldGroupOut(Schema):
    """Rows held for one reason."""

    reason: str
    message: str
    n: int
    rows: list[int]


class ReportOut(Schema):
    """What became of the rows. Held rows are kept and tried again; nothing is lost."""

    ok: bool = True
    source: str
    n_rows: int
    n_new: int
    n_duplicate: int
    n_held: int
    n_conflict: int
    n_skipped: int
    held: list[HeldGroupOut]


class ErrorOut(Schema):
    """The one shape of every refusal: ``code`` for programs, the rest for people."""

    ok: bool = False
    error: str
    errors: list[str]
    code: str


def body_of(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    """Return the OpenAPI description of a body: an array, or lines of objects."""
    row = {"type": "object", "properties": properties, "required": required}
    return {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"type": "array", "items": row}},
                "application/x-ndjson": {"schema": row},
            },
        }
    }


_TEXT = {"type": "string"}
ATTEMPTS_BODY = body_of(
    {
        "student": {**_TEXT, "description": "source id, uuid, username or e-mail"},
        "skill": {**_TEXT, "description": "code; several by ; or as an array"},
        "item": {**_TEXT, "description": "the tool's name of the question"},
        "correct": {"type": "boolean"},
        "at": {**_TEXT, "format": "date-time"},
        "event_id": {**_TEXT, "description": "the tool's own key of the answer"},
    },
    ["student", "skill", "correct", "at"],
)
STATEMENTS_BODY = body_of(
    {
        "id": {**_TEXT, "format": "uuid"},
        "actor": {"type": "object"},
        "verb": {"type": "object"},
        "object": {"type": "object"},
        "result": {"type": "object"},
        "context": {"type": "object"},
        "timestamp": {**_TEXT, "format": "date-time"},
    },
    ["actor", "verb", "object"],
)
