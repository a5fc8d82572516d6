"""Refusals of maps and of the trajectory are said in the reader's language."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable
from types import ModuleType

import pytest
from django.utils import translation

from seedbed.apps.stakeholders import errors as of_maps
from seedbed.apps.stakeholders.services import calls, people, records
from seedbed.apps.trajectory import errors as of_trajectory
from seedbed.apps.trajectory import services as trajectory
from seedbed.web.innovate import map_refusals


def phrases(module: ModuleType) -> set[str]:
    """Return what the services of a module say that a form lacks."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Assign):
            name = getattr(node.targets[0], "id", "")
            if name in ("wanted", "words") and isinstance(node.value, ast.Dict):
                found |= constants(node.value.keys)
            if name == "missing":
                found |= listed(node.value)
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called == "missing.append":
                found |= constants(node.args)
            if called.startswith("Unfinished"):
                found |= listed(node.args[0])
    return found


def listed(node: ast.expr) -> set[str]:
    lists = [one for one in ast.walk(node) if isinstance(one, ast.List)]
    return {word for one in lists for word in constants(one.elts)}


def constants(nodes: Iterable[ast.expr | None]) -> set[str]:
    return {str(one.value) for one in nodes if isinstance(one, ast.Constant)}


@pytest.mark.parametrize("module", [calls, people, records, trajectory])
def test_all_that_a_form_can_lack_has_words_in_both_languages(module):
    found = phrases(module)

    assert found
    assert found <= set(map_refusals.MISSING)
    with translation.override("es"):
        same = [one for one in found if str(map_refusals.MISSING[one]) == one]
    assert same == []


@pytest.mark.parametrize(
    "error",
    [
        of_maps.UnfinishedMapFormError(["a name"]),
        of_maps.ActorTakenError("Junta"),
        of_maps.ActorEditedError("Junta"),
        of_maps.MapNotReadableError("Lincoln"),
        of_maps.NoReasonForCallError(),
        of_maps.EndingKnownError(),
        of_trajectory.UnfinishedTrajectoryFormError(["a title", "its first day"]),
        of_trajectory.NotOfUnitError(2),
        of_trajectory.ChoiceUnknownError(),
        of_trajectory.UnknownMilestoneError(7),
    ],
    ids=lambda error: error.code,
)
def test_no_refusal_is_english_on_a_spanish_page(error):
    in_english = map_refusals.problem(error).words
    with translation.override("es"):
        said = map_refusals.problem(error, field="x")

    assert said.language == ""
    assert said.field == "x"
    assert said.words != in_english
