"""A pilot as arrays: who was assigned to what, and what was measured since.

Axis letters: S students, C clusters (what was assigned as a whole: a class, a family, a
student), P pretests, L looks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.engines.evaluation.errors import EqualOutcomesError, NoOutcomesError
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

#: Correlation of students in one class that is supposed where the plan names none.
USUAL_ICC = 0.15


@dataclass(frozen=True, kw_only=True)
class Pilot:
    """A pilot with two arms.

    ``cluster`` (S,) is each student's cluster at assignment; ``is_treated`` (C,) marks
    the pilot arm and ``block`` (C,) numbers the blocks that were assigned apart.
    ``pretest`` (S, P) is known for all, and may have no column. ``outcomes`` (L, S) is
    each student's measure at each look, ``nan`` where there is none. ``fractions``
    (L,) is the share of the planned time passed at each look. ``icc`` is fixed in
    advance and only weighs classes of different sizes.

    Raises
    ------
    ValueError
        If a part has the wrong shape or range, or a pretest is not a number.
    EqualOutcomesError
        If all outcomes of the latest look are one number.
    NoOutcomesError
        If an arm has no outcome at a look.
    """

    cluster: IntArray
    is_treated: BoolArray
    block: IntArray
    pretest: FloatArray
    outcomes: FloatArray
    fractions: FloatArray
    icc: float = USUAL_ICC

    def __post_init__(self) -> None:
        self._check_shapes()
        if not np.isfinite(self.pretest).all():
            raise ValueError("Pilot.pretest must be a number for every student.")
        if not 0.0 <= self.icc < 1.0:
            raise ValueError(f"Pilot.icc must lie in 0..1, got {self.icc}.")
        known = np.isfinite(self.outcomes)
        of_arm = self.is_treated[self.cluster]
        for arm, mine in (("pilot", of_arm), ("comparison", ~of_arm)):
            if not known[:, mine].any(axis=1).all():
                raise NoOutcomesError(arm)
        latest = self.outcomes[-1][known[-1]]
        if np.ptp(latest) == 0.0:
            raise EqualOutcomesError(float(latest[0]), len(latest))

    def _check_shapes(self) -> None:
        n, n_clusters, n_looks = len(self.cluster), len(self.is_treated), self.n_looks
        for name, shape, wanted in (
            ("block", self.block.shape, (n_clusters,)),
            ("pretest", self.pretest.shape[:1], (n,)),
            ("outcomes", self.outcomes.shape, (n_looks, n)),
        ):
            if shape != wanted:
                raise ValueError(
                    f"Pilot.{name} must begin with shape {wanted}; got {shape}."
                )
        if self.is_treated.dtype != np.bool_:
            raise ValueError("Pilot.is_treated must be true or false for each cluster.")
        if n_looks < 1:
            raise ValueError("Pilot.fractions must have one look at least.")
        if n and (self.cluster.min() < 0 or self.cluster.max() >= n_clusters):
            raise ValueError(f"Pilot.cluster must lie in 0..{n_clusters - 1}.")
        if np.any(np.bincount(self.cluster, minlength=n_clusters) == 0):
            raise ValueError("Pilot.cluster must name every cluster once at least.")

    @property
    def n_students(self) -> int:
        """Number of students S."""
        return len(self.cluster)

    @property
    def n_clusters(self) -> int:
        """Number of clusters C."""
        return len(self.is_treated)

    @property
    def n_looks(self) -> int:
        """Number of looks L so far."""
        return len(self.fractions)
