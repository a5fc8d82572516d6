"""A snapshot is judged against the simulated truth."""

from types import SimpleNamespace

import numpy as np
import pytest

from seedbed.server.demo import truth


@pytest.fixture
def known():
    rng = np.random.default_rng(5)
    return truth.Truth(
        system="riverside",
        as_of=20_000.0,
        student_ids=np.arange(10, 40),
        skill_ids=np.arange(100, 120),
        mastery=rng.random((30, 20)),
        n_attempts=rng.integers(0, 3, (30, 20)),
    )


def snapshot_of(known, mastery):
    return SimpleNamespace(
        student_ids=known.student_ids,
        skill_ids=known.skill_ids,
        mastery=mastery,
        n_attempts=known.n_attempts,
    )


def test_a_snapshot_that_is_the_truth_is_judged_perfect(known):
    judged = truth.judge(known, snapshot_of(known, known.mastery))

    assert judged["all"].pearson == pytest.approx(1.0)
    assert judged["all"].ece == pytest.approx(0.0)
    assert judged["all"].n_pairs == 600
    assert judged["with_evidence"].n_pairs == int((known.n_attempts > 0).sum())


def test_an_estimate_that_is_always_too_high_is_seen_in_the_calibration(known):
    judged = truth.judge(known, snapshot_of(known, known.mastery / 2 + 0.5))["all"]

    assert judged.spearman == pytest.approx(1.0), "the order is right"
    assert judged.mean_error == pytest.approx((1 - known.mastery.mean()) / 2)
    assert judged.ece == pytest.approx(judged.mean_error)


def test_only_pairs_that_both_hold_are_compared(known):
    part = SimpleNamespace(
        student_ids=known.student_ids[:5],
        skill_ids=np.append(known.skill_ids[:3], 999),
        mastery=np.full((5, 4), 0.5),
        n_attempts=np.zeros((5, 4)),
    )

    judged = truth.judge(known, part)

    assert judged["all"].n_pairs == 15
    assert "with_evidence" not in judged


def test_strangers_are_not_compared(known):
    other = SimpleNamespace(
        student_ids=np.array([1]),
        skill_ids=np.array([1]),
        mastery=[[1]],
        n_attempts=[[1]],
    )

    assert truth.judge(known, other) == {}


def test_the_truth_is_read_back_for_its_own_system_only(known, settings, tmp_path):
    settings.HOME = tmp_path
    truth.save(known)

    found = truth.load("riverside")

    assert found is not None
    assert found.mastery == pytest.approx(known.mastery, abs=1e-6)
    assert truth.load("lakeside") is None


def test_without_a_file_there_is_no_truth(settings, tmp_path):
    settings.HOME = tmp_path

    assert truth.load("riverside") is None


def test_correlation_with_a_constant_is_not_a_number():
    assert np.isnan(truth.correlation(np.ones(3), np.arange(3.0)))
