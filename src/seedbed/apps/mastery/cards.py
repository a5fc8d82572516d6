"""What the mastery app hands to others: frozen cards and arrays, no model."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import numpy as np

from seedbed.lib.arrays import BoolArray, Float32Array, Int32Array, IntArray


@dataclass(frozen=True, kw_only=True)
class SnapshotCard:
    """One snapshot without its arrays.

    ``quality`` is that of the live model, as ``ModelCard`` has it.
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

    def row_of(self, student_id: int) -> int | None:
        """Return a student's row of the arrays, or None if not in this snapshot."""
        row = int(np.searchsorted(self.student_ids, student_id))
        is_there = row < len(self.student_ids) and self.student_ids[row] == student_id
        return row if is_there else None


@dataclass(frozen=True, kw_only=True)
class RefitCard:
    """What came of asking for a new fit of the learner model.

    ``outcome``: ``live``, ``kept`` (the live model was better) or ``not-due``.
    """

    outcome: str
    reason: str
    is_full: bool = True
    n_answers: int = 0
    seconds: float = 0.0
    quality: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ModelCard:
    """One fit of the learner model: ``live``, ``challenger`` or ``retired``.

    ``quality`` has auc, ece, log_loss and n: how well it foretold answers that it was
    not fitted to, those of the time it was judged by or, where there was nothing to
    judge it by, those of other students (None with too few to tell); and the seconds
    it took.
    """

    uuid: UUID
    name: str
    status: str
    reason: str
    is_full: bool
    fitted_until: datetime
    n_students: int
    n_answers: int
    quality: dict[str, Any]
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class StateCard:
    """What is stored between nights of one unit's students.

    ``is_current``: the live model goes on from it; otherwise the next night walks
    through the whole evidence.
    """

    unit: str
    as_of: datetime
    n_bytes: int
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class LearnerStatus:
    """The live model, the fits before and besides it (newest first), and the states.

    ``next`` says in a sentence what the next night does about the fit.
    """

    live: ModelCard | None
    others: tuple[ModelCard, ...]
    units: tuple[StateCard, ...]
    next: str


@dataclass(frozen=True, kw_only=True)
class ExplanationPart:
    """One part of an estimate, in words, and the logits it adds."""

    words: str
    logit: float


@dataclass(frozen=True, kw_only=True)
class PastAnswer:
    """One past answer and the logits it adds to an estimate.

    ``item`` is the code of the question; ``on`` the local day, None without a time.
    """

    on: date | None
    item: str
    is_on_skill: bool
    is_correct: bool
    logit: float


@dataclass(frozen=True, kw_only=True)
class ExplanationCard:
    """Why an estimate is what it is.

    ``logit`` is the sum of ``parts`` and of the ``answers``, the weightiest first;
    ``mastery`` follows from it and from how sure it is, ``low`` to ``high`` is its 90 %
    interval. ``sentence`` says what the latest answers on the skill were.
    """

    student_id: int
    skill_id: int
    code: str
    title: str
    as_of: datetime
    mastery: float
    low: float
    high: float
    n_attempts: int
    logit: float
    parts: tuple[ExplanationPart, ...]
    answers: tuple[PastAnswer, ...]
    sentence: str


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


@dataclass(frozen=True, kw_only=True)
class MapSkill:
    """One skill on a student's map: where it belongs, its word, and its evidence.

    ``grade`` is the lowest that it is taught in; ``last_on`` is None without evidence.
    """

    code: str
    title: str
    strand: str
    grade: int
    state: str
    n_attempts: int
    last_on: date | None


@dataclass(frozen=True, kw_only=True)
class MasteryMap:
    """A student's skills in a few neighbouring grades, by strand and grade.

    ``as_of`` is when the evidence was last looked at, None before the first time;
    ``window`` holds what to look again at, what is under way and what is ready next,
    the most worthwhile first.
    """

    as_of: datetime | None
    grades: tuple[int, ...] = ()
    skills: tuple[MapSkill, ...] = ()
    window: tuple[MapSkill, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GradeSteps:
    """The skills of one grade, or of grades that share theirs, for one student.

    ``n_begun`` have answers and are not shown; ``n_answers_lately`` are those of the
    two weeks before the student's last answer.
    """

    grade_low: int
    grade_high: int
    n_steps: int
    n_shown: int
    n_look_again: int
    n_begun: int
    n_answers_lately: int


@dataclass(frozen=True, kw_only=True)
class WeekOfSteps:
    """Seven days of one student in one subject.

    ``n_newly_shown`` is what was shown at the end less what was at the beginning;
    ``n_answers_before`` counts the answers before it began.
    """

    ends_on: date
    n_answers: int
    n_answers_before: int
    n_newly_shown: int


@dataclass(frozen=True, kw_only=True)
class LatelySkill:
    """Answers on one skill in the last week; ``state`` is a word of ``states.py``."""

    code: str
    title: str
    state: str
    n_answers: int
    n_right: int
    last_on: date


@dataclass(frozen=True, kw_only=True)
class SubjectLearning:
    """What one student's evidence came to in one subject; grades from low to high."""

    subject: str
    n_answers: int
    last_on: date | None
    grades: tuple[GradeSteps, ...]
    weeks: tuple[WeekOfSteps, ...]
    lately: tuple[LatelySkill, ...]


@dataclass(frozen=True, kw_only=True)
class LearningCard:
    """What one student's evidence came to; ``as_of_on`` is the local date."""

    as_of: datetime
    as_of_on: date
    subjects: tuple[SubjectLearning, ...]
