"""The order of pockets: whom a new unit could reach who has nothing today."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from seedbed.lib.arrays import IntArray

from .pockets import Pockets

#: What a student does instead today.
UNKNOWN, SOMETHING, NOTHING = -1, 0, 1


@dataclass(frozen=True, kw_only=True)
class Rank:
    """One pocket in the order.

    ``reached_low`` and ``reached_high`` are how many students with nothing today would
    get a seat; they differ where the alternative of some is not known.
    """

    pocket: int
    n_students: int
    n_without: int
    n_unknown: int
    seats: int
    reached_low: float
    reached_high: float


def rank(
    pockets: Pockets,
    *,
    instead: IntArray,
    seats: IntArray,
    served: Collection[int] = (),
) -> list[Rank]:
    """Return the pockets in order: size x "the alternative is nothing" x seats.

    The product is taken literally: students of the pocket, times the share of them who
    do nothing instead, times the share for whom a seat could be made. So it counts: the
    students with nothing today who would get a seat if a lottery within the pocket
    filled the seats. Ranked by what is known (``reached_low``), then by what may be.

    Parameters
    ----------
    instead : ndarray of shape (S, P), dtype=int64
        ``NOTHING``, ``SOMETHING`` or ``UNKNOWN``: what each student does today instead
        of what the pocket lacks. Read where the student is in the pocket.
    seats : ndarray of shape (P,), dtype=int64
        Seats that could be made for each pocket.
    served : collection of int
        Ids of students whom a unit serves already; they are left out.

    Raises
    ------
    ValueError
        If a shape is wrong, seats are negative, or ``instead`` has other values.
    """
    _check(pockets, instead, seats)
    gone = np.isin(pockets.students, list(served))
    is_in = pockets.is_in & ~gone[:, None]
    sizes = is_in.sum(axis=0)
    without = (is_in & (instead == NOTHING)).sum(axis=0)
    unknown = (is_in & (instead == UNKNOWN)).sum(axis=0)
    seated = np.minimum(1.0, seats / np.maximum(sizes, 1))
    ranks = [
        Rank(
            pocket=p,
            n_students=int(sizes[p]),
            n_without=int(without[p]),
            n_unknown=int(unknown[p]),
            seats=int(seats[p]),
            reached_low=float(without[p] * seated[p]),
            reached_high=float((without[p] + unknown[p]) * seated[p]),
        )
        for p in range(len(pockets.names))
    ]
    return sorted(ranks, key=lambda r: (-r.reached_low, -r.reached_high, r.pocket))


def _check(pockets: Pockets, instead: IntArray, seats: IntArray) -> None:
    if instead.shape != pockets.is_in.shape:
        raise ValueError(f"instead must be {pockets.is_in.shape}, got {instead.shape}.")
    if not np.isin(instead, (UNKNOWN, SOMETHING, NOTHING)).all():
        raise ValueError("instead must be NOTHING, SOMETHING or UNKNOWN everywhere.")
    if seats.shape != (len(pockets.names),) or (seats < 0).any():
        raise ValueError(
            f"seats must be {len(pockets.names)} numbers of at least 0, got {seats}."
        )
