"""What students would have been said to have shown at moments of the past."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from seedbed.apps.evidence.cards import AttemptRows
from seedbed.engines import learner
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

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
    return np.array(
        [found[0] for found in _walk(memory, past, days=days)], np.bool_
    ).reshape(len(days), len(memory.numbering.skill_ids))


def replay_new(memory: Memory, past: AttemptRows, *, days: FloatArray) -> IntArray:
    """Return how many skills (S, C - 1) were first mastered between two moments.

    A skill counts for the first span in which it is mastered, and never again.

    Parameters
    ----------
    memory : Memory
        Of S students, ready to be asked.
    past : AttemptRows
        Their attempts at numbered items, in order.
    days : ndarray of shape (C,)
        Days since 1970-01-01, ascending.
    """
    n_students = len(memory.student_ids)
    counts = np.zeros((n_students, max(0, len(days) - 1)), np.int64)
    ever: BoolArray | None = None
    for column, found in enumerate(_walk(memory, past, days=days)):
        if ever is not None:
            counts[:, column - 1] = (found & ~ever).sum(axis=1)
        ever = found if ever is None else ever | found
    return counts


def _walk(
    memory: Memory, past: AttemptRows, *, days: FloatArray
) -> Iterator[BoolArray]:
    """Yield what (S, K) was mastered at each moment, as today's model says."""
    answers = answers_of(memory.numbering, memory.student_ids, past)
    grade = memory.state.grade
    state = learner.begin(memory.state.model, len(memory.student_ids), grade=grade)
    read_until, before = -np.inf, None
    for day in days.tolist():
        is_new = (past.moment > read_until) & (past.moment <= day)
        state = learner.update(state, answers.select(is_new))
        found = learner.snapshot(state, as_of=day, previous=before)
        read_until, before = day, found.is_mastered
        yield found.is_mastered
