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

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

#: Half-normal scale of every between-cell deviation, as a share passing: differences
#: of more than some .5 between ways of learning one skill are not expected.
_PRIOR_SCALE = 0.25
#: One over the variance of the common level: 1, wider than any share can differ.
_LEVEL_PRECISION = 1.0
_SMALLEST_SD, _LARGEST_SD = 0.004, 0.4


@dataclass(frozen=True, kw_only=True)
class Shrunken:
    """Posterior mean and standard deviation (C,) of each cell's truth.

    ``between`` is the posterior mean deviation of each factor, then of the nested one
    if there is one, the cells' own last.
    """

    mean: FloatArray
    sd: FloatArray
    between: FloatArray


def shrink(
    values: FloatArray,
    variances: FloatArray,
    factors: tuple[IntArray, ...],
    *,
    nested: IntArray | None = None,
) -> Shrunken:
    """Return what the cells say together about each of them.

    Parameters
    ----------
    values, variances : ndarray of shape (C,)
        Estimates and their squared standard errors; ``nan`` in either where a cell
        was not seen. Such a cell is foretold from its factors.
    factors : tuple of ndarray of shape (C,), dtype=int64
        Labels 0.. of each cell, one array for each factor (modality, family).
    nested : ndarray of shape (C,), dtype=int64
        Labels of one more factor, which may have many levels (modality and family
        together, where cells are by group): it is eliminated in closed form.

    References
    ----------
    Harville (1977), Maximum likelihood approaches to variance component estimation
    (restricted likelihood); Gelman (2006), Prior distributions for variance
    parameters in hierarchical models (uniform deviations, bounded scale).
    """
    if not len(values):
        none = np.zeros(0)
        return Shrunken(mean=none, sd=none, between=none)
    cells = _Cells.of(values, variances, factors)
    grid = np.geomspace(_SMALLEST_SD, _LARGEST_SD, 7 if nested is None else 5)
    points = np.array(list(itertools.product(grid, repeat=len(factors))))
    found = [
        _posterior(cells, points, own, nested, among)
        for own in grid
        for among in (grid if nested is not None else (0.0,))
    ]
    log_weight, means, squares, deviations = (
        np.concatenate(parts) for parts in zip(*found, strict=True)
    )
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    mean = weight @ means
    return Shrunken(
        mean=mean,
        sd=np.sqrt(np.maximum(weight @ squares - mean**2, 0.0)),
        between=weight @ deviations,
    )


@dataclass(frozen=True, kw_only=True)
class _Cells:
    """Estimates (C,), which were ``seen``, and their design (C, columns).

    Column 0 is the common level, of factor -1; ``owner`` is each column's factor.
    """

    y: FloatArray
    v: FloatArray
    seen: BoolArray
    design: FloatArray
    owner: IntArray

    @classmethod
    def of(
        cls, values: FloatArray, variances: FloatArray, factors: tuple[IntArray, ...]
    ) -> _Cells:
        seen = np.isfinite(values) & np.isfinite(variances) & (variances > 0.0)
        parts, owner = [np.ones((len(values), 1))], [-1]
        for number, labels in enumerate(factors):
            n_levels = int(labels.max(initial=-1)) + 1
            parts.append(np.eye(n_levels)[labels])
            owner += [number] * n_levels
        return cls(
            y=np.where(seen, values, 0.0),
            v=np.where(seen, variances, 1.0),
            seen=seen,
            design=np.concatenate(parts, axis=1),
            owner=np.array(owner),
        )


def _posterior(
    cells: _Cells,
    points: FloatArray,
    own: float,
    nested: IntArray | None,
    among: float,
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return log weight, cell means, mean squares and deviations for each point.

    ``points`` (P, factors) are deviations of the factors, ``own`` that of the cells,
    ``among`` that of the nested factor.
    """
    design, y = cells.design, cells.y
    w = np.where(cells.seen, 1.0 / (own**2 + cells.v), 0.0)
    # What the nested factor adds is known given the rest: take its mean off.
    offset, rest, extra = np.zeros_like(y), design, np.zeros_like(y)
    log_prior = 0.5 * np.log(np.where(cells.seen, w, 1.0)).sum()
    every = np.column_stack([points, np.full(len(points), own)])
    if nested is not None:
        level = np.eye(int(nested.max()) + 1)[nested]
        strength = level.T @ w + 1.0 / among**2
        offset = level @ (level.T @ (w * y) / strength)
        rest = design - level @ ((level.T * w) @ design / strength[:, None])
        extra = level @ (1.0 / strength)
        log_prior -= 0.5 * np.log(strength * among**2).sum()
        among_all = np.full(len(points), among)
        every = np.column_stack([points, among_all, every[:, -1]])
    precision = np.full((len(points), len(cells.owner)), _LEVEL_PRECISION)
    random = cells.owner >= 0
    precision[:, random] = 1.0 / points[:, cells.owner[random]] ** 2
    normal = (design.T * w) @ rest + precision[:, :, None] * np.eye(len(cells.owner))
    inverse = np.linalg.inv(normal)
    right = design.T @ (w * (y - offset))
    fitted = inverse @ right
    log_weight = log_prior + 0.5 * np.log(precision[:, random]).sum(axis=1)
    log_weight -= 0.5 * np.linalg.slogdet(normal)[1]
    log_weight -= 0.5 * ((w * y * (y - offset)).sum() - fitted @ right)
    around = fitted @ rest.T + offset
    uncertain = ((rest @ inverse) * rest).sum(axis=2) + extra
    pull = np.where(cells.seen, own**2 * w, 0.0)  # toward the cell's own estimate
    mean = pull * y + (1.0 - pull) * around
    variance = np.where(cells.seen, pull * cells.v, own**2)
    variance = variance + (1.0 - pull) ** 2 * uncertain
    return log_weight + _log_prior(every), mean, variance + mean**2, every


def _log_prior(deviations: FloatArray) -> FloatArray:
    """Return the log weight of grid points: half-normal, spaced in logarithms."""
    logs = np.log(deviations) - 0.5 * (deviations / _PRIOR_SCALE) ** 2
    return np.asarray(logs.sum(axis=1))
