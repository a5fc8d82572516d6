"""The test statistic of every assignment at every look, and when each crosses.

At one look, sorting assignments by this statistic is sorting them by the t of an
analysis of covariance. All looks use the same assignments, so how looks hang together
is never modelled: it is there.

Axis letters: C clusters, D assignments, L looks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.engines.evaluation.adjustment import Adjusted
from seedbed.engines.evaluation.assignments import Assignments
from seedbed.lib.arrays import FloatArray


@dataclass(frozen=True, kw_only=True)
class Paths:
    """Statistics (L, D) of all assignments as a function of a supposed effect.

    If every treated student gained ``effect``, taking it off leaves what would have
    been measured anyway, and the statistics ``base - effect * shift``.
    """

    base: FloatArray
    shift: FloatArray
    observed: int

    def at(self, effect: float) -> FloatArray:
        """Return the statistics (L, D) with a supposed effect taken off."""
        return np.asarray(self.base - effect * self.shift)


def paths(adjusted: Adjusted, assignments: Assignments) -> Paths:
    """Return the paths of all assignments."""
    arms = assignments.arms
    strength = adjusted.strength(arms)
    # An assignment that lies wholly in what is projected out says nothing.
    scale = np.divide(1.0, strength, out=np.zeros_like(strength), where=strength > 1e-9)
    # The rest of an assignment and its weighted self have one product with a rest.
    base = (adjusted.root * adjusted.residual) @ arms
    base *= scale
    came_out = adjusted.rest(arms[:, assignments.observed])
    shift = (adjusted.root * came_out) @ arms * scale
    return Paths(base=base, shift=shift, observed=assignments.observed)
