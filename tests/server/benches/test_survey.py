"""False differences are as rare as promised, and true ones are found."""

import numpy as np
import pytest

from seedbed.server.benches.survey import GROUPS, N_ITEMS, bench_survey, simulated


def test_a_wave_has_groups_of_all_kinds():
    at, groupings = simulated(60, seed=3)

    assert at.shape == (60, N_ITEMS)
    assert not np.isnan(at).any()
    assert [np.bincount(groups).tolist() for groups in groupings] == [
        [60 // n] * n for n in GROUPS
    ]


def test_a_shift_parts_the_largest_from_the_smallest():
    apart = [
        at[groups[0] == 2, 0].mean() - at[groups[0] == 0, 0].mean()
        for at, groups in (simulated(60, seed=n, shift=2.0) for n in range(20))
    ]

    # Answers are cut at 1 and 7, so a little of it is lost.
    assert 1.6 < np.mean(apart) < 2.0


@pytest.mark.slow
def test_any_false_difference_is_rare_only_if_all_are_judged_together():
    found = bench_survey(n_waves=200, n_systems=60, seed=0)["methods"]

    # 200 waves: three standard errors of .05 are .046.
    assert found["max_t"]["false"] < 0.05 + 0.046
    assert found["unadjusted"]["false"] > 0.5
    assert found["max_t"]["found"] >= found["bonferroni"]["found"] > 0.2
