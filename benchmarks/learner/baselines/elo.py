"""Elo ratings on two levels: a student's general one and one for each skill."""

from __future__ import annotations

import itertools
import math
import time
from typing import NamedTuple

import numpy as np
from benchmarks.learner.baselines.contract import (
    Asked,
    Forecast,
    compiled,
    few,
    held_out,
    skills_asked,
)

from seedbed.engines.learner import Answers, score_predictions
from seedbed.lib.arrays import BoolArray, FloatArray, Int32Array

_TUNED_ON = 0.1
#: An item's rating moves by 1 / (1 + slope n) logits per unit of surprise.
_ITEM_SLOPE = 0.05


class Gains(NamedTuple):
    """Logits that a rating moves per unit of surprise, start / (1 + slope n)."""

    general: float
    skill: float
    slope: float


_TRIED = tuple(
    itertools.starmap(
        Gains, itertools.product((0.2, 0.4, 0.8), (0.2, 0.5, 1.0), (0.02, 0.05, 0.2))
    )
)


def forecast(train: Answers, test: Answers, seed: int) -> Forecast:
    """Fit difficulties on ``train``, with gains chosen on a held-out tenth of it.

    References
    ----------
    Pelanek, R. (2016). Applications of the Elo rating system in adaptive educational
    systems. Computers & Education 98, 169-179, sections 2.2 and 3.1.
    """
    _rate(few(train), few(test), _TRIED[0])
    started = time.perf_counter()
    gains = _chosen(train, seed)
    difficulty = _difficulty(train, gains)
    fitted = time.perf_counter()
    probability = _predictions(test, difficulty, gains)
    return Forecast(probability, fitted - started, time.perf_counter() - fitted)


def _chosen(train: Answers, seed: int) -> Gains:
    """Return the gains that predict a held-out tenth of the students best."""
    is_held_out = held_out(train, _TUNED_ON, seed)
    rest, judges = train.select(~is_held_out), train.select(is_held_out)

    def auc(gains: Gains) -> float:
        found = score_predictions(judges.correct, _rate(rest, judges, gains)).auc
        # Judges who are all right or all wrong prefer nothing.
        return 0.0 if math.isnan(found) else found

    return max(_TRIED, key=auc)


def _rate(train: Answers, test: Answers, gains: Gains) -> FloatArray:
    return _predictions(test, _difficulty(train, gains), gains)


def _difficulty(train: Answers, gains: Gains) -> FloatArray:
    """Return the ratings of the items (J,) after all answers of ``train``."""
    share = (train.correct.sum() + 1.0) / (train.n_answers + 2.0)
    difficulty = np.full(train.n_items, -math.log(share / (1.0 - share)))
    _walk_over(train, difficulty, gains, learns=True)
    return difficulty


def _predictions(test: Answers, difficulty: FloatArray, gains: Gains) -> FloatArray:
    return _walk_over(test, difficulty, gains, learns=False)


def _walk_over(
    answers: Answers, difficulty: FloatArray, gains: Gains, *, learns: bool
) -> FloatArray:
    return _walk(
        answers.student,
        answers.item,
        skills_asked(answers),
        answers.correct,
        difficulty,
        np.zeros(answers.n_items),
        np.zeros((answers.n_skills, 2)),
        gains,
        _ITEM_SLOPE if learns else math.inf,
    )


@compiled
def _walk(
    student: Int32Array,
    item: Int32Array,
    asked: Asked,
    correct: BoolArray,
    difficulty: FloatArray,
    n_of_item: FloatArray,
    of_skill: FloatArray,
    gains: Gains,
    item_slope: float,
) -> FloatArray:
    """Predict each answer, then learn from it; an infinite slope spares the items.

    ``of_skill`` (K, 2): the rating of the student at hand, and the answers behind it.
    """
    probability = np.empty(len(item))
    general, n_general, first = 0.0, 0.0, 0
    for n in range(len(item)):
        if n > 0 and student[n] != student[n - 1]:
            # Only what the last student touched, or many skills would cost much time.
            for m in range(asked.starts[first], asked.starts[n]):
                of_skill[asked.skill[m]] = 0.0
            general, n_general, first = 0.0, 0.0, n
        low, high = asked.starts[n], asked.starts[n + 1]
        level = 0.0
        for m in range(low, high):
            level += of_skill[asked.skill[m], 0] / (high - low)
        j = item[n]
        probability[n] = 1.0 / (1.0 + math.exp(difficulty[j] - general - level))
        surprise = correct[n] - probability[n]
        general += gains.general / (1.0 + gains.slope * n_general) * surprise
        n_general += 1.0
        for m in range(low, high):
            k = asked.skill[m]
            gain = gains.skill / (1.0 + gains.slope * of_skill[k, 1])
            of_skill[k, 0] += gain * surprise
            of_skill[k, 1] += 1.0
        if not math.isinf(item_slope):
            difficulty[j] -= surprise / (1.0 + item_slope * n_of_item[j])
            n_of_item[j] += 1.0
    return probability
