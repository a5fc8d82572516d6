"""Whether a program can be run as promised: beside the map, never mixed with it."""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.lib.text import count

MOST_SEATS_PER_ADULT = 30.0
MOST_HOURS = 24.0


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """What must be in place. A failure here looks like resistance from outside.

    Raises
    ------
    ValueError
        If a number is negative, or more accommodations are met than are owed.
    """

    seats_per_adult: float
    n_accommodations: int
    n_accommodations_met: int
    has_contract_authority: bool
    hours_of_oldest_source: float
    most_seats_per_adult: float = MOST_SEATS_PER_ADULT
    most_hours: float = MOST_HOURS

    def __post_init__(self) -> None:
        numbers = (
            self.seats_per_adult,
            self.hours_of_oldest_source,
            self.n_accommodations_met,
        )
        if min(numbers) < 0:
            raise ValueError(f"No number here is below 0, got {min(numbers)}.")
        if self.n_accommodations_met > self.n_accommodations:
            raise ValueError(
                f"{self.n_accommodations_met} accommodations are met of "
                f"{self.n_accommodations}."
            )

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return not missing(self)


def missing(readiness: Readiness) -> list[str]:
    """Return what is not in place, a sentence each; nothing means ready."""
    owed = readiness.n_accommodations - readiness.n_accommodations_met
    found = []
    if readiness.seats_per_adult > readiness.most_seats_per_adult:
        found.append(
            f"One adult has {readiness.seats_per_adult:g} seats; at most "
            f"{readiness.most_seats_per_adult:g} were promised."
        )
    if owed:
        found.append(f"{count(owed, 'accommodation')} cannot be met yet.")
    if not readiness.has_contract_authority:
        found.append("Nobody with authority has signed the contract.")
    if readiness.hours_of_oldest_source > readiness.most_hours:
        found.append(
            f"The oldest source is {readiness.hours_of_oldest_source:g} hours old; "
            f"plans need it within {readiness.most_hours:g}."
        )
    return found
