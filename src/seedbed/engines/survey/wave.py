"""What was answered: several leaders per system, and what their system says.

Axis letters: N leaders, S systems, Q items.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.lib.arrays import FloatArray, IntArray

from .instrument import Instrument

#: Stands for an item left open; the rest of the answers counts.
OPEN = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Wave:
    """One administration of an instrument.

    ``system`` (N,) is the system of each leader, 0 to ``n_systems`` - 1; ``answers``
    (N, Q) where the system is, 1 to the item's points or ``OPEN``; ``wanted`` (N, Q)
    where the leader wants it to be, in the same way.

    Raises
    ------
    ValueError
        If a part has another shape, or an entry lies outside its range.
    """

    instrument: Instrument
    n_systems: int
    system: IntArray
    answers: IntArray
    wanted: IntArray | None = None

    def __post_init__(self) -> None:
        shape = (len(self.system), len(self.instrument.items))
        if self.system.size and not (
            0 <= self.system.min() <= self.system.max() < self.n_systems
        ):
            raise ValueError(f"Wave.system must lie in 0..{self.n_systems - 1}.")
        points = np.array([item.n_points for item in self.instrument.items])
        for name, part in (("answers", self.answers), ("wanted", self.wanted)):
            if part is None:
                continue
            if part.shape != shape:
                raise ValueError(f"Wave.{name} must be {shape}, got {part.shape}.")
            wrong = np.argwhere((part < OPEN) | (part > points))
            if len(wrong):
                n, q = wrong[0].tolist()
                raise ValueError(
                    f"Wave.{name} must lie in 1..{points[q]} or be {OPEN} for item "
                    f"{self.instrument.items[q].code!r}; leader {n} has {part[n, q]}."
                )


@dataclass(frozen=True, kw_only=True, eq=False)
class Positions:
    """Where systems are, in arrays of shape (S, Q); ``nan`` where nobody answered.

    ``at`` is the median of a system's leaders, ``wanted`` that of where they want to
    be. ``n_leaders`` answered. ``lowest`` to ``highest`` is how far a team's answers
    run; ``disagreement`` is how far two of its leaders are apart on average, ``nan``
    for one alone.
    """

    at: FloatArray
    wanted: FloatArray
    n_leaders: IntArray
    lowest: FloatArray
    highest: FloatArray
    disagreement: FloatArray


def positions(wave: Wave) -> Positions:
    """Return what each system says: leaders count within their system only.

    Examples
    --------
    >>> from .instrument import Item
    >>> pace = Item(code="pace", low="slow", high="fast")
    >>> one = Instrument(code="one", items=(pace,))
    >>> wave = Wave(instrument=one, n_systems=2, system=np.array([0, 0, 0, 1]),
    ...             answers=np.array([[1], [2], [6], [0]]))
    >>> found = positions(wave)
    >>> found.at.ravel(), found.disagreement.ravel()
    (array([ 2., nan]), array([3.3333, nan]))
    """
    shape = (wave.n_systems, len(wave.instrument.items))
    found = {
        name: np.full(shape, np.nan)
        for name in ("at", "wanted", "lowest", "highest", "disagreement")
    }
    n_leaders = np.zeros(shape, np.int64)
    for q in range(shape[1]):
        for name, answers in (("at", wave.answers), ("wanted", wave.wanted)):
            if answers is not None:
                team = _teams(wave.system, answers[:, q], wave.n_systems)
                found[name][:, q] = team.median()
                if name == "at":
                    n_leaders[:, q] = team.n
                    found["lowest"][:, q] = team.at(0)
                    found["highest"][:, q] = team.at(team.n - 1)
                    found["disagreement"][:, q] = team.mean_distance()
    return Positions(n_leaders=n_leaders, **found)


@dataclass(frozen=True)
class _Teams:
    """The answers of one item, sorted by system and then by answer."""

    starts: IntArray
    n: IntArray
    value: FloatArray

    def at(self, rank: IntArray | int) -> FloatArray:
        """Return the answer of a rank in each system, ``nan`` where there is none."""
        place = np.minimum(self.starts + rank, max(len(self.value) - 1, 0))
        if not len(self.value):
            return np.full(len(self.n), np.nan)
        return np.where(self.n > 0, self.value[place], np.nan)

    def median(self) -> FloatArray:
        """Return the mean of the middle answer or the two middle ones."""
        low, high = np.maximum(self.n - 1, 0) // 2, self.n // 2
        return np.asarray((self.at(low) + self.at(high)) / 2.0)

    def mean_distance(self) -> FloatArray:
        """Return how far two different answers of a system are apart on average."""
        system = np.repeat(np.arange(len(self.n)), self.n)
        rank = np.arange(len(self.value)) - self.starts[system]
        # Of sorted values, the r-th is the greater of a pair r times.
        weight = 2.0 * rank - self.n[system] + 1.0
        total = np.bincount(system, weight * self.value, minlength=len(self.n))
        n_pairs = self.n * (self.n - 1) / 2.0
        return np.where(n_pairs > 0, total / np.maximum(n_pairs, 1.0), np.nan)


def _teams(system: IntArray, answer: IntArray, n_systems: int) -> _Teams:
    kept = answer != OPEN
    order = np.lexsort((answer[kept], system[kept]))
    n = np.bincount(system[kept], minlength=n_systems)
    starts = np.concatenate([[0], np.cumsum(n)[:-1]]).astype(np.int64)
    return _Teams(starts, n, answer[kept][order].astype(np.float64))
