"""Least squares with errors that hold when students of one class are alike.

References
----------
Bell, R. M. and McCaffrey, D. F. (2002), Bias reduction in standard errors for linear
regression with multi-stage samples, Survey Methodology 28, 169-181.
Pustejovsky, J. E. and Tipton, E. (2018), Small-sample methods for cluster-robust
variance estimation, Journal of Business and Economic Statistics 36, 672-683.
MacKinnon, J. G. and White, H. (1985), Some heteroskedasticity-consistent covariance
matrix estimators, Journal of Econometrics 29, 305-325.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from seedbed.lib.arrays import FloatArray, IntArray

Errors = Literal["classical", "HC1", "HC2", "CR2"]
#: One less leverage below which a direction is one that the cluster alone decides.
_ALONE = 1e-9


@dataclass(frozen=True, kw_only=True)
class Fit:
    """Coefficients (Q,), their standard errors (Q,) and degrees of freedom (Q,)."""

    coefficients: FloatArray
    standard_errors: FloatArray
    n_free: FloatArray


def least_squares(
    y: FloatArray,
    x: FloatArray,
    *,
    errors: Errors = "HC2",
    cluster: IntArray | None = None,
) -> Fit:
    """Regress ``y`` (N,) on the columns of ``x`` (N, Q).

    ``classical`` supposes one variance, ``HC1`` and ``HC2`` none, ``CR2`` any likeness
    within clusters (N,); HC2 and CR2 have the degrees of freedom of Satterthwaite, for
    a few clusters give fewer than their number says.

    Raises
    ------
    ValueError
        If columns depend on each other, or CR2 is asked for without clusters.
    """
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("The columns of the regression depend on each other.")
    bread = np.asarray(np.linalg.inv(x.T @ x), dtype=np.float64)
    coefficients = bread @ (x.T @ y)
    rest = np.asarray(y - x @ coefficients, dtype=np.float64)
    n_free = np.full(x.shape[1], float(len(y) - x.shape[1]))
    if errors == "classical":
        variance = np.diag(bread) * float(rest @ rest) / n_free
    elif errors == "HC1":
        half = (x * rest[:, None]) @ bread
        variance = (half**2).sum(axis=0) * len(y) / n_free
    else:
        if errors == "HC2":
            cluster = np.arange(len(y))
        if cluster is None:
            raise ValueError("CR2 errors need the clusters.")
        variance, n_free = _cluster_robust(x, rest, bread, cluster)
    return Fit(
        coefficients=coefficients, standard_errors=np.sqrt(variance), n_free=n_free
    )


def _cluster_robust(
    x: FloatArray, rest: FloatArray, bread: FloatArray, cluster: IntArray
) -> tuple[FloatArray, FloatArray]:
    """Return CR2 variances and Satterthwaite degrees of freedom of all coefficients."""
    half = np.linalg.cholesky(bread)
    order = np.argsort(cluster, kind="stable")
    cuts = np.flatnonzero(np.diff(cluster[order])) + 1
    scores, lengths, products = [], [], []
    for members in np.split(order, cuts):
        mine = x[members]
        pull = _corrected(mine @ bread, mine @ half)
        scores.append(pull.T @ rest[members])
        lengths.append((pull**2).sum(axis=0))
        products.append(mine.T @ pull)
    variance = (np.array(scores) ** 2).sum(axis=0)
    own, inner = np.array(lengths), np.array(products)
    n_free = np.empty(x.shape[1])
    for one in range(x.shape[1]):
        shared = -inner[:, :, one] @ bread @ inner[:, :, one].T
        shared[np.diag_indices_from(shared)] += own[:, one]
        n_free[one] = np.trace(shared) ** 2 / (shared**2).sum()
    return variance, n_free


def _corrected(columns: FloatArray, halved: FloatArray) -> FloatArray:
    """Return a cluster's columns times (I - H) to the power of -1/2.

    ``halved`` has H as its product with itself, so H has as many directions at most as
    there are coefficients, and no matrix of the cluster's size is needed. A direction
    that the cluster alone decides has no rest, and gets no weight.
    """
    left, singular, _ = np.linalg.svd(halved, full_matrices=False)
    rest = 1.0 - singular**2
    is_shared = rest > _ALONE
    grown = np.where(is_shared, 1.0 / np.sqrt(np.where(is_shared, rest, 1.0)), 0.0)
    return np.asarray(columns + (left * (grown - 1.0)) @ (left.T @ columns))
