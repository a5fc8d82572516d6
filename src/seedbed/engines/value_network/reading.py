"""What the map says: support, vetoes, each actor's part, and the call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from seedbed.lib.arrays import BoolArray

from .actors import ValueNetwork
from .draws import N_DRAWS, Draws, draw
from .support import (
    contributions,
    is_opposed,
    opposing_share,
    vetoes,
    weighted_mean,
    weighted_median,
)

Call = Literal["playbook", "by consent", "new space"]
Stance = Literal["with", "unsure", "against", "not affected"]
Sureness = Literal["high", "medium", "low"]

#: Below it lead the change inside the school; above the other build a new space.
PLAYBOOK_BELOW, NEW_SPACE_ABOVE = 0.2, 0.5
#: An actor's stance is said if it is this probable.
SAID_FROM = 2 / 3
_SURE, _RATHER_SURE = 0.9, 0.75


@dataclass(frozen=True, kw_only=True)
class Part:
    """One actor on the map.

    ``power`` and ``weight`` are shares of the whole. ``contribution`` is what the actor
    adds to the weighted mean. ``sure`` is how sure the side is, for or against.
    """

    name: str
    power: float
    weight: float
    contribution: float
    p_against: float
    p_veto: float
    stance: Stance
    sure: Sureness
    n_interviews: int | None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The answer. Numbers without ``p_`` are at the likeliest values.

    ``mean_low`` and ``mean_high`` hold the mean in 80 % of draws. ``p_opposed`` is the
    probability that over half of the weight is against it, ``p_vetoed`` that someone
    stops it alone, ``p_stopped`` that either happens; the call follows from it.
    """

    mean: float
    mean_low: float
    mean_high: float
    median: float
    opposing: float
    p_opposed: float
    p_vetoed: float
    p_stopped: float
    p_error: float  # Monte-Carlo standard error of p_stopped, at most
    call: Call
    parts: tuple[Part, ...]  # as on the map

    def summary(self) -> str:
        """Return the answer in one sentence."""
        advice = {
            "playbook": "lead it inside the school",
            "by consent": "negotiate first, or pilot with those who consent",
            "new space": "build a new space that people join by choice",
        }
        return (
            f"Support {self.mean:+.0f} (80 % {self.mean_low:+.0f} to "
            f"{self.mean_high:+.0f}), {self.opposing:.0%} of power against; stopped "
            f"with probability {self.p_stopped:.2f}: {advice[self.call]}."
        )


def read(network: ValueNetwork, *, seed: int, n_draws: int = N_DRAWS) -> Reading:
    """Return what the map says, by the same draws for the same seed."""
    drawn = draw(network, seed=seed, n_draws=n_draws)
    alone = vetoes(drawn.weight, drawn.position, network.can_stop_alone)
    opposed = is_opposed(drawn.weight, drawn.position)
    low, high = np.quantile(weighted_mean(drawn.weight, drawn.position), (0.1, 0.9))
    weight = network.power * network.ranges("salience")[:, 1]
    position = network.ranges("position")[:, 1]
    p_stopped = float((opposed | alone.any(axis=1)).mean())
    return Reading(
        mean=float(weighted_mean(weight, position)),
        mean_low=float(low),
        mean_high=float(high),
        median=float(weighted_median(weight, position)),
        opposing=float(opposing_share(weight, position)),
        p_opposed=float(opposed.mean()),
        p_vetoed=float(alone.any(axis=1).mean()),
        p_stopped=p_stopped,
        p_error=float(np.sqrt(p_stopped * (1 - p_stopped) / n_draws)),
        call=call(p_stopped),
        parts=_parts(network, drawn, alone),
    )


def call(p_stopped: float) -> Call:
    """Return what to do by the probability that a change would be stopped.

    >>> call(0.1), call(0.3), call(0.7)
    ('playbook', 'by consent', 'new space')
    """
    if p_stopped < PLAYBOOK_BELOW:
        return "playbook"
    return "new space" if p_stopped > NEW_SPACE_ABOVE else "by consent"


def is_stopped(drawn: Draws, can_stop_alone: BoolArray) -> BoolArray:
    """Return in which draws (D,) a majority or a veto stops the change."""
    alone = vetoes(drawn.weight, drawn.position, can_stop_alone).any(axis=1)
    return np.asarray(alone | is_opposed(drawn.weight, drawn.position))


def _parts(network: ValueNetwork, drawn: Draws, alone: BoolArray) -> tuple[Part, ...]:
    power, salience = network.power, network.ranges("salience")[:, 1]
    weight = power * salience
    adds = contributions(weight, network.ranges("position")[:, 1])
    against = (drawn.position < 0).mean(axis=0)
    favour = (drawn.position > 0).mean(axis=0)
    p_veto = alone.mean(axis=0)
    return tuple(
        Part(
            name=actor.name,
            power=float(power[i]),
            weight=float(weight[i] / weight.sum()),
            contribution=float(adds[i]),
            p_against=float(against[i]),
            p_veto=float(p_veto[i]),
            stance=_stance(float(favour[i]), float(against[i]), float(salience[i])),
            sure=_sureness(max(float(favour[i]), float(against[i]))),
            n_interviews=actor.n_interviews,
        )
        for i, actor in enumerate(network.actors)
    )


def _stance(p_for: float, p_against: float, salience: float) -> Stance:
    if salience == 0.0:
        return "not affected"
    if max(p_for, p_against) < SAID_FROM:
        return "unsure"
    return "with" if p_for > p_against else "against"


def _sureness(p: float) -> Sureness:
    if p >= _SURE:
        return "high"
    return "medium" if p >= _RATHER_SURE else "low"
