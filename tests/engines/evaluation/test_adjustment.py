"""What is left of the outcome, and the statistics made from it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.engines.evaluation.cast import rooms

from seedbed.engines.evaluation import rerandomise
from seedbed.engines.evaluation.adjustment import adjust
from seedbed.engines.evaluation.monitoring import estimates
from seedbed.engines.evaluation.paths import paths


def by_hand(pilot, look, *, between=False):
    """Return the weighted regression of room means that the engine should equal."""
    known = np.isfinite(pilot.outcomes[look])
    dummies = np.eye(pilot.n_clusters)[pilot.cluster][known]
    y, x = pilot.outcomes[look][known], pilot.pretest[known]
    slope = np.linalg.lstsq(np.column_stack([dummies, x]), y, rcond=None)[0][
        -x.shape[1] :
    ]
    n = dummies.sum(axis=0)
    there = n > 0
    rest = (dummies.T @ (y - x @ slope))[there] / n[there]
    root = np.sqrt(n / (1 + (n - 1) * pilot.icc))[there]
    columns = [
        pilot.is_treated[there],
        *np.eye(pilot.block.max() + 1)[pilot.block][there].T,
    ]
    if between:
        columns += [(dummies.T @ x[:, 0])[there] / n[there]]
    design = np.column_stack(columns) * root[:, None]
    found, *_ = np.linalg.lstsq(design, rest * root, rcond=None)
    left = rest * root - design @ found
    variance = left @ left / (there.sum() - design.shape[1])
    error = np.sqrt(variance * np.linalg.inv(design.T @ design)[0, 0])
    return found[0], error


@pytest.mark.parametrize(
    ("n_rooms", "between"), [(8, False), (32, True)], ids=["few rooms", "many rooms"]
)
def test_the_estimate_is_that_of_a_regression_of_room_means(n_rooms, between):
    pilot = rooms(n_rooms, 6)

    effect, error = estimates(pilot, adjust(pilot))

    for look in range(3):
        expected = by_hand(pilot, look, between=between)
        assert (effect[look], error[look]) == pytest.approx(expected)


def test_blocks_and_missing_outcomes_are_taken_into_account():
    pilot = rooms(12, 5, treated=[1, 0] * 6)
    outcomes = pilot.outcomes.copy()
    outcomes[1, [3, 20, 21, 40]] = np.nan
    outcomes[2, 5:10] = np.nan
    pilot = replace(pilot, outcomes=outcomes, block=np.repeat([0, 1, 2], 4))

    effect, _ = estimates(pilot, adjust(pilot))

    for look in range(3):
        assert effect[look] == pytest.approx(by_hand(pilot, look)[0])


def test_without_a_pretest_it_is_the_difference_of_room_means():
    pilot = rooms(8, 4)
    pilot = replace(pilot, pretest=np.zeros((32, 0)))

    effect, _ = estimates(pilot, adjust(pilot))

    expected = pilot.outcomes[:, :16].mean(axis=1) - pilot.outcomes[:, 16:].mean(axis=1)
    assert effect == pytest.approx(expected)


def test_nothing_that_is_left_knows_the_arms():
    pilot = rooms(8, 4)
    swapped = replace(pilot, is_treated=~pilot.is_treated)

    assert (adjust(pilot).residual == adjust(swapped).residual).all()


def test_assignments_are_sorted_as_by_the_t_of_the_analysis_of_covariance():
    pilot = rooms(24, 3)
    could = rerandomise(pilot.block, pilot.is_treated, n_draws=60, most_listed=0)

    found = paths(adjust(pilot), could).base

    for look in range(3):
        t = []
        for arm in could.is_treated:
            other = replace(pilot, is_treated=arm)
            effect, error = estimates(other, adjust(other))
            t.append(effect[look] / error[look])
        assert np.argsort(found[look]).tolist() == np.argsort(t).tolist()


def test_taking_off_an_effect_is_the_same_as_never_having_had_it():
    null, gained = rooms(8, 4), rooms(8, 4, effect=0.8)
    could = rerandomise(null.block, null.is_treated)

    without = paths(adjust(gained), could).at(0.8)

    assert without == pytest.approx(paths(adjust(null), could).base)
