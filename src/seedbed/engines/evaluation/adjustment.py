"""Cluster means of the outcome, rid of what the pretest explains, at every look.

Nothing here looks at the arms; so what is made here is the same under each assignment
that could have come out, and a re-randomisation test on it is exact.

Axis letters: S students, C clusters, P pretests, L looks, D assignments.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.engines.evaluation.pilot import Pilot
from seedbed.lib.arrays import FloatArray, IntArray

#: Students (or clusters) for each slope that is estimated from them.
_PER_SLOPE = 10


@dataclass(frozen=True, kw_only=True)
class Adjusted:
    """What is left of the outcome, by look and cluster.

    ``root`` (L, C) is the square root of each cluster's weight; ``basis`` (L, C, Q) an
    orthonormal basis of what is projected out, of weighted blocks and means of the
    pretest, and ``residual`` (L, C) the weighted rest of the outcome. ``root`` and
    ``basis`` have one look if all looks measured the same students. ``n_slopes``
    counts slopes between clusters.
    """

    root: FloatArray
    basis: FloatArray
    residual: FloatArray
    n_blocks: int
    n_slopes: int

    @property
    def n_free(self) -> int:
        """Degrees of freedom left to clusters, the arm's own taken off."""
        n_known = int((self.root > 0.0).sum(axis=1).min())
        return n_known - self.n_blocks - self.n_slopes - 1

    def rest(self, by_cluster: FloatArray) -> FloatArray:
        """Return the weighted rest (L or 1, C) of something known by cluster (C,)."""
        return _project(self.root * by_cluster, self.basis)

    def strength(self, arms: FloatArray) -> FloatArray:
        """Return the length (L or 1, D) of the rest of each assignment.

        Parameters
        ----------
        arms : ndarray of shape (C, D)
            1 for a treated cluster, 0 for another.
        """
        squared = self.root**2 @ arms
        weighted = self.root[:, :, None] * self.basis
        for one in range(weighted.shape[2]):
            squared -= (weighted[:, :, one] @ arms) ** 2
        return np.asarray(np.sqrt(np.maximum(squared, 0.0)))


def adjust(pilot: Pilot) -> Adjusted:
    """Take out of each look's cluster means what the pretest and the block explain.

    The slope of the pretest is that within clusters, where the arms cannot touch it.
    If there are clusters enough, the pretest's cluster means are projected out as well:
    whole classes differ by more than their students' slope says.
    """
    order = np.argsort(pilot.cluster, kind="stable")
    starts = np.searchsorted(pilot.cluster[order], np.arange(pilot.n_clusters))
    outcomes, x = pilot.outcomes[:, order], pilot.pretest[order]
    known = np.isfinite(outcomes)
    if known.all():
        valid = np.ones((1, pilot.n_students))
    else:
        valid = known.astype(np.float64)
        outcomes = np.where(known, outcomes, 0.0)
    n = np.add.reduceat(valid, starts, axis=1)
    per = 1.0 / np.maximum(n, 1.0)
    y_mean = np.add.reduceat(outcomes, starts, axis=1) * per
    x_mean = (
        np.stack(
            [np.add.reduceat(valid * column, starts, axis=1) * per for column in x.T],
            axis=-1,
        )
        if x.shape[1]
        else np.zeros((*n.shape, 0))
    )
    slope = _slopes_within(outcomes, valid, x, y_mean, x_mean, n)
    rest = y_mean - (x_mean @ slope[:, :, None])[:, :, 0]
    root = np.sqrt(n / (1.0 + (n - 1.0).clip(0.0) * pilot.icc))
    blocks = np.unique(pilot.block, return_inverse=True)[1]
    n_blocks = int(blocks.max()) + 1
    n_slopes = _n_slopes_between(n, n_blocks, x.shape[1])
    basis = _basis(root, blocks, x_mean[:, :, :n_slopes])
    return Adjusted(
        root=root,
        basis=basis,
        residual=_project(root * rest, basis),
        n_blocks=n_blocks,
        n_slopes=n_slopes,
    )


def _slopes_within(
    outcomes: FloatArray,
    valid: FloatArray,
    x: FloatArray,
    y_mean: FloatArray,
    x_mean: FloatArray,
    n: FloatArray,
) -> FloatArray:
    """Return the slopes within clusters (L, P), 0 where too few students tell them."""
    n_pretests = x.shape[1]
    slopes = np.zeros((len(outcomes), n_pretests))
    n_free = n.sum(axis=1) - (n > 0).sum(axis=1)
    if n_pretests == 0 or n_free.min() < _PER_SLOPE * n_pretests:
        return slopes
    products = (x[:, :, None] * x[:, None, :]).reshape(len(x), -1)
    weighted = (n[:, :, None] * x_mean).transpose(0, 2, 1)
    xx = (valid @ products).reshape(-1, n_pretests, n_pretests) - weighted @ x_mean
    xy = (outcomes @ x)[:, :, None] - weighted @ y_mean[:, :, None]
    return np.asarray((np.linalg.pinv(xx, hermitian=True) @ xy)[:, :, 0])


def _n_slopes_between(n: FloatArray, n_blocks: int, n_pretests: int) -> int:
    n_free = int((n > 0).sum(axis=1).min()) - n_blocks
    return n_pretests if n_free >= _PER_SLOPE * (n_pretests + 1) else 0


def _basis(root: FloatArray, blocks: IntArray, x_mean: FloatArray) -> FloatArray:
    """Return an orthonormal basis (L, C, Q) of weighted blocks and slopes."""
    dummies = np.eye(int(blocks.max()) + 1)[blocks]
    columns = np.concatenate(
        [np.broadcast_to(dummies, (len(root), *dummies.shape)), x_mean], axis=2
    )
    left, singular, _ = np.linalg.svd(root[:, :, None] * columns, full_matrices=False)
    is_real = singular > 1e-10 * singular[:, :1]
    return np.asarray(left * is_real[:, None, :])


def _project(values: FloatArray, basis: FloatArray) -> FloatArray:
    """Return what is left of values (L or 1, C) when the basis is taken out."""
    inside = values[:, None, :] @ basis
    return np.asarray(values - (basis @ inside.transpose(0, 2, 1))[:, :, 0])
