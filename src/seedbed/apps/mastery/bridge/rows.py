"""The engine's answers, graph and model, from rows and to stored arrays."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias

import numpy as np

from seedbed.apps.evidence.cards import AttemptRows
from seedbed.apps.mastery.archive import Arrays
from seedbed.apps.mastery.numbering import Numbering, places
from seedbed.engines import learner
from seedbed.lib.arrays import IntArray

#: Name of the model that fits are made of now.
MODEL_NAME = learner.MEMORY.name

#: A fitted model with the numbers of a numbering; only the bridge looks inside.
Fit: TypeAlias = learner.Model


class UnreadableError(ValueError):
    """Stored arrays are of another version of the engine, or damaged."""


@contextmanager
def reading_arrays() -> Iterator[None]:
    """Turn whatever goes wrong while stored arrays are read into one error.

    Raises
    ------
    UnreadableError
        With the engine's sentence, where it has one.
    """
    try:
        yield
    except ValueError as error:
        raise UnreadableError(str(error)) from error
    except (KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise UnreadableError("The stored arrays are damaged.") from error


def answers_of(
    numbering: Numbering, student_ids: IntArray, rows: AttemptRows
) -> learner.Answers:
    """Return attempts at numbered items as the engine's answers."""
    return learner.Answers(
        n_students=len(student_ids),
        n_skills=len(numbering.skill_ids),
        student=places(student_ids, rows.student_id).astype(np.int32),
        item=places(numbering.item_ids, rows.item_id).astype(np.int32),
        correct=rows.is_correct,
        day=rows.day,
        item_skill_starts=numbering.item_skill_starts,
        item_skills=numbering.item_skills,
    )


def graph_of(numbering: Numbering) -> learner.Graph:
    """Return the skills and links as the engine's graph."""
    return learner.Graph(
        grade_low=numbering.grade_low,
        grade_high=numbering.grade_high,
        before=numbering.before,
        after=numbering.after,
    )


def pack_model(model: Fit, numbering: Numbering) -> Arrays:
    """Return a model as arrays, with the ids that its numbers stand for."""
    return {
        **model.to_arrays(),
        "item_ids": numbering.item_ids,
        "skill_ids": numbering.skill_ids,
    }


def read_model(arrays: Mapping[str, Any], numbering: Numbering) -> Fit:
    """Return a stored model with the numbers of today's items and skills.

    Raises
    ------
    UnreadableError
        If the arrays are of another version, or damaged.
    """
    with reading_arrays():
        # Stored arrays are read-only, which the engine's loops do not take.
        own = {name: np.array(array) for name, array in arrays.items()}
        model = learner.Model.from_arrays(own)
        return _renumbered(model, own["item_ids"], own["skill_ids"], numbering)


def renumber(model: Fit, *, old: Numbering, new: Numbering) -> Fit:
    """Return a model of one numbering with the numbers of another."""
    return _renumbered(model, old.item_ids, old.skill_ids, new)


def _renumbered(
    model: Fit, item_ids: IntArray, skill_ids: IntArray, numbering: Numbering
) -> Fit:
    return learner.renumber_model(
        model,
        graph=graph_of(numbering),
        item_skill_starts=numbering.item_skill_starts,
        item_skills=numbering.item_skills,
        items=places(item_ids, numbering.item_ids),
        skills=places(skill_ids, numbering.skill_ids),
    )


def check_model(arrays: Mapping[str, Any]) -> None:
    """Refuse a stored model that this version does not read.

    Raises
    ------
    UnreadableError
        If the arrays are of another version, or damaged.
    """
    with reading_arrays():
        learner.Model.from_arrays(arrays)
