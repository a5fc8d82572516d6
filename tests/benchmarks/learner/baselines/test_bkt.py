"""The build of pyBKT that runs finds the process that made the answers."""

from __future__ import annotations

import numpy as np
import pytest
from tests.engines.learner import worlds

from benchmarks.learner.baselines import BASELINES, why_missing

PRIOR, LEARN, GUESS, SLIP = 0.3, 0.2, 0.2, 0.1
N_EACH = 12


def answers_of_learners(n_students, seed):
    """Return answers to one item of students who follow the model."""
    rng = np.random.default_rng(seed)
    rows: list[worlds.Row] = []
    for s in range(n_students):
        knows = rng.random() < PRIOR
        for n in range(N_EACH):
            is_right = bool(rng.random() < (1 - SLIP if knows else GUESS))
            rows.append((s, 0, is_right, float(n)))
            knows = knows or rng.random() < LEARN
    return worlds.answers(rows, n_students=n_students)


def true_predictions(answers):
    """Return the probability of each answer by the recursion, in plain Python."""
    found = []
    known = PRIOR
    for n, is_right in enumerate(answers.correct):
        known = PRIOR if n % N_EACH == 0 else known
        right = known * (1 - SLIP) + (1 - known) * GUESS
        found.append(right)
        seen = known * (1 - SLIP) / right if is_right else known * SLIP / (1 - right)
        known = seen + (1 - seen) * LEARN
    return np.array(found)


@pytest.mark.parametrize("name", ["bkt", "bkt-forgets"])
def test_it_predicts_as_the_true_process_does(name):
    if reason := why_missing(name):
        pytest.skip(reason)
    train, test = answers_of_learners(600, seed=1), answers_of_learners(100, seed=2)

    forecast = BASELINES[name](train, test, 0)

    # A guess of one number for all is .2 off. Forgetting of half a percent, found by
    # chance, tells after a long run of right answers, so the mean is asked and no more.
    off = np.abs(forecast.probability - true_predictions(test))
    assert off.mean() < 0.02
