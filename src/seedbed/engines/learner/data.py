"""What the learner model reads and writes, as frozen, checked arrays.

Axis letters: N answers, S students, K skills, J items, P prerequisite links.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from seedbed.lib.arrays import BoolArray, Float32Array, FloatArray, Int32Array


@dataclass(frozen=True, kw_only=True)
class Answers:
    """First tries at items, sorted by student and, within one, by time.

    ``student`` (N,) in 0..S-1, ascending; ``item`` (N,) in 0..J-1; ``correct`` (N,);
    ``day`` (N,) days since 1970-01-01 as a float, ``nan`` where the source has no
    time. The skills of item j are
    ``item_skills[item_skill_starts[j]:item_skill_starts[j + 1]]``.

    Raises
    ------
    ValueError
        If a part has the wrong length, order or range; the message names the part.
    """

    n_students: int
    n_skills: int
    student: Int32Array
    item: Int32Array
    correct: BoolArray
    day: FloatArray
    item_skill_starts: Int32Array  # (J + 1,)
    item_skills: Int32Array

    def __post_init__(self) -> None:
        n = len(self.student)
        for name in ("item", "correct", "day"):
            _check_length(f"Answers.{name}", getattr(self, name), n, "answer")
        _check_range("Answers.student", self.student, self.n_students)
        if np.any(np.diff(self.student) < 0):
            at = int(np.argmax(np.diff(self.student) < 0)) + 1
            raise ValueError(
                f"Answers.student must ascend; answer {at} goes back from student "
                f"{self.student[at - 1]} to {self.student[at]}. Sort by student first."
            )
        if np.any(np.isinf(self.day)):
            at = int(np.argmax(np.isinf(self.day)))
            raise ValueError(
                f"Answers.day must be a number or nan, got inf at answer {at}."
            )
        self._check_items()

    def _check_items(self) -> None:
        starts = self.item_skill_starts
        if len(starts) < 1 or starts[0] != 0 or np.any(np.diff(starts) < 0):
            raise ValueError("Answers.item_skill_starts must start at 0 and ascend.")
        _check_length(
            "Answers.item_skills", self.item_skills, int(starts[-1]), "skill of items"
        )
        _check_range("Answers.item_skills", self.item_skills, self.n_skills)
        _check_range("Answers.item", self.item, self.n_items)

    @property
    def n_items(self) -> int:
        """Number of items J, answered or not."""
        return len(self.item_skill_starts) - 1

    @property
    def n_answers(self) -> int:
        """Number of answers N."""
        return len(self.student)

    def select(self, chosen: BoolArray) -> Answers:
        """Return the chosen answers (N,), with the same students, items and skills."""
        return Answers(
            n_students=self.n_students,
            n_skills=self.n_skills,
            student=self.student[chosen],
            item=self.item[chosen],
            correct=self.correct[chosen],
            day=self.day[chosen],
            item_skill_starts=self.item_skill_starts,
            item_skills=self.item_skills,
        )


@dataclass(frozen=True, kw_only=True)
class Graph:
    """The skills and what they build on.

    ``grade_low`` and ``grade_high`` (K,); ``before`` and ``after`` (P,): skill
    ``before[p]`` is a prerequisite of ``after[p]``. Acyclic.

    Raises
    ------
    ValueError
        If a part has the wrong length or range, or the links run in a circle.
    """

    grade_low: Int32Array
    grade_high: Int32Array
    before: Int32Array
    after: Int32Array

    def __post_init__(self) -> None:
        _check_length("Graph.grade_high", self.grade_high, self.n_skills, "skill")
        _check_length("Graph.after", self.after, len(self.before), "link")
        _check_range("Graph.before", self.before, self.n_skills)
        _check_range("Graph.after", self.after, self.n_skills)
        if np.any(self.grade_low > self.grade_high):
            k = int(np.argmax(self.grade_low > self.grade_high))
            raise ValueError(
                f"Graph: skill {k} has grade_low {self.grade_low[k]} above "
                f"grade_high {self.grade_high[k]}."
            )
        self._check_acyclic()

    def _check_acyclic(self) -> None:
        """Refuse a circle: peel off skills that wait for nothing until none is left."""
        waits = np.bincount(self.after, minlength=self.n_skills)
        order = np.argsort(self.before, kind="stable")
        bounds = np.searchsorted(self.before[order], np.arange(self.n_skills + 1))
        ready = list(np.flatnonzero(waits == 0))
        n_peeled = 0
        while ready:
            k = ready.pop()
            n_peeled += 1
            for next_skill in self.after[order[bounds[k] : bounds[k + 1]]]:
                waits[next_skill] -= 1
                if waits[next_skill] == 0:
                    ready.append(next_skill)
        if n_peeled < self.n_skills:
            stuck = np.flatnonzero(waits > 0)[:5].tolist()
            raise ValueError(
                f"Graph: prerequisites run in a circle; skills {stuck} are in it or "
                f"wait for it."
            )

    @property
    def n_skills(self) -> int:
        """Number of skills K."""
        return len(self.grade_low)


@dataclass(frozen=True, kw_only=True)
class Estimates:
    """All estimates at one cut-off: arrays of shape (S, K).

    ``mastery`` probability to pass an exit slip (at least 4 of 5 fresh items of the
    skill) on day ``as_of``; ``low`` and ``high`` its 90 % interval; ``n_attempts``
    answers that ask the skill; ``last_day`` day of the last of them (``nan`` none or
    no times); ``is_mastered`` the decision.

    Raises
    ------
    ValueError
        If the arrays have different shapes.
    """

    as_of: float
    mastery: Float32Array
    low: Float32Array
    high: Float32Array
    n_attempts: Int32Array
    last_day: Float32Array
    is_mastered: BoolArray

    def __post_init__(self) -> None:
        for name in ("low", "high", "n_attempts", "last_day", "is_mastered"):
            shape = getattr(self, name).shape
            if shape != self.mastery.shape:
                raise ValueError(
                    f"Estimates.{name} has shape {shape}, mastery {self.mastery.shape}."
                )


@dataclass(frozen=True, kw_only=True)
class Frontier:
    """Skills ready next, and what one session of work on each is expected to bring.

    ``is_frontier`` (S, K) all prerequisites likely, the skill itself not yet;
    ``gain`` (S, K) expected rise of mastery, 0..1 and never ``nan``, for every pair.
    """

    is_frontier: BoolArray
    gain: Float32Array


@dataclass(frozen=True, kw_only=True)
class Score:
    """How well the next answers of unseen students were predicted.

    ``auc`` area under the ROC curve (``nan`` if all answers are alike); ``log_loss``
    natural logarithms; ``ece`` expected calibration error over 15 equal bins.
    """

    auc: float
    log_loss: float
    ece: float
    n_answers: int


def _check_length(name: str, part: Any, n: int, of: str) -> None:
    if np.ndim(part) != 1 or len(part) != n:
        raise ValueError(
            f"{name} must have shape ({n},), one per {of}; got {np.shape(part)}."
        )


def _check_range(name: str, part: Any, below: int) -> None:
    if len(part) and (part.min() < 0 or part.max() >= below):
        at = int(np.argmax((part < 0) | (part >= below)))
        raise ValueError(
            f"{name} must lie in 0..{below - 1}; entry {at} is {part[at]}."
        )
