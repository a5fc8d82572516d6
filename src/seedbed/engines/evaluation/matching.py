"""A comparison group where nothing can be drawn: each student and the nearest alike.

How near is the chance to be in the pilot, judged from pretest and covariates: a
logistic regression. Pairs further apart than the caliper are not made. To look at
matched students every week, let each be a cluster and each pair a block.

References
----------
Rosenbaum, P. R. and Rubin, D. B. (1985), Constructing a control group using
multivariate matched sampling methods that incorporate the propensity score, The
American Statistician 39, 33-38.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from seedbed.engines.evaluation.errors import NoMatchError
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

#: Standard deviations of the chance to be in the pilot that a pair may be apart.
CALIPER = 0.1
_STEPS = 100
_CLOSE = 1e-10
#: Keeps the regression finite where a covariate tells the groups apart for sure.
_RIDGE = 1e-8


@dataclass(frozen=True, kw_only=True)
class Matched:
    """Pairs (N, 2) of a pilot student and one outside it, by position.

    ``chance`` (S,) is the chance to be in the pilot; ``unmatched`` are pilot students
    for whom there was nobody: the estimate is not about them.
    """

    pairs: IntArray
    chance: FloatArray
    unmatched: IntArray

    @property
    def students(self) -> IntArray:
        """Everybody in a pair, ascending."""
        return np.sort(self.pairs.ravel())


def match(
    covariates: FloatArray, is_treated: BoolArray, *, caliper: float = CALIPER
) -> Matched:
    """Pair each pilot student with the nearest other, nobody twice.

    Students whose chance to be in the pilot is highest choose first, for they have the
    fewest alike. Of equally near others the earlier one is taken.

    Parameters
    ----------
    covariates : ndarray of shape (S, P)
        What was known before the start, the pretest among it.
    caliper : float
        Largest distance of a pair, in standard deviations of the chance.

    Raises
    ------
    ValueError
        If the caliper is not above 0.
    NoMatchError
        If no pair is within the caliper.
    """
    if not caliper > 0.0:
        raise ValueError(f"caliper must be above 0, got {caliper}.")
    chance = chances(covariates, is_treated)
    reach = caliper * float(np.std(chance, ddof=1))
    waiting = np.flatnonzero(is_treated)
    waiting = waiting[np.argsort(-chance[waiting], kind="stable")]
    others = np.flatnonzero(~is_treated)
    is_free = np.ones(len(others), dtype=np.bool_)
    pairs = []
    for student in waiting:
        apart = np.where(is_free, np.abs(chance[others] - chance[student]), np.inf)
        nearest = int(np.argmin(apart)) if len(others) else 0
        if len(others) and apart[nearest] <= reach:
            pairs.append((student, others[nearest]))
            is_free[nearest] = False
    if not pairs:
        raise NoMatchError(len(waiting), caliper)
    made = np.array(sorted(pairs), dtype=np.int64)
    return Matched(
        pairs=made, chance=chance, unmatched=np.setdiff1d(waiting, made[:, 0])
    )


def chances(covariates: FloatArray, is_treated: BoolArray) -> FloatArray:
    """Return each student's chance to be in the pilot (S,), by logistic regression."""
    deviation = covariates.std(axis=0)
    scaled = (covariates - covariates.mean(axis=0)) / np.where(deviation, deviation, 1)
    x = np.column_stack([np.ones(len(scaled)), scaled])
    weights = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = expit(x @ weights)
        curve = (x * (p * (1.0 - p))[:, None]).T @ x + _RIDGE * np.eye(x.shape[1])
        step = np.linalg.solve(curve, x.T @ (is_treated - p) - _RIDGE * weights)
        weights = weights + step
        if np.abs(step).max() < _CLOSE:
            break
    return np.asarray(expit(x @ weights))
