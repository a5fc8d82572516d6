"""What the night hands to others: frozen cards."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class StepCard:
    """One step of a night. ``was_done``: the same inputs, so it was not repeated."""

    name: str
    status: str
    seconds: float
    counts: dict[str, Any] = field(default_factory=dict)
    message: str = ""
    was_done: bool = False


@dataclass(frozen=True, kw_only=True)
class NightCard:
    """One unit's night; ``status`` is ``done``, ``failed`` or ``running``."""

    unit_id: int
    unit: str
    on: date
    status: str
    message: str
    steps: tuple[StepCard, ...] = ()

    @property
    def seconds(self) -> float:
        """Seconds that the steps took together."""
        return sum(step.seconds for step in self.steps)


@dataclass(frozen=True, kw_only=True)
class FailedNightCard:
    """A night that stopped: before which school day, at which step, and since when."""

    on: date
    step: str
    message: str
    since: datetime
