"""Why the model says what it says: named parts, and what each past answer adds.

The logit is a sum. Difficulties and counters are parts by name; levels, recent
averages, past misses and the memory are linear in past answers, so that each answer has
a share of its own: which answer, how long ago, on what.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from seedbed.engines.learner import kernels
from seedbed.engines.learner.data import Answers
from seedbed.engines.learner.kernels import COUNTERS
from seedbed.engines.learner.kernels.counters import amount
from seedbed.engines.learner.kernels.layout import (
    ALL_DAY,
    ALL_LEVEL,
    ALL_RECENTLY,
    ATTEMPTS,
    DAY,
    KEPT_RIGHT,
    LEVEL,
    MEMORY,
    MISS_FAST,
    MISSES,
    N_HALF_LIVES,
    N_MEMORY,
    N_SKILL_HALF_LIVES,
    N_TILTS,
    READ_ALL_LEVEL,
    READ_ALL_RECENTLY,
    READ_ITEM,
    READ_LEVEL,
    READ_RECENTLY,
    READ_RIGHT,
    READ_SKILL,
    READ_WRONG,
    RECENTLY,
    RIGHT,
    SKILL_LAST,
    SKILL_RIGHT,
    SKILL_SHARE,
    SKILL_WRONG,
    TILTS,
)
from seedbed.engines.learner.kernels.sums import LAST_KNOT, N_EASE
from seedbed.engines.learner.mastery import (
    grades_of,
    mastery_of,
    rules,
    skills_of,
)
from seedbed.engines.learner.model import State
from seedbed.engines.learner.regression import sigmoid
from seedbed.engines.learner.shares import Past
from seedbed.lib.arrays import FloatArray

_OWN = (SKILL_RIGHT, SKILL_WRONG, SKILL_SHARE, SKILL_LAST)


class Part(NamedTuple):
    """One named part of a logit."""

    name: str
    logit: float


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """A logit, taken apart: ``parts`` and ``shares`` add up to it.

    ``probability`` is what it stands for: mastery, or a right next answer. ``shares``
    (n,) is what each of the student's answers in the past given adds; of answers that
    were not given there is one part, "earlier answers".
    """

    probability: float
    logit: float
    parts: tuple[Part, ...]
    shares: FloatArray

    def most_telling(self, n: int) -> list[int]:
        """Return the ``n`` answers that add or take most, the weightiest first."""
        order = np.argsort(-np.abs(self.shares), kind="stable")
        return [int(i) for i in order[:n] if self.shares[i] != 0.0]


def explain(
    state: State,
    student: int,
    skill: int,
    *,
    as_of: float | None = None,
    past: Answers | None = None,
) -> Explanation:
    """Return why ``snapshot`` says what it says of one student and skill.

    Parameters
    ----------
    as_of : float, optional
        Days since 1970-01-01; the day of the student's last answer if not given.
    past : Answers, optional
        The answers that led to ``state``, numbered alike; the student's are picked.
        Without them what they add is one part.

    Raises
    ------
    ValueError
        If there is no such student or skill.
    """
    model = state.model
    _check("student", student, state.n_students)
    _check("skill", skill, model.n_skills)
    reading = model.reading
    now = _now(state, student, as_of)
    shown = _shown_of(state, student, now)
    here = shown.get(skill, _Shown(0.0, 0.0, 0.0, 0.0))
    row = state.kept.student[student]
    linear = here.linear
    linear += reading[1 + READ_ALL_LEVEL] * row[ALL_LEVEL]
    linear += reading[1 + READ_ALL_RECENTLY] * row[ALL_RECENTLY]
    of_grade, of_near = _expected(state, student, skill, shown)
    item = reading[1 + READ_ITEM] * model.reference_item[skill]
    parts = [
        Part("average student", float(reading[0])),
        Part("the skill", float(reading[1 + READ_SKILL] * model.skill_ease[skill])),
        Part("its items", float(item)),
        Part("grade", of_grade),
        Part("neighbouring skills", of_near),
        Part("right answers on the skill", here.of_right),
        Part("wrong answers on the skill", here.of_wrong),
    ]
    shares = np.zeros(0)
    if past is not None:
        shares = Past(model, _of_one(past, student), now).of_mastery(skill)
    parts.append(Part("earlier answers", float(linear - shares.sum())))
    logit = float(sum(part.logit for part in parts) + shares.sum())
    return Explanation(
        probability=mastery_of(state, student, skill, logit, now),
        logit=logit,
        parts=tuple(parts),
        shares=shares,
    )


def explain_next(
    state: State,
    student: int,
    item: int,
    *,
    as_of: float | None = None,
    past: Answers | None = None,
) -> Explanation:
    """Return why ``predict`` says what it says of a student's next answer to an item.

    Parameters and errors as for ``explain``.
    """
    model = state.model
    _check("student", student, state.n_students)
    _check("item", item, model.n_items)
    now = _now(state, student, as_of)
    row = np.zeros(len(COUNTERS))
    starts, skills = model.sets.of_items(model.population.set_of_item)
    kernels.look(
        student,
        (item, now),
        starts,
        skills,
        model.n_skills,
        model.rates,
        state.kept,
        row,
    )
    number = int(model.population.set_of_item[item])
    asked = skills[starts[item] : starts[item + 1]].astype(np.int64)
    lean = float(model.population.item[item] + model.population.set[number])
    linear = _kept_of_next(state, student, number, lean, now)
    linear += _kept_on_skills(state, student, asked, now)
    parts = [*_ease_parts(state, item), *_counter_parts(state, number, row)]
    shares = np.zeros(0)
    if past is not None:
        shares = Past(model, _of_one(past, student), now).of_next(number, asked, lean)
    parts.append(Part("earlier answers", float(linear - shares.sum())))
    logit = float(sum(part.logit for part in parts) + shares.sum())
    return Explanation(
        probability=float(sigmoid(np.array(logit))),
        logit=logit,
        parts=tuple(parts),
        shares=shares,
    )


class _Shown(NamedTuple):
    """What a student has shown on one skill, in logits; faded to the day asked."""

    linear: float
    of_right: float
    of_wrong: float
    n_right: float
    n_wrong: float = 0.0

    @property
    def total(self) -> float:
        """All that direct evidence says."""
        return self.linear + self.of_right + self.of_wrong


def _shown_of(state: State, student: int, now: float) -> dict[int, _Shown]:
    """Return what a student has shown on each skill met."""
    kept, reading, rates = state.kept, state.model.reading, state.model.rates
    found = {}
    for p in range(kept.skill_first[student], kept.skill_first[student + 1]):
        wide, narrow = kept.skill_wide[p], kept.skill_narrow[p]
        days = _days(now, wide[DAY])
        held = 0.5 ** (days / rates.kept_half_life_days)
        n_right, n_wrong = narrow[KEPT_RIGHT] * held, narrow[ATTEMPTS] - narrow[RIGHT]
        level, recently = wide[LEVEL], wide[RECENTLY]
        if recently > 0.0:
            recently *= 0.5 ** (days / rates.recent_half_life_days)
        if level > 0.0:
            level *= 0.5 ** (days / rates.level_half_life_days)
        linear = reading[1 + READ_LEVEL] * level
        linear += reading[1 + READ_RECENTLY] * recently
        found[int(kept.skill[p])] = _Shown(
            linear=float(linear),
            of_right=float(reading[1 + READ_RIGHT] * amount(n_right)),
            of_wrong=float(reading[1 + READ_WRONG] * amount(n_wrong)),
            n_right=float(n_right),
            n_wrong=float(n_wrong),
        )
    return found


def _expected(
    state: State, student: int, skill: int, shown: dict[int, _Shown]
) -> tuple[float, float]:
    """Return what grade and neighbours add, tempered by direct evidence."""
    skills, constants = skills_of(state.model), rules(0.0)
    grade = float(grades_of(state)[student])
    above = max(grade - skills.grade_high[skill], 0.0)
    below = max(skills.grade_low[skill] - grade, 0.0)
    most = constants.most_grades
    of_grade = skills.per_grade[skill] * min(max(above - below, -most), most)
    near = skills.near[skills.near_first[skill] : skills.near_first[skill + 1]]
    total = sum(shown[int(k)].total for k in near if int(k) in shown)
    of_near = constants.from_neighbours * total / max(len(near), 1)
    here = shown.get(skill, _Shown(0.0, 0.0, 0.0, 0.0))
    is_kind = of_grade + of_near > 0.0
    tempered = 1.0 / (1.0 + (here.n_wrong if is_kind else here.n_right))
    return float(of_grade * tempered), float(of_near * tempered)


def _ease_parts(state: State, item: int) -> list[Part]:
    """Return what the difficulties of an item and its skills add."""
    model = state.model
    parts = np.zeros(N_EASE)
    curved = kernels.ease_in_parts(item, model.population, model.weights, parts)
    terms = model.weights.ease * parts
    return [
        Part("average student", float(terms[4])),
        Part("the skill", float(terms[3] + terms[6] + terms[7] + curved[1])),
        Part("the item", float(terms[[0, 1, 2, 5]].sum() + curved[0])),
    ]


def _counter_parts(state: State, number: int, row: FloatArray) -> list[Part]:
    """Return what each counter adds, its own slope for the skill set included."""
    weights = state.model.weights
    at = np.clip((row - weights.low) * weights.scale, 0.0, LAST_KNOT)
    left = at.astype(np.int64)
    which = np.arange(len(COUNTERS))
    here, there = weights.curves[which, left], weights.curves[which, left + 1]
    values = here + (at - left) * (there - here)
    for i, f in enumerate(_OWN):
        within = min(max(row[f], weights.low[f]), weights.high[f])
        values[f] += weights.own[number, i] * within
    return [Part(name, float(x)) for name, x in zip(COUNTERS, values, strict=True)]


def _kept_of_next(
    state: State, student: int, number: int, lean: float, now: float
) -> float:
    """Return what the memory, past misses and the general level say."""
    weights, row = state.model.weights, state.kept.student[student]
    days = _days(now, row[ALL_DAY])
    memory = row[MEMORY : MEMORY + N_MEMORY].copy()
    timed = weights.tau > 0.0
    memory[timed] *= np.exp(-days / weights.tau[timed])
    total = float(weights.read[number] @ memory)
    total += float(weights.levels[0] * row[ALL_LEVEL])
    total += float(weights.misses @ row[MISSES : MISSES + N_HALF_LIVES])
    total += float(weights.tilts @ row[TILTS : TILTS + N_TILTS]) * lean
    return total


def _kept_on_skills(
    state: State, student: int, asked: np.typing.NDArray[np.int64], now: float
) -> float:
    """Return what past misses and the levels on the skills asked say."""
    kept, weights, total = state.kept, state.model.weights, 0.0
    half_life = state.model.rates.level_half_life_days
    for p in range(kept.skill_first[student], kept.skill_first[student + 1]):
        if kept.skill[p] in asked:
            misses = kept.skill_wide[p, MISS_FAST : MISS_FAST + N_SKILL_HALF_LIVES]
            level = kept.skill_wide[p, LEVEL]
            if level > 0.0:
                days = _days(now, kept.skill_wide[p, DAY])
                level *= 0.5 ** (days / half_life)
            said = weights.skill_misses @ misses + weights.levels[1] * level
            total += float(said) / len(asked)
    return total


def _of_one(past: Answers, student: int) -> Answers:
    """Return one student's answers, as those of student 0 of 1."""
    chosen = past.student == student
    return Answers(
        n_students=1,
        n_skills=past.n_skills,
        student=np.zeros(int(chosen.sum()), np.int32),
        item=past.item[chosen],
        correct=past.correct[chosen],
        day=past.day[chosen],
        item_skill_starts=past.item_skill_starts,
        item_skills=past.item_skills,
    )


def _now(state: State, student: int, as_of: float | None) -> float:
    last = float(state.kept.student[student, ALL_DAY])
    return last if as_of is None else float(as_of)


def _days(now: float, then: float) -> float:
    """Return days from then to now, 0 where the clock is not known to have run."""
    return float(now - then) if now > then else 0.0


def _check(name: str, number: int, below: int) -> None:
    if not 0 <= number < below:
        raise ValueError(f"{name} must lie in 0..{below - 1}, got {number}.")
