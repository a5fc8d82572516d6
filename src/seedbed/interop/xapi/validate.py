"""Tells whether a statement is valid xAPI 1.0.3 or 2.0, and if not, why.

References: xAPI 1.0.3 part 2 (Statements), IEEE 9274.1.1 (xAPI 2.0). Attachments are
checked for being a list only: nothing here reads them.
"""

from __future__ import annotations

import re
from typing import Any

from . import forms, parts
from .forms import Fault

_CONTEXT_ACTIVITIES = ("parent", "grouping", "category", "other")
_VERSION = re.compile(r"^(1\.0(\.\d+)?|2\.0(\.\d+)?)$")
_OF_SUBSTATEMENTS = ("actor", "verb", "object", "result", "context", "timestamp")
_OF_STATEMENTS = (
    "id",
    *_OF_SUBSTATEMENTS,
    "stored",
    "authority",
    "version",
    "attachments",
)


def fault_of(statement: Any) -> str | None:
    """Return what is not valid about a statement, or None.

    >>> fault_of({"verb": {"id": "http://adlnet.gov/expapi/verbs/answered"}})
    'The statement has no actor.'
    """
    try:
        found = forms.mapping(statement, "the statement")
        forms.only(found, _OF_STATEMENTS, "the statement")
        _common(found, "the statement")
        _of_statement(found)
    except Fault as fault:
        sentence = str(fault)
        return f"{sentence[0].upper()}{sentence[1:]}."
    return None


def _common(found: dict[str, Any], where: str) -> None:
    """Check what statements and substatements share."""
    for key in ("actor", "verb", "object"):
        if key not in found:
            raise Fault(f"{where} has no {key}")
    parts.actor(found["actor"], "actor")
    parts.verb(found["verb"], "verb")
    _object(found["object"], can_nest=where == "the statement")
    if "result" in found:
        _result(found["result"])
    if "context" in found:
        is_activity = found["object"].get("objectType", "Activity") == "Activity"
        _context(found["context"], is_activity=is_activity)
    if "timestamp" in found:
        forms.moment(found["timestamp"], "timestamp")


def _of_statement(found: dict[str, Any]) -> None:
    """Check what only a statement has."""
    if "id" in found:
        forms.uuid(found["id"], "id")
    if "stored" in found:
        forms.moment(found["stored"], "stored")
    if "authority" in found:
        parts.actor(found["authority"], "authority")
    if "version" in found and not _VERSION.match(
        forms.text(found["version"], "version")
    ):
        raise Fault(f"version must be 1.0 or 2.0, got {found['version']!r}")
    if not isinstance(found.get("attachments", []), list):
        raise Fault("attachments must be a list")
    is_voiding = found["verb"]["id"] == "http://adlnet.gov/expapi/verbs/voided"
    if is_voiding and found["object"].get("objectType") != "StatementRef":
        raise Fault("a voiding statement must refer to a statement")


def _object(value: Any, *, can_nest: bool) -> None:
    """Check the object of a statement, whatever its kind."""
    found = forms.mapping(value, "object")
    kind = found.get("objectType", "Activity")
    if kind == "Activity":
        parts.activity(found, "object")
    elif kind in ("Agent", "Group"):
        parts.actor(found, "object")
    elif kind == "StatementRef":
        parts.statement_ref(found, "object")
    elif kind == "SubStatement" and can_nest:
        forms.only(found, ("objectType", *_OF_SUBSTATEMENTS), "the substatement")
        _common(found, "the substatement")
    else:
        raise Fault(f"object.objectType {kind!r} is not allowed here")


def _result(value: Any) -> None:
    """Check a result."""
    found = forms.mapping(value, "result")
    checks = {
        "score": lambda held, _where: _score(held),
        "success": forms.flag,
        "completion": forms.flag,
        "response": forms.text,
        "duration": forms.duration,
        "extensions": forms.extensions,
    }
    forms.only(found, checks, "result")
    for key, held in found.items():
        checks[key](held, f"result.{key}")


def _score(value: Any) -> None:
    """Check that a score lies where it says it can."""
    found = forms.mapping(value, "result.score")
    forms.only(found, ("scaled", "raw", "min", "max"), "result.score")
    score = {key: forms.number(v, f"result.score.{key}") for key, v in found.items()}
    if not -1 <= score.get("scaled", 0) <= 1:
        raise Fault(f"result.score.scaled must lie in -1 to 1, got {score['scaled']}")
    ordered = [score[key] for key in ("min", "raw", "max") if key in score]
    if ordered != sorted(ordered):
        raise Fault("result.score must have min <= raw <= max")


def _context(value: Any, *, is_activity: bool) -> None:
    """Check a context; revision and platform belong to activities."""
    found = forms.mapping(value, "context")
    checks = {
        "registration": forms.uuid,
        "instructor": parts.actor,
        "team": parts.group,
        "contextActivities": lambda held, _where: _context_activities(held),
        "contextAgents": _list_of_objects,
        "contextGroups": _list_of_objects,
        "revision": forms.text,
        "platform": forms.text,
        "language": forms.language,
        "statement": parts.statement_ref,
        "extensions": forms.extensions,
    }
    forms.only(found, checks, "context")
    for key, held in found.items():
        checks[key](held, f"context.{key}")
        if key in ("revision", "platform") and not is_activity:
            raise Fault(f"context.{key} needs an object that is an Activity")


def _context_activities(value: Any) -> None:
    """Check the activities that a statement is set among."""
    found = forms.mapping(value, "context.contextActivities")
    forms.only(found, _CONTEXT_ACTIVITIES, "context.contextActivities")
    for key, held in found.items():
        for one in held if isinstance(held, list) else [held]:
            parts.activity(one, f"context.contextActivities.{key}")


def _list_of_objects(value: Any, where: str) -> None:
    """Check that a value is a list of objects (xAPI 2.0 context agents and groups)."""
    if not isinstance(value, list):
        raise Fault(f"{where} must be a list")
    for one in value:
        forms.mapping(one, where)
