"""Turns statements into answers: who, which item, which skills, right or wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from . import forms
from .errors import StatementsFileError
from .records import StatementAttempt, StatementProblem, StatementsRead
from .validate import fault_of

#: A scaled score from here on is a right answer, where a statement has no success.
PASSING_SCALED = 0.8
MOST_SKILLS = 20
_VERBS = frozenset({"answered", "completed", "passed", "failed"})
_BY_VERB = {"passed": True, "failed": False}
_SKILL_EXTENSIONS = frozenset({"skill", "skills"})
_SKILL_TYPES = frozenset({"skill", "objective", "competency", "standard"})
_GROUPINGS = ("grouping", "category", "other")


def read_file(path: Path) -> StatementsRead:
    """Return the answers of a file: statements as JSON lines, or one JSON array.

    Raises
    ------
    StatementsFileError
        If the file is neither.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise StatementsFileError(path.name, "it is not UTF-8 text") from error
    if content.lstrip().startswith("["):
        return _read(enumerate(_array(content, path.name), start=1))
    try:
        # One statement may also be printed over several lines.
        return _read([(1, json.loads(content))])
    except (ValueError, RecursionError):
        return _read(_lines(content))


def read_statements(statements: Iterable[Any]) -> StatementsRead:
    """Return the answers that statements tell of; the first is line 1."""
    return _read(enumerate(statements, start=1))


def _array(content: str, name: str) -> list[Any]:
    """Return the statements of a JSON array."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise StatementsFileError(name, "its JSON is damaged") from error
    return found if isinstance(found, list) else [found]


def _lines(content: str) -> Iterator[tuple[int, Any]]:
    """Yield the number and statement of each line that is not blank."""
    for line, text in enumerate(content.split("\n"), start=1):
        if not text.strip():
            continue
        try:
            yield line, json.loads(text)
        except (ValueError, RecursionError):
            yield line, text


def _read(numbered: Iterable[tuple[int, Any]]) -> StatementsRead:
    """Sort statements into answers, problems and others."""
    attempts: list[StatementAttempt] = []
    problems: list[StatementProblem] = []
    n_skipped = 0
    for line, statement in numbered:
        try:
            attempt = _attempt(line, statement)
        except forms.Fault as fault:
            raw = statement if isinstance(statement, dict) else {"line": statement}
            problems.append(StatementProblem(line=line, message=str(fault), raw=raw))
            continue
        if attempt is None:
            n_skipped += 1
        else:
            attempts.append(attempt)
    return StatementsRead(
        attempts=tuple(attempts), problems=tuple(problems), n_skipped=n_skipped
    )


def _attempt(line: int, statement: Any) -> StatementAttempt | None:
    """Return the answer a valid statement tells of, or None if it tells of none."""
    if isinstance(statement, str):
        raise forms.Fault("The line is not JSON.")
    fault = fault_of(statement)
    if fault is not None:
        raise forms.Fault(fault)
    is_correct = _is_correct(statement)
    is_activity = statement["object"].get("objectType", "Activity") == "Activity"
    if is_correct is None or not is_activity:
        return None
    skills, is_any = _skills(statement)
    if not skills:
        raise forms.Fault("The statement names no skill.")
    if len(skills) > MOST_SKILLS:
        raise forms.Fault(f"The statement names over {MOST_SKILLS} skills.")
    moment = statement.get("timestamp")
    if not moment and "id" not in statement:
        raise forms.Fault("The statement has neither an id nor a timestamp.")
    return StatementAttempt(
        line=line,
        event_id=str(statement.get("id", "")).lower(),
        student=_student(statement["actor"]),
        item=statement["object"]["id"],
        skills=skills,
        is_any_skill=is_any,
        is_correct=is_correct,
        at=forms.moment(moment, "timestamp").timestamp() if moment else None,
    )


def _is_correct(statement: dict[str, Any]) -> bool | None:
    """Return whether the answer was right; None if the statement does not say."""
    word = _last_part(statement["verb"]["id"]).lower()
    if word not in _VERBS:
        return None
    result = statement.get("result", {})
    if "success" in result:
        return bool(result["success"])
    if "scaled" in result.get("score", {}):
        return bool(result["score"]["scaled"] >= PASSING_SCALED)
    return _BY_VERB.get(word)


def _student(actor: dict[str, Any]) -> str:
    """Return the name by which the actor is known."""
    if actor.get("objectType") == "Group":
        raise forms.Fault("The actor is a group; an answer is one student's.")
    if "account" in actor:
        return str(actor["account"]["name"])
    if "mbox" in actor:
        return str(actor["mbox"]).removeprefix("mailto:").lower()
    return str(actor.get("mbox_sha1sum") or actor["openid"]).lower()


def _skills(statement: dict[str, Any]) -> tuple[tuple[str, ...], bool]:
    """Return the skills of a statement, and whether they may be other things too.

    In this order: extensions named skill or skills; activities whose type is a skill;
    all activities that group the object.
    """
    named = sorted(set(_from_extensions(statement)))
    if named:
        return tuple(named), False
    around = list(_activities_around(statement))
    typed = sorted({_code(a) for a in around if _is_skill(a)})
    if typed:
        return tuple(typed), False
    return tuple(sorted({_code(a) for a in around})), True


def _from_extensions(statement: dict[str, Any]) -> Iterator[str]:
    """Yield the skills that extensions name."""
    context, result = statement.get("context", {}), statement.get("result", {})
    definition = statement["object"].get("definition", {})
    for part in (context, result, definition):
        for key, value in part.get("extensions", {}).items():
            if _last_part(key).lower() in _SKILL_EXTENSIONS:
                values = value if isinstance(value, list) else str(value).split(";")
                yield from (str(v).strip() for v in values if str(v).strip())


def _activities_around(statement: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the activities that group or categorise the object."""
    around = statement.get("context", {}).get("contextActivities", {})
    for key in _GROUPINGS:
        held = around.get(key, [])
        yield from held if isinstance(held, list) else [held]


def _is_skill(activity: dict[str, Any]) -> bool:
    """Tell whether an activity is of a type that means a skill."""
    kind = activity.get("definition", {}).get("type", "")
    return _last_part(kind).lower() in _SKILL_TYPES


def _code(activity: dict[str, Any]) -> str:
    """Return the code of a skill: the last part of its IRI."""
    return _last_part(activity["id"])


def _last_part(iri: str) -> str:
    """Return what follows the last slash, hash or colon of an IRI.

    >>> _last_part("http://adlnet.gov/expapi/verbs/answered")
    'answered'
    """
    cleaned = iri.rstrip("/#")
    return min((cleaned.rsplit(mark, 1)[-1] for mark in "/#:"), key=len)
