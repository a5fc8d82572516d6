"""Who loses: what a change does to each group, times the power that group has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from .actors import ValueNetwork


@dataclass(frozen=True, kw_only=True)
class GroupEffect:
    """A pilot's effect on one group, and the actor who speaks for it.

    Raises
    ------
    ValueError
        If the standard error is not above 0.
    """

    group: str
    effect: float
    standard_error: float
    actor: str

    def __post_init__(self) -> None:
        if not self.standard_error > 0:
            raise ValueError(
                f"The standard error of {self.group!r} must be above 0, got "
                f"{self.standard_error}."
            )


@dataclass(frozen=True, kw_only=True)
class Stake:
    """A group's effect by its power; negative where a group with power loses."""

    group: str
    effect: float
    p_loses: float
    power: float
    stake: float


def who_loses(network: ValueNetwork, effects: Sequence[GroupEffect]) -> list[Stake]:
    """Return the groups, those who lose most by most power first.

    Where one actor speaks for several groups, each is weighed with all of its power:
    one group that loses is enough to set its speaker against a change.

    Raises
    ------
    ValueError
        If an actor is not on the map.
    """
    power = dict(zip(network.names, network.power.tolist(), strict=True))
    stakes = []
    for one in effects:
        if one.actor not in power:
            raise ValueError(f"{one.actor!r} is not on the map of {network.names}.")
        stakes.append(
            Stake(
                group=one.group,
                effect=one.effect,
                p_loses=NormalDist(one.effect, one.standard_error).cdf(0.0),
                power=power[one.actor],
                stake=one.effect * power[one.actor],
            )
        )
    return sorted(stakes, key=lambda stake: (stake.stake, stake.group))
