"""Turns pockets into arrays for the engines, and answers into what may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from seedbed.engines import disclosure, needs
from seedbed.engines.disclosure import without_names as without_names
from seedbed.lib.arrays import IntArray

from .cards import BoundsCard, Counted, OverlapCard
from .models import Instead

#: Order of a pocket's parts, and what each is to the engine.
PARTS = (
    (Instead.NOTHING, needs.NOTHING),
    (Instead.SOMETHING, needs.SOMETHING),
    (Instead.UNKNOWN, needs.UNKNOWN),
)
_VALUE = {str(instead): value for instead, value in PARTS}
LEAST_SHOWN = needs.LEAST_SHOWN


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """A pocket's counts as they may be shown; ``place`` orders what may be ordered."""

    kind: str
    n: Counted
    parts: tuple[Counted, Counted, Counted]
    reached: tuple[float, float] | None
    place: int


@dataclass(frozen=True, kw_only=True)
class Whole:
    """All pockets, their overlaps, and how many students are in any of them."""

    pockets: tuple[Weighed, ...]
    overlaps: tuple[OverlapCard, ...]
    union: Counted


def weigh(members: Mapping[str, Mapping[int, str]], seats: Mapping[str, int]) -> Whole:
    """Return what may be said of pockets, those reached best first.

    Parameters
    ----------
    members
        By pocket, each student in it with what they do instead.
    seats
        Seats that could be made, where somebody said so; where nobody did, each student
        of the pocket is taken to get one.
    """
    students = np.array(sorted({s for one in members.values() for s in one}), np.int64)
    lists = {kind: np.array(list(one), np.int64) for kind, one in members.items()}
    pockets = needs.gather(students, lists)
    instead = np.full(pockets.is_in.shape, needs.UNKNOWN, np.int64)
    for column, one in enumerate(members.values()):
        rows = np.searchsorted(students, np.array(list(one), np.int64))
        instead[rows, column] = [_VALUE[value] for value in one.values()]
    parts = np.stack(
        [(pockets.is_in & (instead == value)).sum(axis=0) for _, value in PARTS], axis=1
    )
    found = needs.overlaps(pockets)
    counts = np.array([one.n_students for one in found], np.int64)
    is_in = np.zeros((len(found), len(pockets.names)), np.bool_)
    for row, overlap in enumerate(found):
        is_in[row, list(overlap.pockets)] = True
    shown = disclosure.release_sets(counts, is_in, parts, minimum=LEAST_SHOWN)
    ranks = needs.rank(
        pockets,
        instead=instead,
        seats=np.array(
            [
                seats.get(kind, size)
                for kind, size in zip(members, pockets.sizes.tolist(), strict=True)
            ],
            np.int64,
        ),
    )
    return Whole(
        pockets=_pockets(pockets, parts, shown, ranks),
        overlaps=tuple(
            OverlapCard(
                kinds=tuple(pockets.names[p] for p in one.pockets),
                n=_counted(one.n_students, int(cell)),
            )
            for one, cell in zip(found, shown.overlaps, strict=True)
        ),
        union=_counted(needs.n_in_any(pockets), shown.union),
    )


def _pockets(
    pockets: needs.Pockets,
    parts: IntArray,
    shown: disclosure.SetsRelease,
    ranks: Sequence[needs.Rank],
) -> tuple[Weighed, ...]:
    """Return the pockets, first those whose rank says nothing that is hidden."""
    weighed = []
    for place, one in enumerate(ranks):
        p = one.pocket
        cells = [
            _counted(int(true), int(cell))
            for true, cell in zip(parts[p], shown.parts[p], strict=True)
        ]
        size = _counted(one.n_students, int(shown.sizes[p]))
        is_known = size.n is not None and cells[0].n is not None
        is_sure = is_known and shown.parts[p][2] != disclosure.HIDDEN
        weighed.append(
            Weighed(
                kind=pockets.names[p],
                n=size,
                parts=(cells[0], cells[1], cells[2]),
                reached=(one.reached_low, one.reached_high) if is_sure else None,
                place=place if is_sure else len(ranks) + p,
            )
        )
    return tuple(sorted(weighed, key=lambda one: one.place))


def _counted(true: int, cell: int) -> Counted:
    """Return a count as a page may show it.

    A zero that may be said is still only few: it would tell who is not there. One that
    is hidden beside others is not said to be few: the audit took that as unknown.
    """
    if cell == disclosure.HIDDEN:
        return Counted(n=None, is_few=0 < true < LEAST_SHOWN)
    return Counted(n=cell) if cell else Counted(n=None, is_few=True)


def bounds(
    union: Counted, n_students: int, counts: Sequence[tuple[int, int]]
) -> BoundsCard:
    """Return between how many children are in any pocket; ``counts`` are n of m.

    By Fréchet, never a sum: who is counted elsewhere may be on our lists too.
    """
    most = n_students if union.n is None and not union.is_few else LEAST_SHOWN - 1
    low = [union.low, *(n for n, _ in counts)]
    high = [most if union.n is None else union.n, *(n for n, _ in counts)]
    everyone = max([n_students, *(of for _, of in counts), *high])
    found = needs.union_bounds(
        needs.Bounds(low=np.array(low), high=np.array(high)), everyone
    )
    return BoundsCard(low=int(found.low), high=int(found.high), of_children=everyone)
