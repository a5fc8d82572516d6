"""The effect of a pilot at one moment: plain, adjusted for the pretest, by classes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from seedbed.engines.evaluation.adjustment import adjust
from seedbed.engines.evaluation.assignments import Assignments, rerandomise
from seedbed.engines.evaluation.balance import hedges_g
from seedbed.engines.evaluation.errors import EqualOutcomesError, NoOutcomesError
from seedbed.engines.evaluation.paths import paths
from seedbed.engines.evaluation.pilot import Pilot
from seedbed.engines.evaluation.regression import Errors, Fit, least_squares
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

LEVEL = 0.95


@dataclass(frozen=True, kw_only=True)
class Effect:
    """An estimate in units of the measure, with its 95 % interval.

    ``n_free`` are the degrees of freedom of the standard error; ``p`` is two-sided.
    """

    estimate: float
    standard_error: float
    n_free: float
    low: float
    high: float
    p: float
    n_treated: int
    n_comparison: int


@dataclass(frozen=True, kw_only=True)
class Estimated:
    """All that is said of a pilot's latest look.

    ``plain`` is the difference in means and ``adjusted`` the analysis of covariance
    with the pretest, both with errors robust to classes; ``p_assigned`` is the p of
    the re-randomisation test at the level that was assigned; ``g`` the adjusted
    estimate in pooled standard deviations (Hedges).
    """

    plain: Effect
    adjusted: Effect
    p_assigned: float
    n_assignments: int
    g: float


def difference(
    outcome: FloatArray,
    is_treated: BoolArray,
    *,
    errors: Errors = "HC2",
    cluster: IntArray | None = None,
) -> Effect:
    """Return the difference in means (S,), students without outcome (nan) left out.

    Raises
    ------
    EqualOutcomesError, NoOutcomesError
        If there is nothing to compare.
    """
    return ancova(
        outcome, is_treated, np.zeros((len(outcome), 0)), errors=errors, cluster=cluster
    )


def ancova(
    outcome: FloatArray,
    is_treated: BoolArray,
    covariates: FloatArray,
    *,
    errors: Errors = "HC2",
    cluster: IntArray | None = None,
) -> Effect:
    """Return the difference adjusted for covariates (S, P) by least squares.

    Raises
    ------
    EqualOutcomesError, NoOutcomesError
        If there is nothing to compare.
    ValueError
        If covariates depend on each other or on the arm.
    """
    known = np.isfinite(outcome)
    y, arm = outcome[known], is_treated[known]
    for name, one in (("pilot", arm), ("comparison", ~arm)):
        if not one.any():
            raise NoOutcomesError(name)
    if np.ptp(y) == 0.0:
        raise EqualOutcomesError(float(y[0]), len(y))
    x = np.column_stack([np.ones(len(y)), arm, covariates[known]])
    mine = None if cluster is None else cluster[known]
    return _effect(least_squares(y, x, errors=errors, cluster=mine), arm)


def estimate(
    pilot: Pilot, *, assignments: Assignments | None = None, seed: int = 0
) -> Estimated:
    """Return what the latest look of a pilot says, once and without looks before it."""
    outcome = pilot.outcomes[-1]
    arm = pilot.is_treated[pilot.cluster]
    blocks = np.unique(pilot.block, return_inverse=True)[1][pilot.cluster]
    dummies = np.eye(int(blocks.max()) + 1)[blocks][:, 1:]
    covariates = np.column_stack([pilot.pretest, dummies])
    adjusted = ancova(outcome, arm, covariates, errors="CR2", cluster=pilot.cluster)
    could = assignments or rerandomise(pilot.block, pilot.is_treated, seed=seed)
    size = np.abs(paths(adjust(pilot), could).base[-1])
    known = np.isfinite(outcome)
    return Estimated(
        plain=difference(outcome, arm, errors="CR2", cluster=pilot.cluster),
        adjusted=adjusted,
        p_assigned=float((size >= size[could.observed] * (1.0 - 1e-9)).mean()),
        n_assignments=could.n_assignments,
        g=hedges_g(outcome[known], arm[known], adjusted.estimate),
    )


def _effect(fit: Fit, arm: BoolArray) -> Effect:
    value, error = float(fit.coefficients[1]), float(fit.standard_errors[1])
    n_free = float(fit.n_free[1])
    reach = float(stdtrit(n_free, 0.5 + LEVEL / 2)) * error
    p = 2.0 * float(stdtr(n_free, -abs(value) / error)) if error else float(value == 0)
    return Effect(
        estimate=value,
        standard_error=error,
        n_free=n_free,
        low=value - reach,
        high=value + reach,
        p=p,
        n_treated=int(arm.sum()),
        n_comparison=int((~arm).sum()),
    )
