"""What the learner model reads and writes, as frozen, checked arrays.

Axis letters: N answers, S students, K skills, J items, P prerequisite links.
"""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.lib.arrays import BoolArray, Float32Array, FloatArray, Int32Array


@dataclass(frozen=True, kw_only=True)
class Answers:
    """First tries at items, sorted by student and, within one, by time.

    ``student`` (N,) in 0..S-1, ascending; ``item`` (N,) in 0..J-1; ``correct`` (N,);
    ``day`` (N,) days since 1970-01-01 as a float, ``nan`` where the source has no
    time. The skills of item j are
    ``item_skills[item_skill_starts[j]:item_skill_starts[j + 1]]``.
    """

    n_students: int
    n_skills: int
    student: Int32Array
    item: Int32Array
    correct: BoolArray
    day: FloatArray
    item_skill_starts: Int32Array  # (J + 1,)
    item_skills: Int32Array


@dataclass(frozen=True, kw_only=True)
class Graph:
    """The skills and what they build on.

    ``grade_low`` and ``grade_high`` (K,); ``before`` and ``after`` (P,): skill
    ``before[p]`` is a prerequisite of ``after[p]``. Acyclic.
    """

    grade_low: Int32Array
    grade_high: Int32Array
    before: Int32Array
    after: Int32Array


@dataclass(frozen=True, kw_only=True)
class Estimates:
    """All estimates at one cut-off: arrays of shape (S, K).

    ``mastery`` probability to pass an exit slip (at least 4 of 5 fresh items of the
    skill) on day ``as_of``; ``low`` and ``high`` its 90 % interval; ``n_attempts``
    answers that ask the skill; ``last_day`` day of the last of them (``nan`` none or
    no times); ``is_mastered`` the decision.
    """

    as_of: float
    mastery: Float32Array
    low: Float32Array
    high: Float32Array
    n_attempts: Int32Array
    last_day: Float32Array
    is_mastered: BoolArray
