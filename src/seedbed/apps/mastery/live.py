"""Estimates of this moment: what the night remembered, and the answers since."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import numpy as np

from . import bridge
from .cards import SnapshotArrays
from .moments import day_of
from .stored import earlier_decisions, latest_snapshot
from .upkeep import memory_now


def live_estimates(
    unit_id: int, student_ids: Iterable[int], at: datetime
) -> SnapshotArrays | None:
    """Return the estimates of some of a unit's students at this moment.

    The skills are those of the latest snapshot and those answered since. Nothing is
    written. None before the unit's first night. Six queries; one more where an item is
    new, and three the first time after a night.
    """
    wanted = np.unique(np.array(list(student_ids), np.int64))
    memory = memory_now(unit_id=unit_id, student_ids=wanted, at=at)
    earlier = latest_snapshot(unit_id, until=at)
    if memory is None or earlier is None:
        return None
    skill_ids = memory.numbering.skill_ids
    was, is_before = earlier_decisions(
        earlier, student_ids=memory.student_ids, skill_ids=skill_ids
    )
    found = bridge.estimate(
        memory,
        as_of_day=day_of(at),
        is_near=np.isin(skill_ids, earlier.skill_ids),
        was_mastered=was,
        is_mastered_before=is_before,
    )
    return SnapshotArrays(as_of=at, **found.arrays)
