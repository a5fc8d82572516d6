"""`seedbed bench evaluation` on two tiny designs; it needs no database."""

from __future__ import annotations

from functools import partial

import pytest

from seedbed.server.benches import evaluation
from seedbed.server.benches.pilot_runs import Size


@pytest.fixture(autouse=True)
def tiny(monkeypatch):
    sizes = (Size(weeks=2, classes=8, icc=0.15), Size(weeks=3, classes=8, icc=0.25))
    monkeypatch.setattr(evaluation, "QUICK", sizes)
    monkeypatch.setattr(evaluation, "_LEAST_POWER", 3)
    monkeypatch.setattr(
        "seedbed.server.management.commands.bench.bench_evaluation",
        partial(evaluation.bench_evaluation, workers=1),
    )


def test_false_alarms_are_one_number_a_design(seedbed):
    found = seedbed.json(
        "bench", "evaluation", "--quick", "--worlds", "3", "--seed", "3"
    )

    assert [one["weeks"] for one in found["designs"]] == [2, 3]
    assert {one["false_alarm"] for one in found["designs"]} == {round(2 / 70, 4)}
    assert (found["seed"], found["n_null_runs"]) == (3, 210)


def test_it_is_shown_beside_peeking(seedbed):
    shown = seedbed("bench", "evaluation", "--quick", "--worlds", "3").stdout

    assert "peeking" in shown
    assert "0.0286" in shown
    assert "wrong_abandon" in shown
