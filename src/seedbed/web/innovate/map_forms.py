"""Forms of maps and of the trajectory: what was typed, and what is shown again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404

from seedbed.lib.errors import SeedbedError
from seedbed.web.kit.kept import problem
from seedbed.web.kit.refusals import Problem, status_of

from . import map_refusals

Typed = Mapping[str, str]


def form_key(typed: Typed) -> UUID:
    """Return the key a form was made with; a form of nobody's making is 404."""
    try:
        return UUID(typed.get("form_key", ""))
    except ValueError as error:
        raise Http404 from error


def typed_number(typed: Typed, name: str) -> float:
    """Return a number that a person typed, or ``nan`` where it is none."""
    try:
        return float(typed.get(name, "").strip().replace(",", "."))
    except ValueError:
        return float("nan")


def typed_context(
    typed: Typed | None, error: SeedbedError | None, *, field: str
) -> dict[str, Any]:
    """Return what a form shows again: what was typed, its key, and the problems."""
    found: list[Problem] = []
    if error is not None:
        found.append(map_refusals.problem(error, field=field))
    elif typed is not None:
        found.append(problem())
    key = typed.get("form_key") if typed else None
    return {
        "typed": typed or {},
        "form_key": key or str(uuid4()),
        "problems": tuple(found),
    }


def status_of_form(error: SeedbedError | None) -> int:
    """Return the status of a page that shows a form, refused or not."""
    if error is None:
        return 200
    return 409 if error.code == "map-actor-edited" else status_of(error)
