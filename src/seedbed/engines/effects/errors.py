"""Refusals of the effects engine."""

from __future__ import annotations

from seedbed.lib.errors import SeedbedError
from seedbed.lib.text import count


class PropensityError(SeedbedError):
    """A trial's logged propensities are missing, do not sum to one, or are too small.

    ``trial`` is the position of the first such trial.
    """

    code = "effects-propensities"

    def __init__(self, trial: int, found: str) -> None:
        self.trial = trial
        super().__init__(
            f"What works cannot be read from trial {trial}: {found}. Leave the trial "
            f"out, or give the propensities that its night logged."
        )


class DrawMismatchError(SeedbedError):
    """What was drawn contradicts the logged propensities."""

    code = "effects-draw-mismatch"

    def __init__(self, way: int, *, n_drawn: int, n_awaited: float, z: float) -> None:
        super().__init__(
            f"What works cannot be read from these trials: way {way} was drawn "
            f"{count(n_drawn, 'time')} where the logged propensities say "
            f"{n_awaited:,.1f} ({abs(z):.1f} standard errors away), so they are not "
            f"those of the draw. Find out what changed draws after they were logged."
        )
