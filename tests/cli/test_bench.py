"""`seedbed bench scheduler` on made-up days; it needs no database."""

from __future__ import annotations

import pytest

A_SMALL_DAY = ("bench", "scheduler", "--students", "12", "--time", "0.5")


def test_a_made_up_day_is_one_object(seedbed):
    value = seedbed.json(*A_SMALL_DAY, "--seed", "3", "--shape", "virtual")

    assert (value["n_students"], value["seed"], value["shape"]) == (12, 3, "virtual")
    assert value["time_limit_seconds"] == 0.5
    assert value["faults"] == 0
    assert 0 <= value["gap"] < 1


def test_a_made_up_day_is_shown_beside_others(seedbed, monkeypatch):
    monkeypatch.setattr(
        "seedbed.server.benches.sizing.why_missing", lambda name: f"no {name} today"
    )

    shown = seedbed(*A_SMALL_DAY, "--baselines").stdout

    assert "highs: skipped, no highs today" in shown
    assert "12 students, shape plain, seed 0" in shown
    assert "greedy" in shown


def test_every_shape_is_measured_on_request(seedbed):
    rows = seedbed.json(*A_SMALL_DAY, "--shape", "all")

    assert [row["shape"] for row in rows] == [
        "plain",
        "spread",
        "scarce",
        "sites",
        "virtual",
        "hub",
    ]
    assert {row["faults"] for row in rows} == {0}


@pytest.mark.parametrize("words", [("--shape", "round"), ("--students", "9")])
def test_a_day_that_cannot_be_made_is_wrong_usage(seedbed, words):
    assert seedbed("bench", "scheduler", *words).exit_code == 2
