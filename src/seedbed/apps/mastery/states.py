"""The words for where a student stands with a skill; the only ones shown."""

from __future__ import annotations

import numpy as np

from .cards import SnapshotArrays

SECURE = "secure"
SHOWN = "shown"
NOW = "now"
READY = "ready"
LATER = "later"
LOOK_AGAIN = "look_again"

#: A mastered skill is secure when even the low end of its interval lies above this.
SECURE_ABOVE = 0.75
#: Skills met within this many days of a student's last answer are worked on now.
NOW_DAYS = 1.0


def states_of(arrays: SnapshotArrays, row: int) -> list[str]:
    """Return the word for each skill (K,) of the student in a row.

    * ``look_again``: mastered at a snapshot before, and not at this one;
    * ``secure`` and ``shown``: mastered, the first beyond reasonable doubt;
    * ``now``: asked on the last day with evidence (or asked at all, where the evidence
      has no times) and not mastered yet;
    * ``ready``: everything it builds on is likely; ``later``: not yet.
    """
    is_mastered = arrays.is_mastered[row]
    words = np.select(
        [
            arrays.was_mastered[row] & ~is_mastered,
            is_mastered & (arrays.low[row] >= SECURE_ABOVE),
            is_mastered,
            _is_recent(arrays, row),
            arrays.is_frontier[row],
        ],
        [LOOK_AGAIN, SECURE, SHOWN, NOW, READY],
        default=LATER,
    )
    return [str(word) for word in words]


def _is_recent(arrays: SnapshotArrays, row: int) -> np.typing.NDArray[np.bool_]:
    """Return which skills (K,) the student's latest evidence is about."""
    asked = arrays.n_attempts[row] > 0
    last_day = arrays.last_day[row]
    if not np.isfinite(last_day).any():
        return np.asarray(asked, np.bool_)
    recent = last_day >= np.nanmax(last_day) - NOW_DAYS
    return np.asarray(asked & recent, np.bool_)
