"""Whether people who had a good conventional choice come to choose the new unit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from seedbed.lib.arrays import FloatArray, IntArray

from .shares import watched, wilson

#: Where nobody counted those who could have chosen.
NOT_KNOWN = -1
#: Intakes in a row that must be above the mark.
N_INTAKES = 2


@dataclass(frozen=True, kw_only=True)
class Trajectory:
    """Who chose the unit in each period T, and since the beginning.

    Shares and ends are ``nan`` in periods where ``of`` is not known, or 0: there a
    count is all that can be said. ``low`` and ``high`` are Wilson's, of one period
    alone; ``low_since`` and ``high_since`` hold together at every period, over those
    periods whose ``of`` is known.
    """

    n: IntArray  # (T,)
    of: IntArray  # (T,)
    share: FloatArray  # (T,)
    low: FloatArray  # (T,)
    high: FloatArray  # (T,)
    share_since: FloatArray  # (T,)
    low_since: FloatArray  # (T,)
    high_since: FloatArray  # (T,)


def follow(n: IntArray, of: IntArray, *, level: float = 0.95) -> Trajectory:
    """Return the shares ``n`` in ``of`` (T,) with intervals.

    ``n`` are those who chose the unit although they had a good conventional choice, of
    the unit's new entrants or of those asked; ``of`` is ``NOT_KNOWN`` where nobody
    counted these. Students and educators are two trajectories, never added.

    Raises
    ------
    ValueError
        If shapes differ, or more chose than there were.
    """
    n, of = np.asarray(n, np.int64), np.asarray(of, np.int64)
    if n.shape != of.shape or n.ndim != 1:
        raise ValueError(f"n and of must be of one length, got {n.shape}, {of.shape}.")
    if (n < 0).any() or (of < NOT_KNOWN).any():
        raise ValueError("n must be at least 0, and of at least 0 or NOT_KNOWN.")
    known = of != NOT_KNOWN
    counted, asked = np.where(known, n, 0), np.where(known, of, 0)
    low, high = wilson(counted, asked, level=level)
    since, asked_since = counted.cumsum(), asked.cumsum()
    low_since, high_since = watched(since, asked_since, level=level)
    return Trajectory(
        n=n,
        of=of,
        share=_share(counted, asked),
        low=low,
        high=high,
        share_since=_share(since, asked_since),
        low_since=low_since,
        high_since=high_since,
    )


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Whether the charter's mark is passed, and since which intake (position)."""

    is_passed: bool
    since: int | None
    n_in_a_row: int


def stage(trajectory: Trajectory, *, mark: float) -> Stage:
    """Return whether two intakes in a row had a lower Wilson bound above the mark.

    Periods are taken to be intakes. One whose share is not known is not above the mark:
    it breaks the row, for nothing was shown.
    """
    row, since = 0, None
    for period, low in enumerate(trajectory.low.tolist()):
        row = row + 1 if low > mark else 0
        if row == N_INTAKES and since is None:
            since = period
    return Stage(is_passed=since is not None, since=since, n_in_a_row=row)


@dataclass(frozen=True, kw_only=True)
class Entrants:
    """Those who came in each period T: from a pocket (``n_served``) or mainstream."""

    n_served: IntArray  # (T,)
    n_mainstream: IntArray  # (T,)

    @property
    def n(self) -> IntArray:
        """All who came (T,)."""
        return self.n_served + self.n_mainstream


def entrants(
    student: IntArray,
    period: IntArray,
    *,
    in_a_pocket: Collection[int],
    n_periods: int,
) -> Entrants:
    """Return who came when: entry (n,) is a student's id and the period of entering.

    A student who comes again counts where they first came. Whether a student is
    mainstream is to be judged by the pockets as they were when the student came, never
    by today's: the unit itself may have taken them out of a pocket.

    Raises
    ------
    ValueError
        If shapes differ, or a period does not exist.
    """
    if student.shape != period.shape:
        raise ValueError(f"student and period differ: {student.shape}, {period.shape}.")
    if len(period) and not 0 <= period.min() <= period.max() < n_periods:
        raise ValueError(f"A period must be from 0 to {n_periods - 1}.")
    order = np.argsort(period, kind="stable")
    ids, first = np.unique(student[order], return_index=True)
    came = period[order][first]
    from_pocket = np.isin(ids, list(in_a_pocket))
    return Entrants(
        n_served=np.bincount(came[from_pocket], minlength=n_periods),
        n_mainstream=np.bincount(came[~from_pocket], minlength=n_periods),
    )


def _share(n: IntArray, of: IntArray) -> FloatArray:
    share: FloatArray = np.divide(n, of, out=np.full(len(n), np.nan), where=of > 0)
    return share
