"""The map: who has power over a change, how much they care, and where they stand."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

from .errors import NoChannelError, PowerSharesError

Kind = Literal["dependence", "regulation", "vote", "voice"]
KINDS: tuple[Kind, ...] = get_args(Kind)

FURTHEST = 100.0
#: Shares written with two decimals may miss 1 by as much; a published table does.
_ROUNDING = 0.021


@dataclass(frozen=True, kw_only=True)
class Range:
    """A number as interviews leave it: the least, the likeliest, the most.

    Raises
    ------
    ValueError
        If they are not in order.
    """

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        if not -math.inf < self.low <= self.mode <= self.high < math.inf:
            raise ValueError(
                f"A range rises from low to mode to high, got {self.low}, "
                f"{self.mode}, {self.high}."
            )

    @classmethod
    def at(cls, value: float) -> Range:
        """Return a range of one number."""
        return cls(low=value, mode=value, high=value)


@dataclass(frozen=True, kw_only=True)
class Channel:
    """One way in which power reaches the program.

    ``share`` is the actor's part of all that comes through this ``kind``. What a
    program depends on counts less the better it can be had elsewhere
    (``substitutability``, 0 to 1). ``can_stop_alone`` is a formal veto.

    Raises
    ------
    ValueError
        If a number is not between 0 and 1, or the kind is unknown.
    """

    kind: Kind
    share: float
    substitutability: float = 0.0
    can_stop_alone: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"A channel is one of {KINDS}, got {self.kind!r}.")
        for name in ("share", "substitutability"):
            value = getattr(self, name)
            if not 0.0 <= value <= 1.0:
                raise ValueError(f"{name} must be from 0 to 1, got {value}.")


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Someone who can carry a change or stop it.

    ``position`` is from -100, would stop it at any price, to 100; ``salience`` from 0
    to 1, how much it matters to them. ``n_interviews`` says how many talks these come
    from; ``None`` takes the ranges at their word (a published table, a coded case).

    Raises
    ------
    ValueError
        If a range goes beyond its scale, or the number of interviews is negative.
    NoChannelError
        If there is no channel.
    """

    name: str
    channels: tuple[Channel, ...]
    position: Range
    salience: Range = field(default_factory=lambda: Range.at(1.0))
    n_interviews: int | None = None

    def __post_init__(self) -> None:
        if not self.channels:
            raise NoChannelError(self.name)
        scales = (("position", -FURTHEST, FURTHEST), ("salience", 0.0, 1.0))
        for name, least, most in scales:
            given: Range = getattr(self, name)
            if given.low < least or given.high > most:
                raise ValueError(
                    f"The {name} of {self.name!r} must be from {least:g} to {most:g}, "
                    f"got {given.low:g} to {given.high:g}."
                )
        if self.n_interviews is not None and self.n_interviews < 0:
            raise ValueError(f"Interviews are 0 or more, got {self.n_interviews}.")

    @property
    def can_stop_alone(self) -> bool:
        """Whether one of the channels is a formal veto."""
        return any(channel.can_stop_alone for channel in self.channels)


@dataclass(frozen=True, kw_only=True)
class ValueNetwork:
    """The actors N around one change in one place.

    ``weights`` says how much each kind of channel counts; kinds that nobody has count
    for nothing. ``wave`` is the probability that they all move together: that what
    turns one of them turns everyone. At 0 each makes up their mind alone.

    Raises
    ------
    ValueError
        If there is no actor, a name comes twice, nothing matters to anyone, or a number
        is out of range.
    PowerSharesError
        If the shares of a kind of channel do not add up to 1.
    """

    actors: tuple[Actor, ...]
    weights: Mapping[Kind, float] = field(
        default_factory=lambda: dict.fromkeys(KINDS, 1.0)
    )
    wave: float = 0.0

    def __post_init__(self) -> None:
        if not self.actors or len(set(self.names)) < len(self.actors):
            raise ValueError(f"Actors need a name each of their own, got {self.names}.")
        for kind, total in self._totals().items():
            if abs(total - 1.0) > _ROUNDING:
                raise PowerSharesError(kind, total)
        if not 0.0 <= self.wave <= 1.0:
            raise ValueError(f"wave must be from 0 to 1, got {self.wave}.")
        if any(weight < 0 for weight in self.weights.values()):
            raise ValueError(f"Weights must be at least 0, got {self.weights}.")
        if not (self.power * self.ranges("salience")[:, 1]).sum() > 0:
            raise ValueError("Somebody with power must care, got only salience of 0.")

    def _totals(self) -> dict[Kind, float]:
        totals: dict[Kind, float] = {}
        for channel in (c for actor in self.actors for c in actor.channels):
            totals[channel.kind] = totals.get(channel.kind, 0.0) + channel.share
        return totals

    @property
    def names(self) -> tuple[str, ...]:
        """What actors are called (N,)."""
        return tuple(actor.name for actor in self.actors)

    @property
    def power(self) -> FloatArray:
        """Each actor's share of all power (N,); sums to 1.

        The sum over channels of share x (1 - substitutability) x weight of the kind.
        """
        raw = np.array(
            [
                sum(
                    c.share * (1.0 - c.substitutability) * self.weights.get(c.kind, 0.0)
                    for c in actor.channels
                )
                for actor in self.actors
            ]
        )
        return raw / raw.sum() if raw.sum() > 0 else raw

    @property
    def can_stop_alone(self) -> BoolArray:
        """Who has a formal veto (N,)."""
        return np.array([actor.can_stop_alone for actor in self.actors])

    @property
    def n_interviews(self) -> IntArray:
        """Interviews per actor (N,); -1 where ranges are taken at their word."""
        given = [actor.n_interviews for actor in self.actors]
        return np.array([-1 if n is None else n for n in given], np.int64)

    def ranges(self, of: Literal["position", "salience"]) -> FloatArray:
        """Return low, mode and high of every actor (N, 3)."""
        given: list[Range] = [getattr(actor, of) for actor in self.actors]
        return np.array([(one.low, one.mode, one.high) for one in given])
