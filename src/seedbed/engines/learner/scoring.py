"""How good predictions are: AUC, log loss, calibration error."""

from __future__ import annotations

import numpy as np

from seedbed.engines.learner.data import Answers, Graph, Score
from seedbed.engines.learner.fitting import fit
from seedbed.engines.learner.model import Model
from seedbed.engines.learner.prediction import predict
from seedbed.engines.learner.variants import MEMORY, Variant
from seedbed.lib.arrays import BoolArray, FloatArray

_N_BINS = 15
_SURE = 1e-6


def score(
    answers: Answers,
    graph: Graph,
    *,
    folds: int = 5,
    seed: int = 0,
    variant: Variant = MEMORY,
) -> Score:
    """Fit to some students and predict the others' answers, each student once.

    Raises
    ------
    ValueError
        If there are fewer than two folds, or fewer students than folds.
    """
    if not 2 <= folds <= answers.n_students:
        raise ValueError(
            f"folds must lie in 2..{answers.n_students} (students), got {folds}."
        )
    drawn = np.random.default_rng(seed).permutation(answers.n_students) % folds
    fold = drawn[answers.student]
    probability = np.zeros(answers.n_answers)
    for held_out in range(folds):
        is_out = fold == held_out
        model = fit(answers.select(~is_out), graph, seed=seed, variant=variant)
        probability[is_out] = predict(model, answers.select(is_out))
    return score_predictions(answers.correct, probability)


def score_model(model: Model, answers: Answers) -> Score:
    """Predict each answer from those before it and compare.

    Meant for students the model was not fitted to: for others their own answers are
    in the difficulties, and the score flatters.
    """
    return score_predictions(answers.correct, predict(model, answers))


def score_predictions(correct: BoolArray, probability: FloatArray) -> Score:
    """Compare probabilities (N,) with outcomes (N,)."""
    n = len(correct)
    if n == 0:
        return Score(auc=np.nan, log_loss=np.nan, ece=np.nan, n_answers=0)
    safe = np.clip(probability, _SURE, 1.0 - _SURE)
    losses = np.where(correct, np.log(safe), np.log1p(-safe))
    return Score(
        auc=area_under_curve(correct, probability),
        log_loss=-float(losses.mean()),
        ece=calibration_error(correct, probability),
        n_answers=n,
    )


def area_under_curve(correct: BoolArray, probability: FloatArray) -> float:
    """Return the share of (right, wrong) pairs ranked rightly, ties counting half.

    >>> area_under_curve(np.array([True, False, True]), np.array([0.9, 0.4, 0.4]))
    0.75
    """
    _, place, n_tied = np.unique(probability, return_inverse=True, return_counts=True)
    rank = (np.cumsum(n_tied) - (n_tied - 1) / 2.0)[place]
    n_right = int(correct.sum())
    n_pairs = n_right * (len(correct) - n_right)
    if n_pairs == 0:
        return float("nan")
    return float((rank[correct].sum() - n_right * (n_right + 1) / 2.0) / n_pairs)


def calibration_error(correct: BoolArray, probability: FloatArray) -> float:
    """Return the mean distance between predicted and observed share, by bins.

    >>> calibration_error(np.array([True, False]), np.array([0.5, 0.5]))
    0.0
    """
    bins = np.minimum((probability * _N_BINS).astype(np.int64), _N_BINS - 1)
    observed = np.bincount(bins, weights=correct, minlength=_N_BINS)
    predicted = np.bincount(bins, weights=probability, minlength=_N_BINS)
    return float(np.abs(observed - predicted).sum() / len(correct))
