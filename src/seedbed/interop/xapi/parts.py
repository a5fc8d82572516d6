"""The parts of a statement that others contain: actors, activities, references."""

from __future__ import annotations

from typing import Any

from . import forms
from .forms import Fault

_IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
_INTERACTIONS = frozenset(
    {
        "true-false",
        "choice",
        "fill-in",
        "long-fill-in",
        "matching",
        "performance",
        "sequencing",
        "likert",
        "numeric",
        "other",
    }
)
_COMPONENTS = ("choices", "scale", "source", "target", "steps")


def actor(value: Any, where: str) -> None:
    """Raise unless a value is a valid Agent or Group."""
    found = forms.mapping(value, where)
    kind = found.get("objectType", "Agent")
    if kind == "Agent":
        agent(found, where)
    elif kind == "Group":
        group(found, where)
    else:
        raise Fault(f"{where}.objectType must be Agent or Group, got {kind!r}")


def agent(value: Any, where: str) -> None:
    """Raise unless a value is an Agent with exactly one identifier."""
    found = forms.mapping(value, where)
    forms.only(found, ("objectType", "name", *_IDENTIFIERS), where)
    if found.get("objectType", "Agent") != "Agent":
        raise Fault(f"{where} must be an Agent")
    _named(found, where, at_least=1)


def group(value: Any, where: str) -> None:
    """Raise unless a value is a Group with an identifier or members."""
    found = forms.mapping(value, where)
    forms.only(found, ("objectType", "name", "member", *_IDENTIFIERS), where)
    if found.get("objectType") != "Group":
        raise Fault(f"{where} must be a Group")
    members = found.get("member", [])
    if not isinstance(members, list):
        raise Fault(f"{where}.member must be a list")
    _named(found, where, at_least=0 if members else 1)
    for place, member in enumerate(members, start=1):
        agent(member, f"{where}.member {place}")


def _named(found: dict[str, Any], where: str, *, at_least: int) -> None:
    """Raise unless an actor has one identifier (or none, for a group of members)."""
    if "name" in found:
        forms.text(found["name"], f"{where}.name")
    present = [key for key in _IDENTIFIERS if key in found]
    if not at_least <= len(present) <= 1:
        raise Fault(
            f"{where} must have exactly one of {', '.join(_IDENTIFIERS)}, "
            f"got {', '.join(present) or 'none'}"
        )
    if present:
        _identifier(present[0], found[present[0]], f"{where}.{present[0]}")


def _identifier(key: str, value: Any, where: str) -> None:
    """Raise unless the one identifier of an actor has its form."""
    if key == "mbox":
        forms.mailto(value, where)
    elif key == "mbox_sha1sum":
        forms.sha1(value, where)
    elif key == "openid":
        forms.iri(value, where)
    else:
        account = forms.mapping(value, where)
        forms.only(account, ("homePage", "name"), where)
        forms.iri(account.get("homePage"), f"{where}.homePage")
        if not forms.text(account.get("name"), f"{where}.name"):
            raise Fault(f"{where}.name must not be empty")


def verb(value: Any, where: str) -> None:
    """Raise unless a value is a verb with an IRI."""
    found = forms.mapping(value, where)
    forms.only(found, ("id", "display"), where)
    forms.iri(found.get("id"), f"{where}.id")
    if "display" in found:
        forms.language_map(found["display"], f"{where}.display")


def activity(value: Any, where: str) -> None:
    """Raise unless a value is a valid Activity."""
    found = forms.mapping(value, where)
    forms.only(found, ("objectType", "id", "definition"), where)
    if found.get("objectType", "Activity") != "Activity":
        raise Fault(f"{where} must be an Activity")
    forms.iri(found.get("id"), f"{where}.id")
    if "definition" in found:
        _definition(found["definition"], f"{where}.definition")


def _definition(value: Any, where: str) -> None:
    """Raise unless a value defines an activity."""
    found = forms.mapping(value, where)
    checks = {
        "name": forms.language_map,
        "description": forms.language_map,
        "type": forms.iri,
        "moreInfo": forms.iri,
        "extensions": forms.extensions,
        "interactionType": _interaction_type,
        "correctResponsesPattern": _patterns,
        **dict.fromkeys(_COMPONENTS, _components),
    }
    forms.only(found, checks, where)
    for key, held in found.items():
        checks[key](held, f"{where}.{key}")
    needs_type = [k for k in (*_COMPONENTS, "correctResponsesPattern") if k in found]
    if needs_type and "interactionType" not in found:
        raise Fault(f"{where}.{needs_type[0]} needs an interactionType")


def _interaction_type(value: Any, where: str) -> None:
    if forms.text(value, where) not in _INTERACTIONS:
        raise Fault(f"{where} must be one of xAPI's interactions, got {value!r}")


def _patterns(value: Any, where: str) -> None:
    if not isinstance(value, list):
        raise Fault(f"{where} must be a list")
    for pattern in value:
        forms.text(pattern, where)


def _components(value: Any, where: str) -> None:
    if not isinstance(value, list):
        raise Fault(f"{where} must be a list")
    seen = set()
    for part in value:
        found = forms.mapping(part, where)
        forms.only(found, ("id", "description"), where)
        name = forms.text(found.get("id"), f"{where}.id")
        if name in seen:
            raise Fault(f"{where} has the id {name!r} twice")
        seen.add(name)
        if "description" in found:
            forms.language_map(found["description"], f"{where}.description")


def statement_ref(value: Any, where: str) -> None:
    """Raise unless a value refers to a statement by its UUID."""
    found = forms.mapping(value, where)
    forms.only(found, ("objectType", "id"), where)
    if found.get("objectType") != "StatementRef":
        raise Fault(f"{where} must be a StatementRef")
    forms.uuid(found.get("id"), f"{where}.id")
