"""The measurements that ship with the product."""

import pytest

from seedbed.apps.accounts.errors import UnknownSystemError
from seedbed.server.demo.benches import bench_demo, bench_learner


def test_every_learner_model_is_better_than_chance_on_simulated_answers(db):
    rows = bench_learner(None)

    assert len(rows) >= 2
    for row in rows:
        assert row["auc"] > 0.6
        assert row["ece"] < 0.1
        assert row["n_answers"] > 1000


def test_a_file_of_evidence_can_be_measured(db, tmp_path):
    lines = ["student,skill,item,correct,at"]
    lines += [
        f"s{s},k{n % 3},i{n % 7},{(s + n) % 2},2026-10-0{1 + n % 7}T14:0{n % 10}:00Z"
        for s in range(10)
        for n in range(30)
    ]
    file = tmp_path / "answers.csv"
    file.write_text("\n".join(lines) + "\n")

    rows = bench_learner(file)

    assert {row["n_answers"] for row in rows} == {60}, "two students of ten are new"


def test_the_demo_is_measured_only_where_it_was_built(db, at):
    with pytest.raises(UnknownSystemError, match="No school system is called"):
        bench_demo(at=at)


@pytest.fixture
def at():
    from datetime import UTC, datetime

    return datetime(2026, 10, 13, tzinfo=UTC)
