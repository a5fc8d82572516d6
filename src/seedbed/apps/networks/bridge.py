"""The one module of the networks app that calls an engine."""

from __future__ import annotations

import numpy as np

from seedbed.engines import disclosure

#: Groups of fewer systems are not described.
LEAST_SYSTEMS = disclosure.LEAST_POSSIBLE


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


def _count(shown: int) -> int | None:
    return None if shown == disclosure.HIDDEN else shown
