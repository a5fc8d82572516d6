"""The simulated pilots by which the weekly test is judged."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from seedbed.engines import evaluation
from seedbed.engines.evaluation.spending import allowances, spent
from seedbed.server.benches import evaluation as bench
from seedbed.server.benches import pilot_runs
from seedbed.server.benches.pilot_runs import Size

SMALL = Size(weeks=3, classes=8, icc=0.15)


def lived(size=SMALL, n_null=20, n_power=20, n_observed=70, seed=1):
    return pilot_runs.live(size, n_null, n_power, n_observed, seed).summary()


def test_a_seed_is_the_same_pilots_again():
    assert lived() == lived()
    assert lived() != lived(seed=2)


def test_eight_classes_are_alarmed_in_two_of_seventy_assignments():
    found = lived()

    assert found["false_alarm"] == pytest.approx(2 / 70, abs=1e-4)
    assert found["wrong_double_down"] == pytest.approx(1 / 70, abs=1e-4)
    assert found["beside"]["peeking_t_test"] > 0.2


def test_what_the_bench_counts_is_what_the_engine_decides():
    size = Size(weeks=4, classes=10, icc=0.05)
    fractions = np.arange(1, 5) / 4
    pilot = pilot_runs._world(size, np.random.default_rng(3), fractions)
    could = evaluation.rerandomise(pilot.block, pilot.is_treated)
    allowed = allowances(spent(fractions), could.n_assignments)

    counted = pilot_runs._judge_null(pilot, could, allowed, np.arange(252))

    plan = evaluation.Plan(margin=1.0)
    alarms = []
    for row in range(0, 252, 6):
        only = pilot_runs._judge_null(pilot, could, allowed, np.array([row]))
        looks = evaluation.monitor(
            replace(pilot, is_treated=could.is_treated[row]), plan
        )
        is_alarmed = looks.above_zero is not None or looks.below_zero is not None
        assert only["ours"] == is_alarmed
        alarms.append(is_alarmed)
    assert counted["ours"] == 12 / 252


def test_students_compared_as_if_they_had_no_classes_are_a_plain_t_test():
    pilot = pilot_runs._world(SMALL, np.random.default_rng(4), np.arange(1, 4) / 3)
    arms = SMALL.arms.astype(float)[:, None]

    t, sure = pilot_runs._naive(pilot, arms)

    of_arm = pilot.is_treated[pilot.cluster]
    plain = [
        evaluation.difference(outcomes, of_arm, errors="classical")
        for outcomes in pilot.outcomes
    ]
    assert t[:, 0] == pytest.approx(
        [one.estimate / one.standard_error for one in plain]
    )
    assert ((sure > 0.5) == (t > 0)).all()


def test_an_effect_is_found_and_a_margin_is_not_wrongly_missed():
    found = lived(
        Size(weeks=6, classes=12, icc=0.15), n_null=2, n_power=60, n_observed=8
    )

    assert found["power"]["ours"] > 0.6
    assert found["mean_week"] < 6
    assert found["wrong_abandon"] < 0.2


def test_fewer_worlds_are_judged_under_more_assignments():
    assert bench.amount_of(10_000) == bench.Amount(
        n_null=10_000, n_observed=16, n_power=2_000
    )
    assert bench.amount_of(200) == bench.Amount(n_null=200, n_observed=800, n_power=300)


@pytest.mark.slow
def test_the_answer_has_every_design_and_the_worst_of_them(monkeypatch):
    monkeypatch.setattr(bench, "QUICK", (SMALL, Size(weeks=2, classes=8, icc=0.05)))
    monkeypatch.setattr(bench, "_LEAST_POWER", 4)

    found = bench.bench_evaluation(quick=True, seed=0, worlds=4, workers=1)

    assert [one["design"] for one in found["designs"]] == [
        "3 weeks, 8 classes, ICC 0.15",
        "2 weeks, 8 classes, ICC 0.05",
    ]
    assert found["n_null_runs"] == 280
    assert found["worst"]["false_alarm"] == pytest.approx(2 / 70, abs=1e-4)
    assert found["speed"]["re_randomisations_999"] < 1.0
