"""From what is remembered to the arrays of a snapshot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from seedbed.apps.mastery.archive import Arrays
from seedbed.apps.mastery.numbering import Numbering, places
from seedbed.engines import learner
from seedbed.lib.arrays import BoolArray, IntArray

from .memory import Memory

_PER_PAIR = ("mastery", "low", "high", "n_attempts", "last_day", "is_mastered")


@dataclass(frozen=True, kw_only=True)
class Estimated:
    """The arrays of a snapshot, and how many answers are behind them."""

    arrays: Arrays
    n_answers: int


def estimate(
    memory: Memory,
    *,
    as_of_day: float,
    is_near: BoolArray,
    was_mastered: BoolArray,
    is_mastered_before: BoolArray,
) -> Estimated:
    """Estimate every student, and every skill that is near or has evidence.

    Parameters
    ----------
    as_of_day : float
        Days since 1970-01-01.
    is_near : ndarray of shape (K,), dtype=bool
        Skills to estimate whether there is evidence or not.
    was_mastered : ndarray of shape (S, K), dtype=bool
        Mastered at any snapshot before.
    is_mastered_before : ndarray of shape (S, K), dtype=bool
        Mastered at the snapshot before; the decision has a memory.
    """
    found = learner.snapshot(memory.state, as_of=as_of_day, previous=is_mastered_before)
    wanted = np.flatnonzero(is_near | (found.n_attempts > 0).any(axis=0))
    estimates = replace(
        found, **{name: getattr(found, name)[:, wanted] for name in _PER_PAIR}
    )
    ready = learner.frontier(estimates, _graph_of_some(memory.numbering, wanted))
    return Estimated(
        arrays={
            "student_ids": memory.student_ids,
            "skill_ids": memory.numbering.skill_ids[wanted],
            **{name: getattr(estimates, name) for name in _PER_PAIR},
            "is_frontier": ready.is_frontier,
            "gain": ready.gain,
            "was_mastered": (was_mastered | is_mastered_before)[:, wanted],
        },
        n_answers=int(memory.n_answers.sum()),
    )


def _graph_of_some(numbering: Numbering, wanted: IntArray) -> Any:
    """Return the graph of some skills (places, ascending), with the links in it."""
    before, after = places(wanted, numbering.before), places(wanted, numbering.after)
    is_inside = (before >= 0) & (after >= 0)
    return learner.Graph(
        grade_low=numbering.grade_low[wanted],
        grade_high=numbering.grade_high[wanted],
        before=before[is_inside].astype(np.int32),
        after=after[is_inside].astype(np.int32),
    )
