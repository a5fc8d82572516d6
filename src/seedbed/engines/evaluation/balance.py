"""Whether two groups were alike before the start, by the What Works Clearinghouse rule.

Up to .05 standard deviations apart they may be compared as they are, up to .25 only
with the covariate taken into account, beyond it not at all.

References
----------
What Works Clearinghouse, Standards Handbook 4.1 (2020), baseline equivalence.
Hedges, L. V. (1981), Distribution theory for Glass's estimator of effect size, Journal
of Educational Statistics 6, 107-128.
Sanchez-Meca, J. et al. (2003), Effect-size indices for dichotomized outcomes,
Psychological Methods 8, 448-467 (the Cox index).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from seedbed.engines.evaluation.errors import UnequalGroupsError
from seedbed.lib.arrays import BoolArray, FloatArray

#: |g| up to which groups are alike as they are, and up to which when adjusted.
ALIKE = 0.05
ADJUSTABLE = 0.25
#: A difference of logits is this many standard deviations.
_COX = 1.65


class Likeness(StrEnum):
    """What the rule says of a covariate, or of all together."""

    FINE = "fine"
    ADJUST = "adjust"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Balance:
    """One covariate before the start; ``g`` in standard deviations, signed."""

    covariate: str
    is_binary: bool
    mean_treated: float
    mean_comparison: float
    g: float

    @property
    def likeness(self) -> Likeness:
        """What the rule says of this covariate."""
        if abs(self.g) <= ALIKE:
            return Likeness.FINE
        return Likeness.ADJUST if abs(self.g) <= ADJUSTABLE else Likeness.REFUSED


def balance(
    covariates: FloatArray, is_treated: BoolArray, names: Sequence[str]
) -> tuple[Balance, ...]:
    """Return how alike the groups are in each covariate (S, P).

    Binary covariates are those that are 0 or 1 only: their g is the Cox index.

    Raises
    ------
    ValueError
        If there are not as many names as covariates, or a group has under two students.
    """
    if covariates.shape != (len(is_treated), len(names)):
        raise ValueError(
            f"covariates must have shape ({len(is_treated)}, {len(names)}); got "
            f"{covariates.shape}."
        )
    if min(is_treated.sum(), (~is_treated).sum()) < 2:
        raise ValueError("Each group must have two students at least.")
    return tuple(
        _balance(column, is_treated, name)
        for column, name in zip(covariates.T, names, strict=True)
    )


def gate(found: Sequence[Balance]) -> Likeness:
    """Return whether groups may be compared as they are, or only adjusted.

    Raises
    ------
    UnequalGroupsError
        If a covariate differs by more than .25 standard deviations.
    """
    refused = [one for one in found if one.likeness is Likeness.REFUSED]
    if refused:
        refused.sort(key=lambda one: -abs(one.g))
        raise UnequalGroupsError(
            [one.covariate for one in refused], abs(refused[0].g), ADJUSTABLE
        )
    if all(one.likeness is Likeness.FINE for one in found):
        return Likeness.FINE
    return Likeness.ADJUST


def hedges_g(
    values: FloatArray, is_treated: BoolArray, gap: float | None = None
) -> float:
    """Return a difference of means in pooled standard deviations, bias taken off.

    ``gap`` is the difference, where it is not that of the values (S,) themselves.
    """
    one, two = values[is_treated], values[~is_treated]
    if gap is None:
        gap = float(one.mean() - two.mean())
    n_free = len(values) - 2
    squares = float(((one - one.mean()) ** 2).sum() + ((two - two.mean()) ** 2).sum())
    if squares == 0.0:
        return 0.0 if gap == 0.0 else float(np.copysign(np.inf, gap))
    return _small_sample(len(values)) * gap / float(np.sqrt(squares / n_free))


def cox_index(values: FloatArray, is_treated: BoolArray) -> float:
    """Return the Cox index of values (S,) that are 0 or 1.

    Where a group is all 0 or all 1, half a student is added to each cell.
    """
    logits = []
    counts = [
        (float(part.sum()), float(len(part) - part.sum()))
        for part in (values[is_treated], values[~is_treated])
    ]
    if all(yes == counts[0][0] == 0 or no == counts[0][1] == 0 for yes, no in counts):
        return 0.0
    more = 0.5 if any(min(pair) == 0.0 for pair in counts) else 0.0
    for yes, no in counts:
        logits.append(np.log((yes + more) / (no + more)))
    return float(_small_sample(len(values)) * (logits[0] - logits[1]) / _COX)


def _balance(column: FloatArray, is_treated: BoolArray, name: str) -> Balance:
    is_binary = bool(np.isin(column, (0.0, 1.0)).all())
    measure = cox_index if is_binary else hedges_g
    return Balance(
        covariate=name,
        is_binary=is_binary,
        mean_treated=float(column[is_treated].mean()),
        mean_comparison=float(column[~is_treated].mean()),
        g=measure(column, is_treated),
    )


def _small_sample(n: int) -> float:
    return 1.0 - 3.0 / (4.0 * n - 9.0)
