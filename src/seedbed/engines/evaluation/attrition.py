"""Who was assigned and is not measured any more, overall and by arm."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.engines.evaluation.pilot import Pilot


@dataclass(frozen=True, kw_only=True)
class Attrition:
    """Shares of those assigned who have no outcome at one look.

    ``differential`` is the pilot arm's share less the comparison's. ``lost_clusters``
    are clusters of which nobody has one.
    """

    look: int
    n_assigned: int
    n_measured: int
    overall: float
    treated: float
    comparison: float
    lost_clusters: tuple[int, ...]

    @property
    def differential(self) -> float:
        """How much more of the pilot arm is missing."""
        return self.treated - self.comparison


def attrition(pilot: Pilot) -> tuple[Attrition, ...]:
    """Return the attrition at each look."""
    is_treated = pilot.is_treated[pilot.cluster]
    found = []
    for look, outcomes in enumerate(pilot.outcomes, start=1):
        is_missing = ~np.isfinite(outcomes)
        n_known = np.bincount(
            pilot.cluster, (~is_missing).astype(float), minlength=pilot.n_clusters
        )
        found.append(
            Attrition(
                look=look,
                n_assigned=pilot.n_students,
                n_measured=int((~is_missing).sum()),
                overall=float(is_missing.mean()),
                treated=float(is_missing[is_treated].mean()),
                comparison=float(is_missing[~is_treated].mean()),
                lost_clusters=tuple(np.flatnonzero(n_known == 0).tolist()),
            )
        )
    return tuple(found)
