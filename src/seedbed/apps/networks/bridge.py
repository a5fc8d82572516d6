"""The one module of the networks app that calls an engine."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from seedbed.engines import disclosure

#: Groups of fewer systems are not described.
LEAST_SYSTEMS = disclosure.LEAST_POSSIBLE
#: A member speaks as itself, so a place or a link tells nobody's name.
_HARMLESS = ("place", "link", "date")


def tellable(unserved: int, choosers: int) -> tuple[int | None, int | None, int | None]:
    """Return what may leave a system of two counts of students, and of their total.

    Each is None where it may not be told; a count that would give a hidden one away is
    hidden, too.

    Examples
    --------
    >>> tellable(40, 25), tellable(40, 3), tellable(4, 3)
    ((40, 25, 65), (None, None, 43), (None, None, None))
    """
    released = disclosure.release(
        disclosure.Table(counts=np.array([unserved, choosers], np.int64))
    )
    total = int(released.shown[-1])
    if len(released.merged[0]) == 1:
        return None, None, _count(total)
    first, second = (int(n) for n in released.shown[:-1])
    return _count(first), _count(second), _count(total)


def people_in(words: str, *, names: Collection[str]) -> list[str]:
    """Return what in words may tell which person is meant: names, numbers, addresses.

    Days of the week and names of schools may stand there; records may not.

    Examples
    --------
    >>> people_in("Ask Ms. Cho, any Wednesday.", names=())
    ['Ms. Cho']
    """
    there = [name for name in names if name.strip() and name in words]
    found = disclosure.identifiers(words, names=there)
    return [one.text for one in found if one.kind not in _HARMLESS]


def _count(shown: int) -> int | None:
    return None if shown == disclosure.HIDDEN else shown
