"""Logistic regressions on counts of the past: PFA, Best-LR and DAS3H."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable

import numpy as np
from benchmarks.learner.baselines.contract import Forecast, few, skills_asked
from benchmarks.learner.baselines.counts import lately, past
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from seedbed.engines.learner import Answers
from seedbed.lib.arrays import FloatArray

_MAX_ITERATIONS = 1000

#: Makes some columns for each answer, as a sparse matrix of N rows.
Block = Callable[[Answers], sparse.csr_matrix]


def pfa(train: Answers, test: Answers, seed: int) -> Forecast:
    """Performance factors: each skill's easiness and its counts, in logarithms.

    References
    ----------
    Pavlik, P. I., Cen, H. & Koedinger, K. R. (2009). Performance factors analysis.
    AIED 2009, equation 3; logarithms as Gervet et al. (2020) take them.
    """
    return _regress((_skills, _skill_counts), train, test, seed)


def best_lr(train: Answers, test: Answers, seed: int) -> Forecast:
    """Items, skills and counts by skill, by item and in all.

    References
    ----------
    Gervet, T., Koedinger, K., Schneider, J. & Mitchell, T. (2020). When is deep
    learning the best approach to knowledge tracing? JEDM 12(3), section 3.1.
    """
    blocks = (_items, _skills, _skill_counts, _other_counts)
    return _regress(blocks, train, test, seed)


def best_lr_windows(train: Answers, test: Answers, seed: int) -> Forecast:
    """Best-LR with the time windows of DAS3H; Best-LR itself where there are no times.

    References
    ----------
    Gervet et al. (2020), section 3.1, "Best-LR + time windows".
    """
    blocks = (_items, _skills, _skill_counts, _window_counts, _other_counts)
    return _regress(blocks, train, test, seed)


def das3h(train: Answers, test: Answers, seed: int) -> Forecast:
    """Items, skills and counts by skill in time windows; all the past without times.

    References
    ----------
    Choffin, B., Popineau, F., Bourda, Y. & Vie, J.-J. (2019). DAS3H: modeling student
    learning and forgetting. EDM 2019, equation 4, without factors of the students,
    who are unseen.
    """
    blocks = (_items, _skills, _skill_counts, _window_counts)
    return _regress(blocks, train, test, seed)


def _regress(
    blocks: tuple[Block, ...], train: Answers, test: Answers, seed: int
) -> Forecast:
    _matrix(blocks, few(train))
    started = time.perf_counter()
    model = LogisticRegression(max_iter=_MAX_ITERATIONS, random_state=seed)
    with warnings.catch_warnings():
        # On algebra05 Best-LR stops at the limit; results.md says so, not each run.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(_matrix(blocks, train), train.correct)
    fitted = time.perf_counter()
    probability = model.predict_proba(_matrix(blocks, test))[:, 1]
    return Forecast(probability, fitted - started, time.perf_counter() - fitted)


def _matrix(blocks: tuple[Block, ...], answers: Answers) -> sparse.csr_matrix:
    return sparse.hstack([block(answers) for block in blocks], format="csr")


def _items(answers: Answers) -> sparse.csr_matrix:
    n = answers.n_answers
    return sparse.csr_matrix(
        (np.ones(n), answers.item, np.arange(n + 1)), shape=(n, answers.n_items)
    )


def _skills(answers: Answers) -> sparse.csr_matrix:
    return _by_skill(answers, np.ones(len(skills_asked(answers).skill)))


def _skill_counts(answers: Answers) -> sparse.csr_matrix:
    counts = np.log1p(past(answers).of_skill)
    return sparse.hstack([_by_skill(answers, column) for column in counts.T])


def _window_counts(answers: Answers) -> sparse.csr_matrix:
    # Without times every window is empty, and its weights stay zero.
    counts = np.log1p(lately(answers))
    columns = counts.reshape(len(counts), -1).T
    return sparse.hstack([_by_skill(answers, column) for column in columns])


def _other_counts(answers: Answers) -> sparse.csr_matrix:
    counts = past(answers)
    return sparse.csr_matrix(np.log1p(np.hstack([counts.of_item, counts.of_all])))


def _by_skill(answers: Answers, value: FloatArray) -> sparse.csr_matrix:
    """Return values (M,) in the column of their skill."""
    asked = skills_asked(answers)
    shape = (answers.n_answers, answers.n_skills)
    return sparse.csr_matrix((value, asked.skill, asked.starts), shape=shape)
