"""Shrinks noisy cells toward the means of their modality and family.

A cell's truth is a common level, plus what its modality and its family add, plus its
own. How much these vary is not plugged in as one number, which would make intervals
too short where few modalities tell: the restricted likelihood is averaged over a grid
of standard deviations.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from seedbed.lib.arrays import FloatArray, IntArray

#: Half-normal scale of every between-cell deviation, as a share passing: differences
#: of more than some .5 between ways of learning one skill are not expected.
_PRIOR_SCALE = 0.25
#: One over the variance of the common level: 1, wider than any share can differ.
_LEVEL_PRECISION = 1.0
_SMALLEST_SD, _LARGEST_SD = 0.004, 0.4


@dataclass(frozen=True, kw_only=True)
class Shrunken:
    """Posterior mean and standard deviation (C,) of each cell's truth.

    ``between`` is the posterior mean deviation of each factor, the cells' own last.
    """

    mean: FloatArray
    sd: FloatArray
    between: FloatArray


def shrink(
    values: FloatArray, variances: FloatArray, factors: tuple[IntArray, ...]
) -> Shrunken:
    """Return what the cells say together about each of them.

    Parameters
    ----------
    values, variances : ndarray of shape (C,)
        Estimates and their squared standard errors; ``nan`` in either where a cell
        was not seen. Such a cell is foretold from its factors.
    factors : tuple of ndarray of shape (C,), dtype=int64
        Labels 0.. of each cell, one array for each factor (modality, family).

    References
    ----------
    Harville (1977), Maximum likelihood approaches to variance component estimation
    (restricted likelihood); Gelman (2006), Prior distributions for variance
    parameters in hierarchical models (uniform deviations, bounded scale).
    """
    seen = np.isfinite(values) & np.isfinite(variances) & (variances > 0.0)
    y = np.where(seen, values, 0.0)
    v = np.where(seen, variances, 1.0)
    columns, owner = _columns(factors, len(values))
    design = np.zeros((len(values), len(owner)))
    np.put_along_axis(design, columns, 1.0, axis=1)
    n_points = 7 if len(factors) < 3 else 5
    grid = np.geomspace(_SMALLEST_SD, _LARGEST_SD, n_points)
    deviations = np.array(list(itertools.product(grid, repeat=len(factors))))
    precisions = np.full((len(deviations), len(owner)), _LEVEL_PRECISION)
    random = owner >= 0
    precisions[:, random] = 1.0 / deviations[:, owner[random]] ** 2
    log_weights, means, squares, all_deviations = [], [], [], []
    for own in grid:
        w = np.where(seen, 1.0 / (own**2 + v), 0.0)
        normal = (design.T * w) @ design + precisions[:, :, None] * np.eye(len(owner))
        right = design.T @ (w * y)
        inverse = np.linalg.inv(normal)
        fitted = inverse @ right
        likelihood = 0.5 * np.log(np.where(seen, w, 1.0)).sum()
        likelihood += 0.5 * np.log(precisions[:, random]).sum(axis=1)
        likelihood -= 0.5 * np.linalg.slogdet(normal)[1]
        likelihood -= 0.5 * ((w * y * y).sum() - fitted @ right)
        every = np.column_stack([deviations, np.full(len(deviations), own)])
        log_weights.append(likelihood + _log_prior(every))
        pull = np.where(seen, own**2 * w, 0.0)  # toward the cell's own estimate
        around = fitted[:, columns].sum(axis=2)
        uncertain = inverse[:, columns[:, :, None], columns[:, None, :]].sum(
            axis=(2, 3)
        )
        mean = pull * y + (1.0 - pull) * around
        variance = np.where(seen, pull * v, own**2) + (1.0 - pull) ** 2 * uncertain
        means.append(mean)
        squares.append(variance + mean**2)
        all_deviations.append(every)
    log_weight = np.concatenate(log_weights)
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    mean = weight @ np.concatenate(means)
    return Shrunken(
        mean=mean,
        sd=np.sqrt(np.maximum(weight @ np.concatenate(squares) - mean**2, 0.0)),
        between=weight @ np.concatenate(all_deviations),
    )


def _columns(factors: tuple[IntArray, ...], n_cells: int) -> tuple[IntArray, IntArray]:
    """Return each cell's design columns (C, 1 + factors), and each column's factor.

    Column 0 is the common level, of factor -1.
    """
    columns, owner = [np.zeros(n_cells, np.int64)], [-1]
    for number, labels in enumerate(factors):
        columns.append(labels + len(owner))
        owner += [number] * (int(labels.max(initial=-1)) + 1)
    return np.stack(columns, axis=1), np.array(owner)


def _log_prior(deviations: FloatArray) -> FloatArray:
    """Return the log weight of grid points: half-normal, spaced in logarithms."""
    logs = np.log(deviations) - 0.5 * (deviations / _PRIOR_SCALE) ** 2
    return np.asarray(logs.sum(axis=1))
