"""Ratios of sums, their clustered errors, and the quantiles of intervals."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.engines.effects.ratios import quantile_975, ratios


def test_a_mean_of_independent_students_has_the_textbook_error():
    rng = np.random.default_rng(0)
    values = rng.normal(size=50)
    zeros = np.zeros(50, np.int64)

    found = ratios(values, np.ones(50), cell=zeros, student=np.arange(50), n_cells=2)

    assert found.value[0] == pytest.approx(values.mean())
    assert found.standard_error[0] == pytest.approx(values.std(ddof=1) / np.sqrt(50))
    assert np.isnan(found.value[1])
    assert np.isnan(found.standard_error[1])


def test_repeating_every_student_makes_nothing_surer():
    rng = np.random.default_rng(0)
    values = rng.normal(size=50)
    once = ratios(
        values,
        np.ones(50),
        cell=np.zeros(50, np.int64),
        student=np.arange(50),
        n_cells=1,
    )
    often = ratios(
        np.tile(values, 9),
        np.ones(450),
        cell=np.zeros(450, np.int64),
        student=np.tile(np.arange(50), 9),
        n_cells=1,
    )

    assert often.standard_error == pytest.approx(once.standard_error)


def test_quantiles_are_those_of_the_tables():
    """Student's t at .975, as printed in any table."""
    found = quantile_975(np.array([10, 11, 21, 31, 121, 100_000]))

    assert found == pytest.approx([2.262, 2.228, 2.086, 2.042, 1.980, 1.960], abs=2e-3)
