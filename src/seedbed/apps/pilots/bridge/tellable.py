"""Counts as a board may read them: its papers are public."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seedbed.engines import disclosure


def tellable(
    parts: Sequence[int], wholes: Sequence[int]
) -> tuple[tuple[int | None, int | None], ...]:
    """Return parts of wholes, such as those who left of each arm, as a board may read.

    Each is None where it may not be told: fewer than ten students, or what would give
    such a count away. That nobody did may be told.

    Examples
    --------
    >>> tellable([3, 0], [60, 60]), tellable([20, 15], [60, 55])
    (((None, 60), (0, 60)), ((20, 60), (15, 55)))
    """
    if not parts:
        return ()
    counts = np.array([[p, max(w - p, 0)] for p, w in zip(parts, wholes, strict=True)])
    released = disclosure.release(disclosure.Table(counts=counts.astype(np.int64)))
    if released.shown.shape != (len(parts) + 1, 3):
        return ((None, None),) * len(parts)
    return tuple(
        (_told(released.shown[row, 0]), _told(released.shown[row, 2]))
        for row in range(len(parts))
    )


def tellable_groups(counts: Sequence[int]) -> tuple[int | None, ...]:
    """Return the sizes of groups as a board may read them, their sum being known.

    Examples
    --------
    >>> tellable_groups([40, 30]), tellable_groups([40, 12, 4])
    ((40, 30), (40, None, None))
    """
    if not counts:
        return ()
    released = disclosure.release(disclosure.Table(counts=np.array(counts, np.int64)))
    if len(released.shown) != len(counts) + 1:
        return (None,) * len(counts)
    return tuple(_told(one) for one in released.shown[:-1])


def _told(shown: int) -> int | None:
    return None if shown == disclosure.HIDDEN else int(shown)
