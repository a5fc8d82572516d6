"""All estimates at one moment: forgetting, what neighbours say, the slip passed."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from seedbed.lib.arrays import (
    BoolArray,
    Float32Array,
    FloatArray,
    Int32Array,
)

from .compiling import compiled, inlined
from .counters import amount, halved
from .layout import (
    ALL_ANSWERS,
    ALL_LEVEL,
    ALL_RECENTLY,
    ATTEMPTS,
    DAY,
    KEPT_RIGHT,
    LEVEL,
    READ_ALL_LEVEL,
    READ_ALL_RECENTLY,
    READ_LEVEL,
    READ_RECENTLY,
    READ_RIGHT,
    READ_WRONG,
    RECENTLY,
    RIGHT,
    Kept,
    Rates,
)


class Skills(NamedTuple):
    """What holds of each skill (K,) for every student.

    ``start`` logit of an average student's first answer; ``grade_low``, ``grade_high``;
    ``per_grade`` logits for each grade between skill and student; the neighbours of
    skill k in the graph are ``near[near_first[k]:near_first[k + 1]]``.
    """

    start: FloatArray
    grade_low: Int32Array
    grade_high: Int32Array
    per_grade: FloatArray
    near_first: Int32Array
    near: Int32Array


class Slip(NamedTuple):
    """The exit slip, tabulated.

    ``passes`` (X, V): probability to pass for a logit (rows, every ``step`` from
    ``-reach``) and a spread (columns, every ``spread_step`` from 0); ``exact`` (X,)
    the same where the ability is known.
    """

    passes: Float32Array
    exact: Float32Array
    reach: float
    step: float
    spread_step: float


class Rules(NamedTuple):
    """Constants of the reading; what they mean is told in ``mastery.py``."""

    as_of: float
    from_neighbours: float
    most_grades: float
    general_variance: float
    skill_variance: float
    per_answer: float
    most_answers: float
    interval: float
    declare_at: float
    release_below: float
    least_answers: int


class Found(NamedTuple):
    """The arrays (S, K) of a snapshot, to be filled."""

    mastery: Float32Array
    low: Float32Array
    high: Float32Array
    n_attempts: Int32Array
    last_day: Float32Array
    is_mastered: BoolArray


@inlined
def _passed(logit: float, spread: float, slip: Slip) -> float:
    """Probability to pass, between the entries of the table."""
    last = slip.passes.shape[0] - 1.001
    at = min(max((logit + slip.reach) / slip.step, 0.0), last)
    row = int(at)
    along = at - row
    at = min(spread / slip.spread_step, slip.passes.shape[1] - 1.001)
    column = int(at)
    across = at - column
    near = slip.passes[row, column] * (1.0 - across)
    near += slip.passes[row, column + 1] * across
    far = slip.passes[row + 1, column] * (1.0 - across)
    far += slip.passes[row + 1, column + 1] * across
    return near + along * (far - near)


@inlined
def _sure(logit: float, slip: Slip) -> float:
    at = (logit + slip.reach) / slip.step
    at = min(max(at, 0.0), slip.exact.shape[0] - 1.001)
    row = int(at)
    return slip.exact[row] + (at - row) * (slip.exact[row + 1] - slip.exact[row])


@inlined
def _lay_out(
    s: int,
    kept: Kept,
    reading: FloatArray,
    rates: Rates,
    rules: Rules,
    shown: FloatArray,
    right: FloatArray,
    wrong: FloatArray,
    found: Found,
) -> None:
    """Spread out what student ``s`` has shown on each skill, faded to the day asked."""
    for p in range(kept.skill_first[s], kept.skill_first[s + 1]):
        k = kept.skill[p]
        wide, narrow = kept.skill_wide[p], kept.skill_narrow[p]
        gap = rules.as_of - wide[DAY]
        level, recently = wide[LEVEL], wide[RECENTLY]
        right[k], wrong[k] = narrow[KEPT_RIGHT], narrow[ATTEMPTS] - narrow[RIGHT]
        if gap > 0.0:
            if level > 0.0:
                level *= halved(gap, rates.level_half_life_days)
            if recently > 0.0:
                recently *= halved(gap, rates.recent_half_life_days)
            right[k] *= halved(gap, rates.kept_half_life_days)
        shown[k] = (
            reading[1 + READ_LEVEL] * level
            + reading[1 + READ_RECENTLY] * recently
            + reading[1 + READ_RIGHT] * amount(right[k])
            + reading[1 + READ_WRONG] * amount(wrong[k])
        )
        found.n_attempts[s, k] = int(narrow[ATTEMPTS])
        found.last_day[s, k] = wide[DAY]


@compiled
def read_all(
    kept: Kept,
    grade: FloatArray,
    reading: FloatArray,
    skills: Skills,
    rates: Rates,
    rules: Rules,
    slip: Slip,
    previous: BoolArray,
    found: Found,
) -> None:
    """Fill ``found`` (S, K); ``previous`` (S, K) are the decisions before, or (0, 0).

    ``grade`` (S,) is known or guessed; ``reading`` (R + 1,) intercept and weights.
    """
    n_skills = skills.start.shape[0]
    shown, near = np.zeros(n_skills), np.zeros(n_skills)
    right, wrong = np.zeros(n_skills), np.zeros(n_skills)
    has_previous = previous.shape[0] > 0
    for s in range(kept.student.shape[0]):
        _lay_out(s, kept, reading, rates, rules, shown, right, wrong, found)
        for p in range(kept.skill_first[s], kept.skill_first[s + 1]):
            k = kept.skill[p]
            for q in range(skills.near_first[k], skills.near_first[k + 1]):
                other = skills.near[q]
                degree = skills.near_first[other + 1] - skills.near_first[other]
                near[other] += shown[k] / degree
        student = kept.student[s]
        level = reading[1 + READ_ALL_LEVEL] * student[ALL_LEVEL]
        # Unfaded, as the walk keeps it: faded here only, an answer after a rest would
        # bring back what older ones had lost, and a right one could lower mastery.
        level += reading[1 + READ_ALL_RECENTLY] * student[ALL_RECENTLY]
        n = min(student[ALL_ANSWERS], rules.most_answers)
        general = 1.0 / (1.0 / rules.general_variance + rules.per_answer * n)
        untried = math.sqrt(general + rules.skill_variance)
        for k in range(n_skills):
            distance = max(grade[s] - skills.grade_high[k], 0.0)
            distance -= max(skills.grade_low[k] - grade[s], 0.0)
            distance = min(max(distance, -rules.most_grades), rules.most_grades)
            expected = skills.per_grade[k] * distance
            expected += rules.from_neighbours * near[k]
            if expected > 0.0:
                expected /= 1.0 + wrong[k]
            else:
                expected /= 1.0 + right[k]
            logit = skills.start[k] + level + shown[k] + expected
            spread = untried
            n_attempts = found.n_attempts[s, k]
            if n_attempts > 0:
                n = min(right[k] + wrong[k], rules.most_answers)
                own = 1.0 / (1.0 / rules.skill_variance + rules.per_answer * n)
                spread = math.sqrt(general + own)
            mastery = _passed(logit, spread, slip)
            centre = logit * math.sqrt(1.0 + math.pi / 8.0 * spread * spread)
            reach = rules.interval * spread
            found.mastery[s, k] = mastery
            found.low[s, k] = min(_sure(centre - reach, slip), mastery)
            found.high[s, k] = max(_sure(centre + reach, slip), mastery)
            bar = rules.declare_at
            if has_previous and previous[s, k]:
                bar = rules.release_below
            found.is_mastered[s, k] = (
                n_attempts >= rules.least_answers and mastery >= bar
            )
        for p in range(kept.skill_first[s], kept.skill_first[s + 1]):
            k = kept.skill[p]
            shown[k] = right[k] = wrong[k] = 0.0
            for q in range(skills.near_first[k], skills.near_first[k + 1]):
                near[skills.near[q]] = 0.0


@compiled
def passed(logit: float, spread: float, slip: Slip) -> float:
    """Return the tabulated probability to pass an exit slip."""
    return _passed(logit, spread, slip)
