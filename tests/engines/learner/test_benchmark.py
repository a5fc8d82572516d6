"""The benchmark of the learner runs, and its model is as good as its results say."""

from __future__ import annotations

import json

import numpy as np
import polars as pl
import pytest
from benchmarks.learner import run as benchmark
from benchmarks.learner.simulate import simulate

needs_data = pytest.mark.skipif(
    not (benchmark.DATA / "memphis.parquet").exists(),
    reason=f"{benchmark.DATA} is absent",
)


def test_a_set_that_is_absent_is_skipped_with_a_reason():
    found = benchmark.run("nowhere", 0)

    assert "nowhere.parquet is not there" in found["skipped"]


def test_any_file_with_the_columns_can_be_measured(tmp_path, capsys):
    rng = np.random.default_rng(0)
    n = 400
    file = tmp_path / "ours.parquet"
    pl.DataFrame(
        {
            "student": np.repeat(np.arange(20), 20),
            "seq": np.tile(np.arange(20), 20),
            "item": rng.integers(0, 9, n),
            "skill": np.zeros(n, np.int64),
            "skills": [[1, 2]] * n,
            "correct": rng.integers(0, 2, n),
            "ts": [None] * n,
        },
        schema_overrides={"ts": pl.Float64},
    ).write_parquet(file)

    assert benchmark.main([str(file), "--seeds", "1", "--json"]) == 0

    (found,) = json.loads(capsys.readouterr().out)
    assert found["multilevel-1"]["n_answers"] == 80
    assert set(found["multilevel-1"]) >= {"auc", "log_loss", "ece", "fit_seconds"}


def test_the_same_seed_simulates_the_same_students():
    size = {"n_students": 5, "n_skills": 20, "n_answers_each": 40}

    first, second = simulate(**size, seed=3), simulate(**size, seed=3)

    np.testing.assert_array_equal(first.passes, second.passes)
    np.testing.assert_array_equal(first.answers.correct, second.answers.correct)
    assert first.answers.n_answers == 200


@needs_data
@pytest.mark.shared_data
def test_memphis_is_predicted_as_well_as_measured():
    found = benchmark.run("memphis", 0)

    assert found["multilevel-1"]["auc"] > 0.795
    assert found["multilevel-1"]["ece"] < 0.015
    assert found["multilevel-1"]["auc"] > found["elo-1"]["auc"] + 0.05


@needs_data
@pytest.mark.slow
@pytest.mark.shared_data
def test_assist09_is_predicted_better_than_by_elo():
    found = benchmark.run("assist09", 0)

    assert found["multilevel-1"]["auc"] > 0.78
    assert found["multilevel-1"]["ece"] < 0.010
