"""What a pilot fixes before it starts, and nobody changes afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.engines.evaluation.spending import DIRECTION_ERROR

#: Fewer students than this get no band and no verdict.
LEAST_STUDENTS = 20
#: Fewer clusters than this cannot decide: their smallest p is above 5 %.
LEAST_CLUSTERS = 8


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The registered plan of a pilot.

    ``margin`` is the smallest effect, in units of the measure, that would be worth it;
    ``least_estimate`` the plan's criterion for doubling down besides a band above 0: an
    estimate at least as high. ``error`` is the chance of a wrong decision in each
    direction, over all looks together.

    Raises
    ------
    ValueError
        If the margin is not above 0 or the error does not lie in (0, .5).
    """

    margin: float
    least_estimate: float = 0.0
    error: float = DIRECTION_ERROR

    def __post_init__(self) -> None:
        if not self.margin > 0.0:
            raise ValueError(f"Plan.margin must be above 0, got {self.margin}.")
        if not 0.0 < self.error < 0.5:
            raise ValueError(f"Plan.error must lie in (0, .5), got {self.error}.")
