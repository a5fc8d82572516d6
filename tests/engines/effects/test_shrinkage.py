"""Shrinking cells toward what their family and modality have in common."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from seedbed.engines.effects import shrinkage
from seedbed.engines.effects.shrinkage import shrink


def grid(n_families, n_ways):
    places = np.indices((n_families, n_ways)).reshape(2, -1)
    return places[0], places[1]


def test_one_grid_point_is_the_textbook_posterior():
    """With the deviations known, the posterior is that of one joint normal law."""
    rng = np.random.default_rng(0)
    factors = grid(3, 2)
    y, v = rng.normal(0, 0.1, 6), np.full(6, 0.002)
    found = shrink(y, v, factors)

    a, b, c = found.between
    same = [np.equal.outer(labels, labels) for labels in factors]
    prior = 1.0 + a**2 * same[0] + b**2 * same[1] + c**2 * np.eye(6)
    exact = prior @ np.linalg.solve(prior + np.diag(v), y)

    # Averaging over the deviations moves little from their posterior mean.
    assert found.mean == pytest.approx(exact, abs=0.02)


def test_noise_alone_is_shrunk_to_nothing_and_clear_differences_stay():
    rng = np.random.default_rng(1)
    factors = grid(8, 4)
    noise = shrink(rng.normal(0, 0.1, 32), np.full(32, 0.01), factors)
    clear = rng.normal(0, 0.2, 32)
    kept = shrink(clear, np.full(32, 1e-4), factors)

    assert noise.mean.std() < 0.05
    assert kept.mean == pytest.approx(clear, abs=0.01)


def test_a_cell_never_seen_is_foretold_from_its_family_and_modality():
    rng = np.random.default_rng(2)
    families, ways = grid(8, 4)
    true = 0.1 * (ways == 2) + 0.02 * families
    seen = true + rng.normal(0, 0.01, 32)
    hidden = (families == 7) & (ways == 2)

    found = shrink(np.where(hidden, np.nan, seen), np.full(32, 1e-4), (families, ways))

    assert found.mean[hidden] == pytest.approx(true[hidden], abs=0.05)
    assert found.sd[hidden] > 1.2 * found.sd[~hidden].max()


@pytest.mark.parametrize("own", [0.0, 0.05, 0.15])
def test_intervals_cover_whatever_the_spread_is(own):
    rng = np.random.default_rng(3)
    families, ways = grid(6, 4)
    hits = []
    for _ in range(60):
        true = rng.normal(0, 0.05, 4)[ways] + rng.normal(0, 0.05, 6)[families]
        true += rng.normal(0, own, 24)
        v = rng.uniform(0.0004, 0.006, 24)
        found = shrink(true + np.sqrt(v) * rng.normal(size=24), v, (families, ways))
        hits.append(np.abs(found.mean - true) <= 1.96 * found.sd)

    # Cells of a world move together, so a world counts as six independent ones.
    error = np.sqrt(0.95 * 0.05 / (60 * 6))
    assert np.mean(hits) > 0.95 - 3.5 * error


def test_shrunken_estimates_are_nearer_to_the_truth():
    rng = np.random.default_rng(4)
    factors = grid(6, 4)
    raw, ours = [], []
    for _ in range(30):
        true = rng.normal(0, 0.05, 4)[factors[1]] + rng.normal(0, 0.03, 24)
        seen = true + 0.06 * rng.normal(size=24)
        raw.append((seen - true) ** 2)
        ours.append((shrink(seen, np.full(24, 0.0036), factors).mean - true) ** 2)

    assert np.mean(ours) < 0.6 * np.mean(raw)


def test_without_any_cell_the_prior_is_all_there_is():
    found = shrink(np.full(4, np.nan), np.full(4, np.nan), grid(2, 2))

    assert found.mean == pytest.approx(np.zeros(4))
    assert (found.sd > 0.9).all()


def test_eliminating_a_factor_is_the_same_as_fitting_it():
    """Cells by group share what their family and modality add together."""
    rng = np.random.default_rng(5)
    families, ways, _ = np.indices((3, 2, 2)).reshape(3, -1)
    pair = families * 2 + ways
    y, v = rng.normal(0, 0.1, 12), rng.uniform(0.001, 0.004, 12)
    y[3] = np.nan

    nested = shrink(y, v, (families, ways), nested=pair)
    fitted = _on_the_same_grid(y, v, (families, ways, pair))

    assert nested.mean == pytest.approx(fitted.mean)
    assert nested.sd == pytest.approx(fitted.sd)
    assert nested.between == pytest.approx(fitted.between)


def _on_the_same_grid(y, v, factors):
    cells = shrinkage._Cells.of(y, v, factors)
    grid = np.geomspace(shrinkage._SMALLEST_SD, shrinkage._LARGEST_SD, 5)
    points = np.array(list(itertools.product(grid, repeat=len(factors))))
    found = [shrinkage._posterior(cells, points, own, None, 0.0) for own in grid]
    log_weight, means, squares, between = map(np.concatenate, zip(*found, strict=True))
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    mean = weight @ means
    return shrinkage.Shrunken(
        mean=mean, sd=np.sqrt(weight @ squares - mean**2), between=weight @ between
    )
