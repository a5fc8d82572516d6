"""Who gets what, by a seed and in a way that anyone can do again.

The ticket of a name is the SHA-256 of the UTF-8 text seed + "|" + name; tickets in
ascending order are the order of the draw.

Axis letters: C clusters (what is assigned as a whole), D assignments.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

import numpy as np

from seedbed.engines.evaluation.assignments import N_DRAWS, Assignments
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

_TICKETS = 2**256


@dataclass(frozen=True, kw_only=True)
class Lottery:
    """Who is offered a seat, families together.

    ``is_offered`` (C,) by family; ``probability`` (C,) that a family of its size is
    offered one, estimated from the draws. ``assignments`` are what the same lottery
    could have given. Since large families are passed over more often, compare within
    families of one size: use ``block``, which numbers the sizes.
    """

    is_offered: BoolArray
    probability: FloatArray
    block: IntArray
    assignments: Assignments


def assign(
    names: Sequence[str],
    *,
    seed: str,
    share_treated: float = 0.5,
    blocks: Sequence[str] | None = None,
) -> BoolArray:
    """Return what is treated (C,): complete randomisation, or apart in each block.

    ``names`` are of what is assigned as a whole: students, classes or schools. Where a
    share of a block is no whole number, a ticket of the block's own decides whether it
    is rounded up.

    >>> assign(["room 1", "room 2", "room 3", "room 4"], seed="2026").tolist()
    [True, False, False, True]

    Raises
    ------
    ValueError
        If a name comes twice, or lengths or the share are out of range.
    """
    _check(names, seed)
    if not 0.0 < share_treated < 1.0:
        raise ValueError(f"share_treated must lie in (0, 1), got {share_treated}.")
    of_block = list(blocks) if blocks is not None else [""] * len(names)
    if len(of_block) != len(names):
        raise ValueError(
            f"blocks must have one entry a name; got {len(of_block)} for {len(names)}."
        )
    is_treated = np.zeros(len(names), dtype=np.bool_)
    for block in dict.fromkeys(of_block):
        members = [i for i, one in enumerate(of_block) if one == block]
        members.sort(key=lambda i: (ticket(seed, names[i]), names[i]))
        wanted = share_treated * len(members)
        more = ticket(seed, f"block|{block}") / _TICKETS < wanted - floor(wanted)
        is_treated[members[: floor(wanted) + more]] = True
    return is_treated


def lottery(
    families: Sequence[str],
    sizes: Sequence[int],
    *,
    n_seats: int,
    seed: str,
    n_draws: int = N_DRAWS,
) -> Lottery:
    """Draw who is offered a seat from a list with more names than seats.

    Families (siblings who ask to stay together; else one student each) are drawn one
    after the other. One for whom too few seats are left is passed over.

    Raises
    ------
    ValueError
        If a family comes twice or is empty, or seats are for nobody or for everybody.
    """
    _check(families, seed)
    size = np.asarray(sizes, dtype=np.int64)
    if size.shape != (len(families),) or np.any(size < 1):
        raise ValueError("sizes must have one number of 1 or more for each family.")
    if not 0 < n_seats < size.sum():
        raise ValueError(
            f"A lottery needs fewer seats than students; got {n_seats} seats and "
            f"{size.sum()} students."
        )
    order = sorted(
        range(len(families)), key=lambda i: (ticket(seed, families[i]), families[i])
    )
    orders = np.empty((n_draws + 1, len(families)), dtype=np.int64)
    orders[0] = order
    random = np.random.default_rng(ticket(seed, "redraws") % 2**64)
    orders[1:] = random.random((n_draws, len(families))).argsort(axis=1)
    rows = _seated(size[orders], n_seats)
    is_offered = np.zeros_like(rows)
    np.put_along_axis(is_offered, orders, rows, axis=1)
    _, block = np.unique(size, return_inverse=True)
    shares = np.bincount(block, is_offered.mean(axis=0)) / np.bincount(block)
    return Lottery(
        is_offered=is_offered[0],
        probability=shares[block],
        block=block.astype(np.int64),
        assignments=Assignments(is_treated=is_offered, observed=0, is_complete=False),
    )


def ticket(seed: str, name: str) -> int:
    """Return a name's ticket as a number.

    >>> f"{ticket('2026', 'room 1'):064x}"[:16]
    '31c897c7245c55ab'
    """
    return int(hashlib.sha256(f"{seed}|{name}".encode()).hexdigest(), 16)


def _seated(sizes: IntArray, n_seats: int) -> BoolArray:
    """Return who gets seats (D, C), columns being in the order of each draw."""
    left = np.full(len(sizes), n_seats)
    rows = np.zeros(sizes.shape, dtype=np.bool_)
    for place in range(sizes.shape[1]):
        rows[:, place] = sizes[:, place] <= left
        left -= np.where(rows[:, place], sizes[:, place], 0)
    return rows


def _check(names: Sequence[str], seed: str) -> None:
    if not seed or "|" in seed:
        raise ValueError(f"The seed must have text without '|', got {seed!r}.")
    if len(set(names)) != len(names):
        twice = next(name for i, name in enumerate(names) if name in names[:i])
        raise ValueError(f"{twice!r} is named twice.")
