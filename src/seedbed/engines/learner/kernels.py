"""The compiled loops of the learner: the only file of the engine that knows Numba.

Plain arrays in, plain arrays out, one signature each, so that each compiles once and
is cached. What the numbers mean is told in ``model.py`` and ``variants.py``.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple, ParamSpec, TypeVar

import numba
import numpy as np

from seedbed.lib.arrays import (
    BoolArray,
    Float32Array,
    FloatArray,
    Int32Array,
)

#: Columns of the feature matrix that ``walk`` fills, in order.
FEATURES = (
    "general level",
    "general form",
    "skill level",
    "skill form",
    "item difficulty",
    "skill difficulty",
    "right answers",
    "wrong answers",
    "fresh right answers",
)
(
    GENERAL,
    GENERAL_FORM,
    LEVEL,
    FORM,
    ITEM,
    SKILL,
    RIGHT,
    WRONG,
    FRESH,
) = range(len(FEATURES))

N_FEATURES = len(FEATURES)

P = ParamSpec("P")
T = TypeVar("T")


def _compiled(function: Callable[P, T]) -> Callable[P, T]:
    """Compile on first call and keep the machine code beside the source."""
    made: Callable[P, T] = numba.njit(cache=True, error_model="numpy")(function)
    return made


def _inlined(function: Callable[P, T]) -> Callable[P, T]:
    """Compile only as a part of its caller, which halves the time of the first call."""
    made: Callable[P, T] = numba.njit(inline="always", error_model="numpy")(function)
    return made


class Rates(NamedTuple):
    """How fast each estimate moves with an answer's surprise.

    An estimate that rests on n answers moves by max(start / (1 + slope n), floor)
    logits per unit of surprise. The half-lives are in days.
    """

    general_start: float
    general_slope: float
    general_floor: float
    level_start: float
    level_slope: float
    level_floor: float
    general_form: float
    form: float
    item_start: float
    item_slope: float
    skill_start: float
    skill_slope: float
    level_half_life_days: float
    form_half_life_days: float
    count_half_life_days: float
    fresh_half_life_days: float


class Log(NamedTuple):
    """The answers to walk through, as ``data.Answers`` holds them."""

    student: Int32Array
    item: Int32Array
    correct: BoolArray
    day: FloatArray
    starts: Int32Array
    skills: Int32Array


class Difficulties(NamedTuple):
    """Logits by which items (J,) and skills (K,) are harder, and their answers."""

    item: Float32Array
    item_n: Int32Array
    skill: Float32Array
    skill_n: Int32Array


class Memory(NamedTuple):
    """What is remembered of each student (S,) and of student x skill (S, K)."""

    general: Float32Array
    general_form: Float32Array
    n_answers: Int32Array
    level: Float32Array
    form: Float32Array
    right: Float32Array
    wrong: Float32Array
    fresh: Float32Array
    n_attempts: Int32Array
    last_day: Float32Array


@_inlined
def _sigmoid(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))


@_inlined
def _step(start: float, slope: float, floor: float, n: int) -> float:
    return max(start / (1.0 + slope * n), floor)


@_inlined
def _read(
    s: int,
    j: int,
    now: float,
    log: Log,
    difficulties: Difficulties,
    memory: Memory,
    rates: Rates,
    features: FloatArray,
) -> None:
    """Forget up to ``now``, then fill ``features`` (F,) with means over the skills."""
    for f in range(N_FEATURES):
        features[f] = 0.0
    features[GENERAL] = memory.general[s]
    features[GENERAL_FORM] = memory.general_form[s]
    features[ITEM] = -difficulties.item[j]
    first, end = log.starts[j], log.starts[j + 1]
    share = 1.0 / max(end - first, 1)
    for q in range(first, end):
        k = log.skills[q]
        gap = now - memory.last_day[s, k]
        if gap > 0.0:  # False for nan: without times nothing is forgotten.
            memory.level[s, k] *= 2.0 ** (-gap / rates.level_half_life_days)
            memory.form[s, k] *= 2.0 ** (-gap / rates.form_half_life_days)
            faded = 2.0 ** (-gap / rates.count_half_life_days)
            memory.right[s, k] *= faded
            memory.wrong[s, k] *= faded
            memory.fresh[s, k] *= 2.0 ** (-gap / rates.fresh_half_life_days)
        features[LEVEL] += share * memory.level[s, k]
        features[FORM] += share * memory.form[s, k]
        features[SKILL] -= share * difficulties.skill[k]
        features[RIGHT] += share * math.log1p(memory.right[s, k])
        features[WRONG] += share * math.log1p(memory.wrong[s, k])
        features[FRESH] += share * math.log1p(memory.fresh[s, k])


@_inlined
def _learn(
    s: int,
    j: int,
    now: float,
    is_right: bool,
    surprise: float,
    form_surprise: float,
    log: Log,
    memory: Memory,
    rates: Rates,
) -> None:
    """Move what is remembered of student ``s`` by the surprise of one answer."""
    memory.general[s] += surprise * _step(
        rates.general_start,
        rates.general_slope,
        rates.general_floor,
        memory.n_answers[s],
    )
    memory.general_form[s] += form_surprise * rates.general_form
    memory.n_answers[s] += 1
    for q in range(log.starts[j], log.starts[j + 1]):
        k = log.skills[q]
        memory.level[s, k] += surprise * _step(
            rates.level_start,
            rates.level_slope,
            rates.level_floor,
            memory.n_attempts[s, k],
        )
        memory.form[s, k] += form_surprise * rates.form
        if is_right:
            memory.right[s, k] += 1.0
            memory.fresh[s, k] += 1.0
        else:
            memory.wrong[s, k] += 1.0
        memory.n_attempts[s, k] += 1
        # True for the first time; a clock that runs backwards is ignored.
        if not math.isnan(now) and not now <= memory.last_day[s, k]:
            memory.last_day[s, k] = now


@_inlined
def _learn_difficulty(
    j: int, surprise: float, log: Log, difficulties: Difficulties, rates: Rates
) -> None:
    """Move the difficulty of one item and of its skills, which share the surprise."""
    difficulties.item[j] -= surprise * _step(
        rates.item_start, rates.item_slope, 0.0, difficulties.item_n[j]
    )
    difficulties.item_n[j] += 1
    first, end = log.starts[j], log.starts[j + 1]
    for q in range(first, end):
        k = log.skills[q]
        difficulties.skill[k] -= (
            surprise
            / (end - first)
            * _step(rates.skill_start, rates.skill_slope, 0.0, difficulties.skill_n[k])
        )
        difficulties.skill_n[k] += 1


@_compiled
def walk(
    log: Log,
    difficulties: Difficulties,
    memory: Memory,
    rates: Rates,
    learns_difficulty: bool,
    features: Float32Array,
) -> None:
    """Walk through answers in order: read the features, then learn from the answer.

    ``features`` (N, F) is filled before the answer is learnt from; (0, F) skips it.
    ``memory`` changes in place, and ``difficulties`` where ``learns_difficulty``.
    """
    keeps = features.shape[0] > 0
    row = np.empty(N_FEATURES)
    for r in range(log.student.shape[0]):
        s, j, now = log.student[r], log.item[r], log.day[r]
        _read(s, j, now, log, difficulties, memory, rates, row)
        if keeps:
            for f in range(N_FEATURES):
                features[r, f] = row[f]
        outcome = 1.0 if log.correct[r] else 0.0
        ease = row[ITEM] + row[SKILL]
        surprise = outcome - _sigmoid(row[GENERAL] + row[LEVEL] + ease)
        form_surprise = outcome - _sigmoid(row[GENERAL_FORM] + row[FORM] + ease)
        _learn(s, j, now, log.correct[r], surprise, form_surprise, log, memory, rates)
        if learns_difficulty:
            _learn_difficulty(j, surprise, log, difficulties, rates)


@_compiled
def curvature(
    features: Float32Array,
    correct: BoolArray,
    weights: FloatArray,
    slope: FloatArray,
    curve: FloatArray,
) -> None:
    """Fill slope (F + 1,) and curvature (F + 1, F + 1) of the log loss at ``weights``.

    Column 0 is the intercept's. One pass without copies: a matrix product would wait
    for its threads where the machine is busy.
    """
    n = weights.shape[0]
    slope[:] = 0.0
    curve[:] = 0.0
    row = np.ones(n)
    for r in range(features.shape[0]):
        logit = weights[0]
        for f in range(1, n):
            row[f] = features[r, f - 1]
            logit += weights[f] * row[f]
        expected = _sigmoid(logit)
        miss = expected - (1.0 if correct[r] else 0.0)
        doubt = expected * (1.0 - expected)
        for f in range(n):
            slope[f] += miss * row[f]
            for g in range(f + 1):
                curve[f, g] += doubt * row[f] * row[g]
    for f in range(n):
        for g in range(f):
            curve[g, f] = curve[f, g]


@_inlined
def _pass_slip(logit: float) -> float:
    """Probability of at least 4 right of 5 where each is right with sigmoid(logit)."""
    p = _sigmoid(logit)
    return p**4 * (5.0 - 4.0 * p)


@_compiled
def pass_slip(
    logit: FloatArray,
    spread: FloatArray,
    nodes: FloatArray,
    shares: FloatArray,
    reach: float,
    passes: Float32Array,
    low: Float32Array,
    high: Float32Array,
) -> None:
    """Fill the probability to pass an exit slip, and its interval, for n pairs.

    ``logit`` (n,) mean of the ability, ``spread`` (n,) its standard deviation;
    ``nodes`` and ``shares`` (Q,) a quadrature of the standard normal; the interval
    reaches ``reach`` spreads either side.
    """
    for i in range(logit.shape[0]):
        total = 0.0
        for q in range(nodes.shape[0]):
            total += shares[q] * _pass_slip(logit[i] + spread[i] * nodes[q])
        passes[i] = total
        low[i] = _pass_slip(logit[i] - reach * spread[i])
        high[i] = _pass_slip(logit[i] + reach * spread[i])
