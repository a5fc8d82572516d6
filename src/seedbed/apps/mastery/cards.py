"""What the mastery app hands to others: frozen cards and arrays, no model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from seedbed.lib.arrays import BoolArray, Float32Array, Int32Array, IntArray


@dataclass(frozen=True, kw_only=True)
class SnapshotCard:
    """One snapshot without its arrays.

    ``quality`` has auc, ece, log_loss and n: how well the model foretold the answers
    of students it was not fitted to (None with too few students to tell), and the
    seconds it took.
    """

    uuid: UUID
    unit_id: int
    as_of: datetime
    n_students: int
    n_skills: int
    n_attempts: int
    model: str
    quality: dict[str, Any]
    inputs_hash: str


@dataclass(frozen=True, kw_only=True)
class SnapshotArrays:
    """All estimates of a unit at one cut-off, read-only.

    ``student_ids`` (S,) and ``skill_ids`` (K,) ascending; the others (S, K): mastery
    and its 90 % interval ``low`` to ``high``, ``n_attempts``, ``last_day`` (days since
    1970, ``nan`` none), the decision ``is_mastered``, ``is_frontier`` (ready next),
    ``gain`` expected of one session, and ``was_mastered`` at any snapshot before.
    """

    as_of: datetime
    student_ids: IntArray
    skill_ids: IntArray
    mastery: Float32Array
    low: Float32Array
    high: Float32Array
    n_attempts: Int32Array
    last_day: Float32Array
    is_mastered: BoolArray
    is_frontier: BoolArray
    gain: Float32Array
    was_mastered: BoolArray


@dataclass(frozen=True, kw_only=True)
class StepCard:
    """One step of a student's path; ``state`` is a word of ``states.py``."""

    code: str
    title: str
    state: str


@dataclass(frozen=True, kw_only=True)
class StudentPath:
    """What a student showed last, works on now, and what opens next.

    ``n_shown`` and ``n_under_way`` count among ``steps``.
    """

    steps: tuple[StepCard, ...] = ()
    n_shown: int = 0
    n_under_way: int = 0


@dataclass(frozen=True, kw_only=True)
class SkillLine:
    """One skill of one student."""

    code: str
    title: str
    mastery: float
    low: float
    high: float
    n_attempts: int
    last_on: date | None
    state: str


@dataclass(frozen=True, kw_only=True)
class StudentSnapshot:
    """What one student has shown: the skills with evidence, and those ready next."""

    as_of: datetime | None
    rows: tuple[SkillLine, ...] = ()
    frontier: tuple[SkillLine, ...] = ()
