"""How a system stands among others: dots, a slim box, and one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from seedbed.lib.arrays import FloatArray, IntArray
from seedbed.lib.text import count

from .instrument import Item

#: Groups of fewer systems are never shown.
LEAST_SYSTEMS = 5
#: Share of the others that must lie to one side of a system that is far to the other.
_FAR = 0.85
#: Answers of a team that run over so many points of seven are a split.
_SPLIT = 4


@dataclass(frozen=True, kw_only=True, eq=False)
class Distribution:
    """Systems along one item: how many at which position, and the middle half.

    ``value`` (D,) ascends and ``n`` (D,) is the height of the stack of dots there;
    ``quartiles`` are the lower end of the box, the middle system and the upper end.
    """

    value: FloatArray
    n: IntArray
    quartiles: tuple[float, float, float]

    @property
    def n_systems(self) -> int:
        """Number of systems that answered."""
        return int(self.n.sum())


def distribution(at: FloatArray) -> Distribution | None:
    """Return how systems (S,) are spread; None for fewer than five that answered."""
    known = at[~np.isnan(at)]
    if len(known) < LEAST_SYSTEMS:
        return None
    value, n = np.unique(known, return_counts=True)
    low, middle, high = np.quantile(known, [0.25, 0.5, 0.75]).tolist()
    return Distribution(value=value, n=n, quartiles=(low, middle, high))


class Place(StrEnum):
    """Where a system is among others, from the low pole to the high."""

    FAR_LOW = "far-low"
    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"
    FAR_HIGH = "far-high"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One system on one item, beside others: what a page says in one sentence.

    ``n_lower``, ``n_alike`` and ``n_higher`` of the others lie closer to the low pole,
    at the same position and closer to the high pole. A team ``is_split`` if its answers
    cover more than half of the points between the poles.
    """

    place: Place
    n_lower: int
    n_alike: int
    n_higher: int
    lowest: int
    highest: int
    n_leaders: int
    is_split: bool

    def sentence(self, item: Item) -> str:
        """Return the position and the team in words, without a judgement.

        >>> standing = Standing(place=Place.HIGH, n_lower=40, n_alike=4, n_higher=10,
        ...                     lowest=2, highest=7, n_leaders=9, is_split=True)
        >>> standing.sentence(Item(code="who", low="central", high="decentral"))
        'More decentral than most. The team splits: answers run from 2 to 7.'
        """
        return f"{self._of_place(item)} {self._of_team()}"

    def _of_place(self, item: Item) -> str:
        if self.place is Place.MIDDLE:
            return "In the middle half of systems."
        is_low = self.place in (Place.LOW, Place.FAR_LOW)
        pole = item.low if is_low else item.high
        if self.place in (Place.LOW, Place.HIGH):
            return f"More {pole} than most."
        further = self.n_higher if is_low else self.n_lower
        n_others = self.n_lower + self.n_alike + self.n_higher
        return (
            f"Far toward {pole}: {further:,} of {count(n_others, 'other system')} "
            f"{'leans' if further == 1 else 'lean'} further to "
            f"{item.high if is_low else item.low}."
        )

    def _of_team(self) -> str:
        if self.n_leaders == 1:
            return "One leader answered."
        if self.is_split:
            return f"The team splits: answers run from {self.lowest} to {self.highest}."
        if self.lowest == self.highest:
            return "The team agrees."
        return f"The team is close: answers run from {self.lowest} to {self.highest}."


def standing(
    item: Item,
    *,
    own: float,
    lowest: float,
    highest: float,
    n_leaders: int,
    others: FloatArray,
) -> Standing | None:
    """Return where a system stands among others (S,).

    Parameters
    ----------
    own, lowest, highest, n_leaders
        Of the system, as in ``Positions``.
    others
        The positions of other systems; ``nan`` for those without answers.

    Returns
    -------
    Standing or None
        None if the system did not answer, or fewer than five others did.
    """
    known = others[~np.isnan(others)]
    if np.isnan(own) or len(known) < LEAST_SYSTEMS:
        return None
    n_lower, n_higher = int((known < own).sum()), int((known > own).sum())
    return Standing(
        place=_place(own, known, n_lower, n_higher),
        n_lower=n_lower,
        n_alike=len(known) - n_lower - n_higher,
        n_higher=n_higher,
        lowest=int(lowest),
        highest=int(highest),
        n_leaders=n_leaders,
        is_split=(highest - lowest) >= _SPLIT / 6.0 * (item.n_points - 1),
    )


def _place(own: float, known: FloatArray, n_lower: int, n_higher: int) -> Place:
    low, high = np.quantile(known, [0.25, 0.75]).tolist()
    if n_higher >= _FAR * len(known):
        return Place.FAR_LOW
    if n_lower >= _FAR * len(known):
        return Place.FAR_HIGH
    if own < low:
        return Place.LOW
    return Place.HIGH if own > high else Place.MIDDLE
