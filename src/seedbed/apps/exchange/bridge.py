"""Rows in, arrays out: how narrowly systems may be described, and what a text tells."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from seedbed.engines import disclosure

#: In a smaller network, attributes single members out even where five match.
SMALL_NETWORK = 20
LEAST_POSSIBLE = disclosure.LEAST_POSSIBLE

#: State and size band; empty where nothing may be said. None: say nothing at all.
Context = tuple[str, str] | None


def contexts(members: Sequence[tuple[str, str]]) -> list[Context]:
    """Return for each member (state, size band) the narrowest context that is safe.

    At least five members share each context, also for a reader who knows this rule. In
    a network of fewer than twenty, that is the nation for all.
    """
    n = len(members)
    widest: list[Context] = [("", "")] * n
    levels: list[list[Context]] = [widest]
    if n >= SMALL_NETWORK:
        levels = [list(members), [(state, "") for state, _band in members], widest]
    numbers = [_numbered(level) for level in levels]
    chosen = disclosure.contexts(np.array(numbers, np.int64).reshape(len(levels), n))
    return [
        None if level == disclosure.WITHHELD else levels[level][member]
        for member, level in enumerate(chosen.tolist())
    ]


def may_tell_of(n_students: int) -> bool:
    """Tell whether a finding over so many students may leave its system.

    >>> may_tell_of(9), may_tell_of(24)
    (False, True)
    """
    released = disclosure.release(
        disclosure.Table(counts=np.array([n_students], np.int64))
    )
    return int(released.shown[-1]) != disclosure.HIDDEN


def narrowness(members: Sequence[tuple[str, str]]) -> tuple[int, int, int]:
    """Return how many members may be told by state and size, by state, by neither."""
    return narrowness_of(contexts(members))


def narrowness_of(told: Sequence[Context]) -> tuple[int, int, int]:
    """Return how many contexts have state and size, the state alone, neither.

    >>> narrowness_of([("Ohio", "1-999"), ("Ohio", ""), ("", ""), None])
    (1, 1, 2)
    """
    both = sum(bool(one and one[1]) for one in told)
    state = sum(bool(one and one[0] and not one[1]) for one in told)
    return both, state, len(told) - both - state


def _numbered(level: Sequence[Context]) -> list[int]:
    known: dict[Context, int] = {}
    return [known.setdefault(one, len(known)) for one in level]


def found(
    text: str, *, names: Collection[str] = ()
) -> tuple[disclosure.Identifier, ...]:
    """Return what in a text may tell who is meant."""
    return disclosure.identifiers(text, names=names)
