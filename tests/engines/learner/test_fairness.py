"""Calibration by group: known gaps are found, with intervals as wide as they should be."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from tests.engines.learner import worlds

from seedbed.engines import learner
from seedbed.engines.learner.fairness import LEAST_STUDENTS

N_EACH = 20


def answered(right_share, seed=0, n_each=N_EACH, spread=0.0):
    """Return answers of students (S,) who are right so often."""
    rng = np.random.default_rng(seed)
    shares = np.clip(
        np.asarray(right_share) + rng.normal(0.0, spread, len(right_share)), 0.0, 1.0
    )
    rows = [
        (s, 0, bool(rng.random() < share), 20_000.0)
        for s, share in enumerate(shares)
        for _ in range(n_each)
    ]
    return worlds.answers(rows, len(shares))


def report(answers, predicted, group):
    probability = np.asarray(predicted)[answers.student]
    return learner.group_calibration(answers, probability, np.asarray(group))


def test_a_gap_that_is_there_is_found():
    group = np.repeat([0, 1], 60)
    answers = answered(np.where(group == 0, 0.7, 0.5))

    ana_like, ben_like = report(answers, np.full(120, 0.7), group)

    assert not ana_like.is_shown
    assert ben_like.is_shown
    assert ben_like.gap == pytest.approx(0.2, abs=0.05)
    assert ben_like.low < ben_like.gap < ben_like.high
    assert (ben_like.group, ben_like.n_students, ben_like.n_answers) == (1, 60, 1200)


def test_shares_are_plain_means():
    answers = answered(np.full(12, 0.6))

    (found,) = report(answers, np.full(12, 0.55), np.full(12, 3))

    assert found.seen == pytest.approx(answers.correct.mean())
    assert found.predicted == pytest.approx(0.55)
    assert found.gap == pytest.approx(0.55 - answers.correct.mean())


def test_the_interval_is_that_of_the_ratio_by_hand():
    answers = answered(np.full(12, 0.6), n_each=5)
    probability = np.linspace(0.3, 0.9, answers.n_answers)

    (found,) = learner.group_calibration(answers, probability, np.zeros(12, int))

    miss = (probability - answers.correct).reshape(12, 5)
    spread = miss.sum(axis=1) - 5 * miss.mean()
    error = sqrt(12 / 11 * (spread**2).sum()) / 60
    assert found.low == pytest.approx(miss.mean() - 1.959964 * error, abs=1e-7)
    assert found.high == pytest.approx(miss.mean() + 1.959964 * error, abs=1e-7)


def test_the_interval_covers_the_truth_as_often_as_it_says():
    n_worlds, n_students = 400, 40
    group, covered = np.zeros(n_students, int), 0

    for seed in range(n_worlds):
        answers = answered(np.full(n_students, 0.6), seed, n_each=8, spread=0.15)
        (found,) = report(answers, np.full(n_students, 0.65), group)
        covered += found.low <= 0.05 <= found.high

    # Normal intervals of 40 clusters cover a little less; and three standard errors.
    assert covered / n_worlds == pytest.approx(
        0.94, abs=3 * sqrt(0.94 * 0.06 / n_worlds)
    )


def test_a_small_group_is_left_out():
    group = np.array([0] * (LEAST_STUDENTS - 1) + [1] * LEAST_STUDENTS)
    answers = answered(np.full(len(group), 0.5))

    found = report(answers, np.full(len(group), 0.5), group)

    assert [one.group for one in found] == [1]


def test_students_without_answers_do_not_make_a_group_large():
    rows = [(s, 0, True, 20_000.0) for s in range(LEAST_STUDENTS - 1)]
    answers = worlds.answers(rows, 30)

    assert report(answers, np.full(30, 0.5), np.zeros(30, int)) == ()


def test_an_unknown_attribute_is_no_group():
    answers = answered(np.full(20, 0.5))

    assert report(answers, np.full(20, 0.5), np.full(20, -1)) == ()


def test_perfect_predictions_have_no_gap():
    answers = answered(np.full(15, 0.5))

    (found,) = learner.group_calibration(
        answers, answers.correct.astype(float), np.zeros(15, int)
    )

    assert (found.gap, found.low, found.high) == (0.0, 0.0, 0.0)
    assert not found.is_shown


def test_parts_that_do_not_fit_are_refused():
    answers = answered(np.full(12, 0.5))

    with pytest.raises(ValueError, match=r"group must have shape \(12,\) and probab"):
        learner.group_calibration(answers, np.full(240, 0.5), np.zeros(11, int))
    with pytest.raises(ValueError, match=r"\(240,\); got \(12,\) and \(3,\)\."):
        learner.group_calibration(answers, np.full(3, 0.5), np.zeros(12, int))
