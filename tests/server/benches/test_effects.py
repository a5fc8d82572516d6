"""The simulated years by which the lotteries are judged."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.lib.modalities import Modality
from seedbed.server.benches import effects as bench
from seedbed.server.benches import lottery_year


def some_nights(policy="lottery", seed=3, n_nights=12):
    world = lottery_year.world(seed)
    nights = [lottery_year.night(world, number) for number in range(n_nights)]
    mornings = lottery_year.learn_nights(n_nights)
    return lottery_year.live(world, policy, nights, mornings)


def test_a_seed_is_the_same_year_again():
    assert some_nights().regret == some_nights().regret
    assert some_nights().regret != some_nights(seed=4).regret


def test_what_the_adults_want_is_never_logged_as_drawn():
    year = some_nights()
    moved = year.column("is_overridden").astype(bool)

    assert moved.any()
    assert (year.column("drawn") != year.column("received"))[moved].all()
    assert set(year.column("received")[moved].tolist()) <= {
        Modality.TUTORING,
        Modality.ONLINE,
    }


def test_every_plan_meets_the_same_nights():
    drawn, planned = some_nights(), some_nights("best_gain")

    assert (drawn.column("truth") == planned.column("truth")).all()
    assert not planned.column("is_lottery").any()


def test_the_regret_of_a_plan_is_never_negative():
    assert min(some_nights("missed_rates").regret) >= 0.0


@pytest.mark.slow
def test_two_years_show_what_overrides_do_to_pass_rates():
    found = bench.bench_effects(seeds=2, workers=1)

    assert set(found) >= {"passes", "contrasts", "regret", "n_seeds", "seconds"}
    passes = found["passes"]
    assert passes["pass_rate"]["bias"]["tutoring"] < -0.04
    assert passes["ours"]["rmse"] < passes["pass_rate"]["rmse"]
    assert passes["ours"]["n_shown"] == 2 * 24
    assert found["contrasts"]["ours"]["n_shown"] == 2 * 36
    lottery, never = found["regret"]["lottery"], found["regret"]["best_gain"]
    assert lottery["sum"] < never["sum"]


@pytest.mark.slow
def test_intervals_of_a_dozen_years_hold_the_truth():
    years = [bench.run(seed) for seed in range(1000, 1012)]

    covers = [
        np.nanmean(year[part]["ours"].covers)
        for year in years
        for part in ("passes", "contrasts")
    ]
    # Cells of one year share students: some ten of the 24 are independent.
    error = np.sqrt(0.95 * 0.05 / (12 * 10))
    assert np.mean(covers) == pytest.approx(0.95, abs=3.5 * error)
