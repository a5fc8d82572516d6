"""The measurement of the learner that ships with the product."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from seedbed.server.benches import learner as bench
from seedbed.server.benches.errors import NotAnswersError


def research(file, n_students=30, n_each=20, **changes):
    """Write a parquet file of answers like the public sets, and return it."""
    rng = np.random.default_rng(0)
    n = n_students * n_each
    columns = {
        "student": np.repeat(np.arange(n_students), n_each),
        "seq": np.tile(np.arange(n_each), n_students),
        "item": rng.integers(0, 9, n),
        "skill": np.zeros(n, np.int64),
        "skills": [[1, 2]] * n,
        "correct": rng.integers(0, 2, n),
        "ts": pl.Series([None] * n, dtype=pl.Float64),
    }
    pl.DataFrame(columns | changes).write_parquet(file)
    return file


def test_a_file_has_its_measures_at_the_top(tmp_path):
    found = bench.bench_learner(research(tmp_path / "ours.parquet"), seeds=2)

    assert found["set"] == "ours"
    assert set(found) >= {
        "auc",
        "log_loss",
        "ece",
        "fit_seconds",
        "answers_per_second",
        "updates_per_second",
        "peak_mb",
    }
    assert [row["n_answers"] for row in found["seeds"]] == [120, 120], "6 of 30 are new"
    assert not found["has_times"]
    assert "baselines" not in found, "only when asked"


def test_simulated_answers_are_foretold_better_than_by_chance():
    found = bench.bench_learner(None, seeds=1)

    assert found["set"] == "simulated"
    assert found["auc"] > 0.6
    assert found["ece"] < 0.1
    assert found["n_answers"] > 1000


def test_a_file_of_evidence_can_be_measured(tmp_path):
    lines = ["student,skill,item,correct,at"]
    lines += [
        f"s{s},k{n % 3},i{n % 7},{(s + n) % 2},2026-10-0{1 + n % 7}T14:0{n % 10}:00Z"
        for s in range(10)
        for n in range(30)
    ]
    file = tmp_path / "answers.csv"
    file.write_text("\n".join(lines) + "\n")

    found = bench.bench_learner(file, seeds=1)

    assert found["n_answers"] == 60, "two students of ten are new"


def test_a_folder_without_answers_is_refused(tmp_path):
    with pytest.raises(NotAnswersError, match="the folder has no parquet file"):
        bench.bench_learner(tmp_path)


def test_students_are_split_by_seed_alone():
    first, second = bench.train_students(50, 0), bench.train_students(50, 1)

    assert first.sum() == second.sum() == 40
    assert (first != second).any()
    np.testing.assert_array_equal(first, bench.train_students(50, 0))


def test_each_file_of_a_folder_is_measured(tmp_path):
    research(tmp_path / "one.parquet")
    research(tmp_path / "two.parquet", n_each=10)

    found = bench.bench_learner(tmp_path, seeds=1)

    assert [row["set"] for row in found["sets"]] == ["one", "two"]
    assert [row["n_answers"] for row in found["sets"]] == [120, 60]
