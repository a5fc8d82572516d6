"""What would change the answer: which fact, which person, how far."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from seedbed.lib.arrays import FloatArray

from .actors import FURTHEST, ValueNetwork
from .draws import N_DRAWS, Draws, draw
from .reading import Call, call, is_stopped
from .support import more_than_half

Input = Literal["position", "salience", "power"]


@dataclass(frozen=True, kw_only=True)
class Swing:
    """One bar of the tornado: an input of one actor at either end of its range.

    Position and salience go from low to high, power from none to double. ``p_`` are
    probabilities to be stopped; all else stays drawn.
    """

    actor: str
    input: Input
    p_low: float
    p_high: float
    mean_low: float
    mean_high: float
    call_low: Call
    call_high: Call

    @property
    def changes_the_call(self) -> bool:
        """Whether the two ends lead to different calls."""
        return self.call_low != self.call_high


def tornado(network: ValueNetwork, *, seed: int, n_draws: int = N_DRAWS) -> list[Swing]:
    """Return how far each input moves the answer, the furthest first."""
    drawn = draw(network, seed=seed, n_draws=n_draws)
    swings = [
        swing
        for actor in range(len(network.actors))
        for swing in _swings(network, drawn, actor)
    ]
    return sorted(
        swings,
        key=lambda s: (
            -abs(s.p_high - s.p_low),
            -abs(s.mean_high - s.mean_low),
            s.actor,
            s.input,
        ),
    )


def _swings(network: ValueNetwork, drawn: Draws, actor: int) -> list[Swing]:
    others = _Others(network, drawn, actor)
    position, weight = drawn.position[:, actor], drawn.weight[:, actor]
    low, _, high = network.ranges("position")[actor].tolist()
    least, _, most = network.ranges("salience")[actor] * network.power[actor]
    flat = np.ones(len(position))
    ends: dict[Input, tuple[tuple[FloatArray, FloatArray], ...]] = {
        "position": ((low * flat, weight), (high * flat, weight)),
        "salience": ((position, least * flat), (position, most * flat)),
        "power": ((position, 0.0 * weight), (position, 2.0 * weight)),
    }
    found = []
    for of, (at_low, at_high) in ends.items():
        (p_low, mean_low), (p_high, mean_high) = (
            others.beside(*at_low),
            others.beside(*at_high),
        )
        found.append(
            Swing(
                actor=network.names[actor],
                input=of,
                p_low=p_low,
                p_high=p_high,
                mean_low=mean_low,
                mean_high=mean_high,
                call_low=call(p_low),
                call_high=call(p_high),
            )
        )
    return found


class _Others:
    """The sums over everyone but one actor, so that one can be varied quickly."""

    def __init__(self, network: ValueNetwork, drawn: Draws, actor: int) -> None:
        rest = np.arange(len(network.actors)) != actor
        weight, position = drawn.weight[:, rest], drawn.position[:, rest]
        has_veto = network.can_stop_alone
        self.total = weight.sum(axis=1)
        self.moment = (weight * position).sum(axis=1)
        self.against = np.where(position < 0, weight, 0.0).sum(axis=1)
        alone = (position < 0) & has_veto[rest] & (weight > 0)
        self.is_vetoed = alone.any(axis=1)
        self.has_veto = bool(has_veto[actor])

    def beside(self, position: FloatArray, weight: FloatArray) -> tuple[float, float]:
        """Return the probability to be stopped and the mean with this actor (D,).

        Where nobody is left who cares, nothing is stopped and the mean is 0.
        """
        total = self.total + weight
        cares = total > 0
        whole = np.where(cares, total, 1.0)
        alone = self.has_veto & (position < 0) & (weight > 0)
        against = self.against + np.where(position < 0, weight, 0.0)
        stopped = more_than_half(against / whole) | self.is_vetoed | alone
        return (
            float(stopped.mean()),
            float(((self.moment + weight * position) / whole).mean()),
        )


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Whom to talk to next: ``tells`` is how much of the doubt their side settles."""

    actor: str
    tells: float
    n_interviews: int | None


def whom_to_ask(
    network: ValueNetwork, *, seed: int, at_most: int = 4, n_draws: int = N_DRAWS
) -> list[Ask]:
    """Return the actors whose side, if it were known, would settle most.

    ``tells`` is the share of the variance of "stopped or not" that knowing the side of
    this actor would take away, 0 to 1. Nobody who tells nothing is named.

    References
    ----------
    Sobol (1993), first-order sensitivity.
    """
    drawn = draw(network, seed=seed, n_draws=n_draws)
    stopped = is_stopped(drawn, network.can_stop_alone).astype(np.float64)
    doubt = stopped.var()
    asks = []
    for i, actor in enumerate(network.actors):
        against = drawn.position[:, i] < 0
        p = against.mean()
        if doubt == 0 or not 0 < p < 1:
            continue
        gap = stopped[against].mean() - stopped[~against].mean()
        tells = float(p * (1 - p) * gap**2 / doubt)
        asks.append(Ask(actor=actor.name, tells=tells, n_interviews=actor.n_interviews))
    # What chance alone makes of an actor who tells nothing is about 1 / n_draws.
    told = [ask for ask in asks if ask.tells > 10 / n_draws]
    return sorted(told, key=lambda ask: (-ask.tells, ask.actor))[:at_most]


def fewest_to_win(
    network: ValueNetwork, *, seed: int, n_draws: int = N_DRAWS
) -> tuple[str, ...]:
    """Return the fewest actors who, no longer against it, would make it safe to lead.

    Safe is a probability to be stopped that allows the playbook. Every group of a size
    is tried before a larger one; of the groups that do, the one that leaves the least
    probability. No one is named if it is safe already.
    """
    drawn = draw(network, seed=seed, n_draws=n_draws)
    total = drawn.weight.sum(axis=1)
    against = np.where(drawn.position < 0, drawn.weight, 0.0)
    against_in_all = against.sum(axis=1)
    stops = (against > 0) & network.can_stop_alone
    stops_in_all = stops.sum(axis=1)
    open_to_win = np.flatnonzero(against.any(axis=0)).tolist()
    size = 0
    while True:  # with nobody against it a change is safe, so this ends
        found = []
        for group in combinations(open_to_win, size):
            won = list(group)
            share = (against_in_all - against[:, won].sum(axis=1)) / total
            alone = stops_in_all > stops[:, won].sum(axis=1)
            p = float((more_than_half(share) | alone).mean())
            found.append((p, tuple(network.names[i] for i in won)))
        p, names = min(found)
        if call(p) == "playbook":
            return names
        size += 1


def turning_position(network: ValueNetwork, actor: str) -> float | None:
    """Return where one actor must stand for the mean to be 0, others unmoved.

    At the likeliest values; ``None`` if no position from -100 to 100 does it.

    Raises
    ------
    ValueError
        If the actor is not on the map.
    """
    if actor not in network.names:
        raise ValueError(f"{actor!r} is not on the map of {network.names}.")
    i = network.names.index(actor)
    weight = network.power * network.ranges("salience")[:, 1]
    position = network.ranges("position")[:, 1]
    if weight[i] == 0.0:
        return None
    others = float((weight * position).sum() - weight[i] * position[i])
    turn = -others / float(weight[i])
    return turn if abs(turn) <= FURTHEST else None
