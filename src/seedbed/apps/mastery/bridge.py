"""Turns rows into the learner model's arrays, and its estimates into a snapshot's."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np

from seedbed.apps.evidence.cards import UnitAttempts
from seedbed.engines import learner
from seedbed.lib.arrays import BoolArray, Int32Array

from .archive import Arrays
from .inputs import SnapshotInputs

#: One student in ten is kept out of the fit that the quality is measured with.
HELD_OUT_OF = 10
#: With fewer students or answers the quality would be noise.
LEAST_STUDENTS = 20
LEAST_ANSWERS = 500


@dataclass(frozen=True, kw_only=True)
class Estimated:
    """The arrays of a snapshot, the name of the model, and how good it is."""

    arrays: Arrays
    model: str
    quality: dict[str, Any]


def model_version() -> str:
    """Return the name of the model that estimates now; part of a snapshot's inputs."""
    return learner.MULTILEVEL.name


def estimate(
    inputs: SnapshotInputs,
    *,
    as_of_day: float,
    was_mastered: BoolArray,
    is_mastered_before: BoolArray,
    seed: int,
) -> Estimated:
    """Fit the model to a unit's evidence and estimate every student and skill.

    Parameters
    ----------
    as_of_day : float
        Days since 1970-01-01.
    was_mastered : ndarray of shape (S, K), dtype=bool
        Mastered at any snapshot before.
    is_mastered_before : ndarray of shape (S, K), dtype=bool
        Mastered at the snapshot before; the decision has a memory.
    """
    begun = perf_counter()
    answers, graph = answers_of(inputs), graph_of(inputs)
    quality = _quality(answers, graph, seed=seed)
    model = learner.fit(answers, graph, seed=seed)
    estimates = learner.snapshot(
        model,
        learner.update(model, answers),
        graph,
        as_of=as_of_day,
        grade=inputs.grades,
        previous=is_mastered_before,
    )
    ready = learner.frontier(estimates, graph)
    return Estimated(
        arrays={
            "student_ids": inputs.student_ids,
            "skill_ids": inputs.skill_ids,
            "mastery": estimates.mastery,
            "low": estimates.low,
            "high": estimates.high,
            "n_attempts": estimates.n_attempts,
            "last_day": estimates.last_day,
            "is_mastered": estimates.is_mastered,
            "is_frontier": ready.is_frontier,
            "gain": ready.gain,
            "was_mastered": was_mastered | is_mastered_before,
        },
        model=model.name,
        quality={**quality, "seconds": round(perf_counter() - begun, 3)},
    )


def answers_of(inputs: SnapshotInputs) -> learner.Answers:
    """Return the evidence as the engine's answers: indices instead of ids."""
    attempts: UnitAttempts = inputs.attempts
    items = np.unique(inputs.item_skills[:, 0])
    n_skills_of = np.bincount(
        np.searchsorted(items, inputs.item_skills[:, 0]), minlength=len(items)
    )
    return learner.Answers(
        n_students=len(inputs.student_ids),
        n_skills=len(inputs.skill_ids),
        student=_index(inputs.student_ids, attempts.student_id),
        item=_index(items, attempts.item_id),
        correct=attempts.is_correct,
        day=attempts.day,
        item_skill_starts=np.concatenate(([0], np.cumsum(n_skills_of))).astype(
            np.int32
        ),
        item_skills=_index(inputs.skill_ids, inputs.item_skills[:, 1]),
    )


def graph_of(inputs: SnapshotInputs) -> learner.Graph:
    """Return the skills and links as the engine's graph."""
    return learner.Graph(
        grade_low=inputs.grade_low,
        grade_high=inputs.grade_high,
        before=_index(inputs.skill_ids, inputs.links[:, 0]),
        after=_index(inputs.skill_ids, inputs.links[:, 1]),
    )


def _quality(
    answers: learner.Answers, graph: learner.Graph, *, seed: int
) -> dict[str, Any]:
    """Return how well the answers of students outside the fit are foretold.

    Each answer is predicted from the student's own past only. None where there is too
    little to tell.
    """
    unknown = {"auc": None, "ece": None, "log_loss": None, "n": 0}
    if answers.n_students < LEAST_STUDENTS or answers.n_answers < LEAST_ANSWERS:
        return unknown
    is_out = np.random.default_rng(seed).permutation(answers.n_students) % HELD_OUT_OF
    held_out = (is_out == 0)[answers.student]
    model = learner.fit(answers.select(~held_out), graph, seed=seed)
    score = learner.score(model, answers.select(held_out))
    return {
        "auc": _rounded(score.auc),
        "ece": _rounded(score.ece),
        "log_loss": _rounded(score.log_loss),
        "n": score.n_answers,
    }


def _rounded(value: float) -> float | None:
    """Return a number that JSON can hold."""
    return round(float(value), 4) if np.isfinite(value) else None


def _index(ids: np.typing.NDArray[Any], wanted: np.typing.NDArray[Any]) -> Int32Array:
    """Return where each wanted id stands in the sorted ids."""
    return np.searchsorted(ids, wanted).astype(np.int32)
