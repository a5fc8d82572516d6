"""How many skills each student of a unit newly mastered between moments of the past."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from seedbed.apps.evidence import queries as evidence
from seedbed.lib.arrays import IntArray

from . import bridge
from .moments import day_of
from .upkeep import stored_memory


def newly_mastered(
    unit_id: int, moments: Sequence[datetime]
) -> tuple[IntArray, IntArray]:
    """Return ids (S,) of students and counts (S, C - 1) between C ascending moments.

    Today's model walks through the evidence once more, so that weeks differ by what was
    answered and not by a new fit. A skill counts once, when it is first mastered. No
    student before a unit's first night. Two queries, two more the first time after a
    night; seconds for a large unit, so the night asks and pages do not.
    """
    memory = stored_memory(unit_id)
    n_spans = max(0, len(moments) - 1)
    if memory is None or not n_spans:
        return np.zeros(0, np.int64), np.zeros((0, n_spans), np.int64)
    ids = memory.student_ids
    past = evidence.attempt_rows(until=moments[-1], student_ids=ids)
    past = past.select(past.is_due & memory.numbering.has_item(past.item_id))
    days = np.array([day_of(moment) for moment in moments])
    return ids, bridge.replay_new(memory, past, days=days)
