"""What one student would have been said to have shown at moments of the past."""

from __future__ import annotations

import numpy as np

from seedbed.apps.evidence.cards import AttemptRows
from seedbed.engines import learner
from seedbed.lib.arrays import BoolArray, FloatArray

from .memory import Memory
from .rows import answers_of


def replay(memory: Memory, past: AttemptRows, *, days: FloatArray) -> BoolArray:
    """Return which skills (C, K) were mastered at each of some moments.

    Today's model walks through the student's own evidence once more, so that what is
    compared over time differs by the evidence alone and not by a new fit.

    Parameters
    ----------
    memory : Memory
        Of one student, ready to be asked.
    past : AttemptRows
        The student's attempts at numbered items, in order.
    days : ndarray of shape (C,)
        Days since 1970-01-01, ascending.
    """
    answers = answers_of(memory.numbering, memory.student_ids, past)
    state = learner.begin(memory.state.model, 1, grade=memory.state.grade)
    is_mastered = np.zeros((len(days), len(memory.numbering.skill_ids)), np.bool_)
    read_until, before = -np.inf, None
    for row, day in enumerate(days.tolist()):
        is_new = (past.moment > read_until) & (past.moment <= day)
        state = learner.update(state, answers.select(is_new))
        found = learner.snapshot(state, as_of=day, previous=before)
        is_mastered[row] = found.is_mastered[0]
        read_until, before = day, found.is_mastered
    return is_mastered
