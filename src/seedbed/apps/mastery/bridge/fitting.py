"""Fits the model to the evidence of a system, and judges one fit against another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from seedbed.apps.evidence.cards import AttemptRows
from seedbed.apps.mastery.archive import Arrays
from seedbed.apps.mastery.numbering import Numbering
from seedbed.engines import learner
from seedbed.lib.arrays import BoolArray

from .rows import Fit, answers_of, graph_of, pack_model

#: One student in ten is kept out of the fit that a first quality is measured with.
HELD_OUT_OF = 10
#: With fewer students or answers the quality would be noise.
LEAST_STUDENTS = 20
LEAST_ANSWERS = 500
#: Two fits differ by some hundredths of a logarithm an answer; over fewer answers than
#: this the difference says more about the answers than about the fits.
LEAST_JUDGED = 200

_UNKNOWN: dict[str, Any] = {"auc": None, "ece": None, "log_loss": None, "n": 0}


@dataclass(frozen=True, kw_only=True)
class Material:
    """The evidence of a system, as the engine takes it.

    ``moment`` (N,) is when each answer was given or, without a time, received, in days
    since 1970.
    """

    answers: learner.Answers
    graph: learner.Graph
    numbering: Numbering
    moment: Any


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A fitted model as arrays, and its name."""

    arrays: Arrays
    name: str


@dataclass(frozen=True, kw_only=True)
class Judged:
    """How well two fits foretold the same answers, and the quality of the first."""

    challenger: float
    champion: float
    n: int
    quality: dict[str, Any]

    @property
    def is_better(self) -> bool:
        """Tell whether the challenger's log loss is lower."""
        return self.challenger < self.champion


def material_of(numbering: Numbering, rows: AttemptRows) -> Material:
    """Return the attempts at numbered items, ready to be fitted to."""
    placed = rows.select(numbering.has_item(rows.item_id))
    return Material(
        answers=answers_of(numbering, np.unique(placed.student_id), placed),
        graph=graph_of(numbering),
        numbering=numbering,
        moment=placed.moment,
    )


def fit_model(material: Material, *, seed: int, start: Fit | None = None) -> Fitted:
    """Fit to all answers, from an earlier fit on if one is given."""
    model = learner.fit(material.answers, material.graph, seed=seed, start=start)
    return Fitted(arrays=pack_model(model, material.numbering), name=model.name)


def judge(
    material: Material,
    *,
    champion: Fit,
    judged_from: float,
    seed: int,
    start: Fit | None = None,
) -> Judged:
    """Fit to the answers up to a moment, and foretell those after it with both fits.

    Each is foretold from all answers of the student before it.

    Parameters
    ----------
    champion : Fit
        The live model, with the numbers of the material.
    judged_from : float
        Days since 1970-01-01.
    start : Fit, optional
        Where the fit to be judged starts from.
    """
    answers = material.answers
    is_judged = material.moment > judged_from
    challenger = learner.fit(
        answers.select(~is_judged), material.graph, seed=seed, start=start
    )
    found, standing = (
        _score(answers, is_judged, learner.predict(model, answers))
        for model in (challenger, champion)
    )
    return Judged(
        challenger=found.log_loss,
        champion=standing.log_loss,
        n=found.n_answers,
        quality=_quality(found),
    )


def held_out_quality(material: Material, *, seed: int) -> dict[str, Any]:
    """Return how well the answers of students outside the fit are foretold.

    Each answer is predicted from the student's own past only. None where there is too
    little to tell.
    """
    answers = material.answers
    if answers.n_students < LEAST_STUDENTS or answers.n_answers < LEAST_ANSWERS:
        return dict(_UNKNOWN)
    drawn = np.random.default_rng(seed).permutation(answers.n_students) % HELD_OUT_OF
    is_out = (drawn == 0)[answers.student]
    model = learner.fit(answers.select(~is_out), material.graph, seed=seed)
    return _quality(learner.score_model(model, answers.select(is_out)))


def _score(
    answers: learner.Answers, is_judged: BoolArray, probability: Any
) -> learner.Score:
    return learner.score_predictions(answers.correct[is_judged], probability[is_judged])


def _quality(score: learner.Score) -> dict[str, Any]:
    return {
        "auc": _rounded(score.auc),
        "ece": _rounded(score.ece),
        "log_loss": _rounded(score.log_loss),
        "n": score.n_answers,
    }


def _rounded(value: float) -> float | None:
    """Return a number that JSON can hold."""
    return round(float(value), 4) if np.isfinite(value) else None
