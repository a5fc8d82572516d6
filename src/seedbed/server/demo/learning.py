"""How simulated students learn: the known process that the snapshot is judged against.

Every student s has a strength for every skill k, in logits: strength = base + gain.

* ``base`` is what the student brings: their own level (grade, and a personal offset)
  less the level of the skill, with noise, and never far above what it builds on.
* ``gain`` grows with each practised item, less the stronger the student already is
  (diminishing), and only as far as the skills it builds on are in place (the gate);
  it halves every ``half_life`` days, which grows with each day of practice (spacing).
* An answer is right with probability
  guess + (1 - guess - slip) * logistic(strength - difficulty of the item).

Each school day a student who is present has a few sittings. Which skill a sitting is
about is drawn towards what is ready next: skills near the student's grade, whose
prerequisites are in place, that would be hard but not too hard, and that were begun in
the last days. A sitting is a run of practice items and, often, an exit slip.

Nothing here knows the learner model: it is another process on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray

N_PRACTICE_ITEMS = 24
N_SLIP_ITEMS = 20
SLIP_LENGTH = 5
_SLIP_NEEDED = 4


@dataclass(frozen=True, kw_only=True)
class Constants:
    """The numbers of the process; times are in days, strengths in logits."""

    guess: float = 0.12
    slip: float = 0.06
    per_grade: float = 1.6  # logits between a skill of one grade and of the next
    level_spread: float = 0.8  # grades
    skill_spread: float = 0.7
    item_spread: float = 0.7
    rate: float = 0.17  # logits an item teaches where nothing is in the way
    rate_spread: float = 0.35  # of its logarithm
    ceiling: float = 2.2
    after_wrong: float = 0.7  # of the rate: a wrong answer teaches less
    half_life: float = 30.0
    spacing: float = 1.5
    attendance: float = 0.92
    n_sittings: int = 3
    slip_share: float = 0.42
    best_chance: float = 0.62  # of a right answer, where a sitting is drawn to
    stick: float = 5.0  # how much likelier a skill of the last days is


@dataclass(frozen=True, kw_only=True)
class Skills:
    """The skills of the framework: (K,) arrays, and links as (P, 2) of indices."""

    level: FloatArray  # grade at which it is usually taught
    grade_low: IntArray
    grade_high: IntArray
    links: IntArray
    order: IntArray  # indices, each after all that it builds on


@dataclass(kw_only=True)
class Students:
    """The simulated students: fixed traits, and strengths that change with time."""

    grade: IntArray  # (S,)
    rate: FloatArray  # (S,)
    base: FloatArray  # (S, K)
    gain: FloatArray  # (S, K)
    half_life: FloatArray  # (S, K)
    last_day: FloatArray  # (S, K), -inf where never practised
    n_practised: IntArray  # (S, K)
    n_slips: IntArray  # (S, K)
    first_item: IntArray  # (S, K)

    @property
    def strength(self) -> FloatArray:
        """Current strengths, (S, K)."""
        return self.base + self.gain


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Simulated first tries in the order they happened: (N,) arrays.

    ``item`` is skill * (practice + slip items) + number of the item; the numbers from
    ``N_PRACTICE_ITEMS`` on are exit-slip items. ``day`` counts from the first day,
    ``second`` from the start of the school day.
    """

    student: IntArray
    item: IntArray
    is_correct: BoolArray
    day: IntArray
    second: FloatArray


@dataclass(kw_only=True)
class _Record:
    parts: list[tuple[NDArray[np.generic], ...]] = field(default_factory=list)

    def answers(self) -> Answers:
        columns = [np.concatenate(column) for column in zip(*self.parts, strict=True)]
        student, item, is_correct, day, second = columns
        order = np.lexsort((second, day, student))
        return Answers(
            student=student[order].astype(np.int64),
            item=item[order].astype(np.int64),
            is_correct=is_correct[order].astype(np.bool_),
            day=day[order].astype(np.int64),
            second=second[order].astype(np.float64),
        )


class Teaching(Protocol):
    """How much an item teaches in a sitting, beside what it usually does."""

    def __call__(
        self,
        day: int,
        sitting: int,
        student: IntArray,
        skill: IntArray,
        strength: FloatArray,
    ) -> FloatArray:
        """Return a factor (n,) for each student at work on a skill."""


def logistic(x: FloatArray) -> FloatArray:
    """Return 1 / (1 + exp(-x))."""
    return np.asarray(1.0 / (1.0 + np.exp(-x)))


def chance(strength: FloatArray, constants: Constants) -> FloatArray:
    """Return the probability of a right answer at an item of middling difficulty."""
    span = 1.0 - constants.guess - constants.slip
    return np.asarray(constants.guess + span * logistic(strength))


def mastery(strength: FloatArray, constants: Constants) -> FloatArray:
    """Return the true probability of at least 4 of 5 right on fresh items, (S, K).

    Item difficulties are normal; the mean over them is by Gauss-Hermite quadrature.
    """
    nodes, weights = np.polynomial.hermite_e.hermegauss(9)
    weights = weights / weights.sum()
    right = np.zeros_like(strength)
    for node, weight in zip(nodes.tolist(), weights.tolist(), strict=True):
        right += weight * chance(strength - constants.item_spread * node, constants)
    return np.asarray(
        SLIP_LENGTH * right**_SLIP_NEEDED * (1 - right) + right**SLIP_LENGTH
    )


def enroll(
    grade: IntArray, skills: Skills, constants: Constants, rng: np.random.Generator
) -> Students:
    """Return students of given grades on the first day, before any practice."""
    n_students, n_skills = len(grade), len(skills.level)
    shape = (n_students, n_skills)
    own_level = grade + 0.2 + constants.level_spread * rng.standard_normal(n_students)
    base = constants.per_grade * (own_level[:, None] - skills.level[None, :])
    base += constants.skill_spread * rng.standard_normal(shape)
    before: dict[int, list[int]] = {}
    for first, then in skills.links.tolist():
        before.setdefault(then, []).append(first)
    for skill in skills.order.tolist():
        if skill in before:
            support = base[:, before[skill]].mean(axis=1)
            base[:, skill] = np.minimum(base[:, skill], support + 1.0)
    return Students(
        grade=grade,
        rate=constants.rate
        * np.exp(constants.rate_spread * rng.standard_normal(n_students)),
        base=np.clip(base, -4.0, 4.0),
        gain=np.zeros(shape),
        half_life=np.full(shape, constants.half_life),
        last_day=np.full(shape, -np.inf),
        n_practised=np.zeros(shape, np.int64),
        n_slips=np.zeros(shape, np.int64),
        first_item=rng.integers(0, N_PRACTICE_ITEMS, shape),
    )


def gate(strength: FloatArray, skills: Skills) -> FloatArray:
    """Return how far the skills that each skill builds on are in place, (S, K)."""
    in_place = logistic(1.5 * (strength + 0.5))
    gates = np.ones_like(strength)
    for first, then in skills.links.tolist():
        np.minimum(gates[:, then], in_place[:, first], out=gates[:, then])
    return gates


def forget(students: Students, n_days: float) -> None:
    """Let ``n_days`` pass without practice."""
    students.gain *= np.exp2(-n_days / students.half_life)


def study(
    students: Students,
    skills: Skills,
    school_days: IntArray,
    constants: Constants,
    rng: np.random.Generator,
    *,
    teaching: Teaching | None = None,
) -> Answers:
    """Let the students work through the school days (day numbers, ascending).

    Changes ``students`` and returns every answer they gave. ``teaching`` says how much
    the way of learning matters; without it, not at all.
    """
    difficulty = constants.item_spread * rng.standard_normal(
        (len(skills.level), N_PRACTICE_ITEMS + N_SLIP_ITEMS)
    )
    near = _nearness(students.grade, skills)
    record = _Record()
    previous = int(school_days[0])
    for day in school_days.tolist():
        forget(students, day - previous)
        previous = day
        gates = gate(students.strength, skills)
        chosen = _draw_skills(students, gates * near, day, constants, rng)
        is_present = rng.random(len(students.grade)) < constants.attendance
        for sitting in range(constants.n_sittings):
            here = np.flatnonzero(is_present)
            what = chosen[here, sitting]
            strength = students.strength[here, what]
            work = _Sitting(
                student=here,
                skill=what,
                day=day,
                sitting=sitting,
                factor=teaching(day, sitting, here, what, strength)
                if teaching
                else np.ones(len(here)),
            )
            work.run(students, gates, difficulty, constants, rng, record)
    return record.answers()


def _nearness(grade: IntArray, skills: Skills) -> FloatArray:
    """Return how much each skill is of each student's grade, 0 to 1, (S, K)."""
    distance = np.maximum(
        skills.grade_low[None, :] - grade[:, None],
        grade[:, None] - skills.grade_high[None, :],
    )
    return np.select([distance <= 1, distance == 2], [1.0, 0.15], 0.0)


def _draw_skills(
    students: Students,
    allowed: FloatArray,
    day: int,
    constants: Constants,
    rng: np.random.Generator,
) -> IntArray:
    """Return a skill for each sitting, (S, n_sittings), all different."""
    right = chance(students.strength, constants)
    weight = np.exp(-(((right - constants.best_chance) / 0.15) ** 2)) + 0.01
    weight = weight * allowed
    is_recent = day - students.last_day <= 4
    weight = np.where(is_recent, weight * constants.stick, weight)
    # The largest of log-weight plus Gumbel noise is a draw in proportion to weight.
    noisy = np.log(weight + 1e-12) + rng.gumbel(size=weight.shape)
    n = constants.n_sittings
    return np.asarray(np.argpartition(-noisy, n - 1, axis=1)[:, :n])


@dataclass(frozen=True, kw_only=True)
class _Sitting:
    """One sitting of n students at once: ``student`` (n,) works on ``skill`` (n,).

    An item teaches ``factor`` (n,) times what it usually does.
    """

    student: IntArray
    skill: IntArray
    day: int
    sitting: int
    factor: FloatArray

    def run(
        self,
        students: Students,
        gates: FloatArray,
        difficulty: FloatArray,
        constants: Constants,
        rng: np.random.Generator,
        record: _Record,
    ) -> None:
        """Work through practice items and, often, an exit slip; learn from each."""
        n = len(self.student)
        n_practice = rng.integers(3, 7, n)
        has_slip = rng.random(n) < constants.slip_share
        second = self.sitting * 5400.0 + 900.0 + 600.0 * rng.random(n)
        at = (self.student, self.skill)
        for step in range(6 + SLIP_LENGTH):
            is_slip = step >= 6
            working = np.flatnonzero(has_slip if is_slip else n_practice > step)
            who, what = self.student[working], self.skill[working]
            item = self._next_item(students, who, what, is_slip=is_slip)
            p = chance(students.strength[who, what] - difficulty[what, item], constants)
            is_correct = rng.random(len(who)) < p
            second[working] += 25.0 + 60.0 * rng.random(len(who))
            code = what * (N_PRACTICE_ITEMS + N_SLIP_ITEMS) + item
            days = np.full(len(who), self.day)
            record.parts.append((who, code, is_correct, days, second[working].copy()))
            opens = gates[who, what] * self.factor[working]
            _learn(students, who, what, is_correct, opens, constants)
        students.half_life[at] *= np.where(
            students.last_day[at] < self.day, constants.spacing, 1.0
        )
        students.last_day[at] = self.day

    def _next_item(
        self, students: Students, who: IntArray, what: IntArray, *, is_slip: bool
    ) -> IntArray:
        """Return an item the student has not seen while there are such, (n,)."""
        seen = students.n_slips if is_slip else students.n_practised
        turn = seen[who, what] + students.first_item[who, what]
        seen[who, what] += 1
        if is_slip:
            return np.asarray(N_PRACTICE_ITEMS + turn % N_SLIP_ITEMS)
        return np.asarray(turn % N_PRACTICE_ITEMS)


def _learn(
    students: Students,
    who: IntArray,
    what: IntArray,
    is_correct: BoolArray,
    gates: FloatArray,
    constants: Constants,
) -> None:
    strength = students.base[who, what] + students.gain[who, what]
    room = 1.0 - logistic(2.0 * (strength - constants.ceiling))
    taught = np.where(is_correct, 1.0, constants.after_wrong)
    students.gain[who, what] += students.rate[who] * gates * room * taught
