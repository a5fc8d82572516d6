"""Ratios of sums with errors clustered by student, and the quantiles of intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.lib.arrays import FloatArray, IntArray
from seedbed.lib.shares import NORMAL_95


@dataclass(frozen=True, kw_only=True)
class Ratios:
    """One ratio per cell (C,), ``nan`` in cells without a positive denominator.

    ``influence`` (n,) is what each entry moves its cell's ratio by; errors are
    clustered by student.
    """

    value: FloatArray
    standard_error: FloatArray
    influence: FloatArray


def ratios(
    top: FloatArray,
    bottom: FloatArray,
    *,
    cell: IntArray,
    student: IntArray,
    n_cells: int,
) -> Ratios:
    """Return the sum of ``top`` (n,) over that of ``bottom`` (n,) in each cell."""
    below = np.bincount(cell, bottom, minlength=n_cells)
    below = np.where(below > 0.0, below, np.nan)
    value = np.bincount(cell, top, minlength=n_cells) / below
    influence = (top - value[cell] * bottom) / below[cell]
    return Ratios(
        value=value,
        standard_error=clustered_error(
            influence, cell=cell, student=student, n_cells=n_cells
        ),
        influence=influence,
    )


def clustered_error(
    influence: FloatArray, *, cell: IntArray, student: IntArray, n_cells: int
) -> FloatArray:
    """Return the standard error (C,) of sums of influences (n,), by student.

    ``nan`` in cells of fewer than two students.

    References
    ----------
    Cameron and Miller (2015), A practitioner's guide to cluster-robust inference,
    equations 10-12, with the G / (G - 1) correction.
    """
    size = int(student.max(initial=0)) + 1
    at = cell * size + student
    of_cluster = np.bincount(at, influence, minlength=n_cells * size)
    met = np.bincount(at, minlength=n_cells * size) > 0
    squares = (of_cluster**2).reshape(n_cells, size).sum(axis=1)
    n = met.reshape(n_cells, size).sum(axis=1)
    correction = n / np.maximum(n - 1, 1)
    return np.where(n > 1, np.sqrt(correction * squares), np.nan)


def quantile_975(n_students: IntArray) -> FloatArray:
    """Return the .975 quantile of Student's t with one freedom less than students.

    Right to .001 from nine degrees of freedom on.

    References
    ----------
    Abramowitz and Stegun (1964), 26.7.5.
    """
    freedom = np.maximum(n_students - 1.0, 1.0)
    z = NORMAL_95
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    steps = [term / freedom**k for k, term in enumerate(terms, start=1)]
    return np.asarray(z + np.sum(steps, axis=0))
