"""Walking through answers: predict each from those before it, then learn from it."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from seedbed.lib.arrays import BoolArray, Float32Array, FloatArray

from .compiling import compiled, inlined
from .counters import amount, count_all, count_item, count_skills, fade, note
from .desk import (
    blank_items,
    blank_skills,
    blank_student,
    clear,
    lay_out,
    meet,
    put_away,
)
from .layout import (
    ALL_ANSWERS,
    ALL_DAY,
    ALL_LEVEL,
    ALL_N,
    ALL_RECENTLY,
    ATTEMPTS,
    BASE,
    DAY,
    EASE,
    EXPOSE,
    HIGH,
    ITEM_ATTEMPTS,
    KEPT_RIGHT,
    LEAN,
    LEVEL,
    LOW,
    MEMORY,
    MISS_FAST,
    MISS_SLOW,
    MISSES,
    N_COUNTERS,
    N_HALF_LIVES,
    N_MEMORY,
    N_TILTS,
    OWN_LAST,
    OWN_RIGHT,
    OWN_SHARE,
    OWN_WRONG,
    READ,
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
    SCALE,
    SKILL_COUNTERS,
    SKILL_LAST,
    SKILL_RIGHT,
    SKILL_SHARE,
    SKILL_WRONG,
    STUDENT_WIDTH,
    TILTS,
    UNMET_SKILL,
    W_GAIN,
    W_LEVELS,
    W_MISSES,
    W_RATES,
    W_RHO,
    W_SKILL_MISSES,
    W_START,
    W_TAU,
    W_TILTS,
    W_UNMET_ITEM,
    WRITE,
    Kept,
    Log,
    Population,
    Rates,
    Served,
    Weights,
)
from .sums import (
    LAST_KNOT,
    MISS_GAINS,
    MISS_KEEPS,
    N_EASE,
    SKILL_MISS_KEEPS,
    TILT_GAINS,
    TILT_KEEPS,
    ease_of,
    learn_ease,
    sigmoid,
)

# Rates within ``Served.shared``, in the order of ``Rates``.
_ALL_START, _ALL_SLOPE, _ALL_FLOOR = W_RATES, W_RATES + 1, W_RATES + 2
_LEVEL_START, _LEVEL_SLOPE, _LEVEL_FLOOR = W_RATES + 3, W_RATES + 4, W_RATES + 5
_LEVEL_DAYS, _KEPT_DAYS, _RECENT_DAYS = W_RATES + 10, W_RATES + 11, W_RATES + 12


class Seen(NamedTuple):
    """What a walk notes of each answer, where there is room for N.

    ``logit`` of the prediction; ``surprise`` of the levels; ``reading`` (N, R),
    ``is_new_item`` (N,) and ``rest`` (N,), days since the skill, as they stood before
    the answer.
    """

    logit: FloatArray
    surprise: FloatArray
    reading: Float32Array
    is_new_item: BoolArray
    rest: FloatArray


@inlined
def _on_curves(
    first: int, end: int, row: FloatArray, curves: FloatArray, frame: FloatArray
) -> float:
    """Sum of the curves of some counters."""
    total = 0.0
    for f in range(first, end):
        at = (row[f] - frame[f, LOW]) * frame[f, SCALE]
        at = min(max(at, 0.0), LAST_KNOT)
        left = int(at)
        here = curves[f, left]
        total += here + (at - left) * (curves[f, left + 1] - here)
    return total


@inlined
def _within(f: int, row: FloatArray, frame: FloatArray) -> float:
    """Value of a counter, no farther than its knots reach."""
    return min(max(row[f], frame[f, LOW]), frame[f, HIGH])


@inlined
def of_skills(
    c: int, row: FloatArray, by_set: FloatArray, curves: FloatArray, frame: FloatArray
) -> float:
    """Return what the counters of the skills add."""
    return (
        _on_curves(0, SKILL_COUNTERS, row, curves, frame)
        + by_set[c, OWN_RIGHT] * _within(SKILL_RIGHT, row, frame)
        + by_set[c, OWN_WRONG] * _within(SKILL_WRONG, row, frame)
        + by_set[c, OWN_SHARE] * _within(SKILL_SHARE, row, frame)
        + by_set[c, OWN_LAST] * _within(SKILL_LAST, row, frame)
    )


@inlined
def _of_past(
    c: int, lean: float, student: FloatArray, by_set: FloatArray, shared: FloatArray
) -> float:
    """Return what the memory, past misses and the general level say."""
    total = shared[W_LEVELS] * student[ALL_LEVEL]
    for d in range(N_MEMORY):
        total += by_set[c, READ + d] * student[MEMORY + d]
    for m in range(N_HALF_LIVES):
        total += shared[W_MISSES + m] * student[MISSES + m]
    tilt = 0.0
    for m in range(N_TILTS):
        tilt += shared[W_TILTS + m] * student[TILTS + m]
    return total + tilt * lean


@inlined
def _of_skill(k: int, wide: FloatArray, shared: FloatArray) -> float:
    """Return what past misses and the level on one skill say."""
    return (
        shared[W_SKILL_MISSES] * wide[k, MISS_FAST]
        + shared[W_SKILL_MISSES + 1] * wide[k, MISS_SLOW]
        + shared[W_LEVELS + 1] * wide[k, LEVEL]
    )


@inlined
def _forget(now: float, student: FloatArray, shared: FloatArray) -> None:
    """Let the memory fade with the time since the student's last answer."""
    gap = now - student[ALL_DAY]
    if gap > 0.0:
        for d in range(N_MEMORY):
            if shared[W_TAU + d] > 0.0:
                student[MEMORY + d] *= math.exp(-gap / shared[W_TAU + d])


@inlined
def _remember(
    c: int,
    lean: float,
    miss: float,
    surprise: float,
    student: FloatArray,
    by_set: FloatArray,
    shared: FloatArray,
) -> None:
    """Write one answer to the memory and to the misses."""
    for d in range(N_MEMORY):
        written = surprise * by_set[c, WRITE + d] + by_set[c, EXPOSE + d]
        student[MEMORY + d] = (
            shared[W_RHO + d] * student[MEMORY + d] + shared[W_GAIN + d] * written
        )
    for m in range(N_HALF_LIVES):
        student[MISSES + m] = MISS_KEEPS[m] * student[MISSES + m] + MISS_GAINS[m] * miss
    for m in range(N_TILTS):
        student[TILTS + m] = (
            TILT_KEEPS[m] * student[TILTS + m] + TILT_GAINS[m] * miss * lean
        )


@inlined
def _move_level(student: FloatArray, by: float, shared: FloatArray) -> None:
    """Move the student's general level by a surprise."""
    step = shared[_ALL_START] / (1.0 + shared[_ALL_SLOPE] * student[ALL_ANSWERS])
    student[ALL_LEVEL] += by * max(step, shared[_ALL_FLOOR])


@inlined
def _move_skill(
    k: int,
    by: float,
    miss: float,
    wide: FloatArray,
    narrow: Float32Array,
    shared: FloatArray,
) -> None:
    """Move the student's level on a skill by a surprise, and note the miss."""
    step = shared[_LEVEL_START] / (1.0 + shared[_LEVEL_SLOPE] * narrow[k, ATTEMPTS])
    wide[k, LEVEL] += by * max(step, shared[_LEVEL_FLOOR])
    wide[k, MISS_FAST] = SKILL_MISS_KEEPS[0] * wide[k, MISS_FAST] + miss
    wide[k, MISS_SLOW] = SKILL_MISS_KEEPS[1] * wide[k, MISS_SLOW] + miss


@inlined
def _read_skill(
    k: int,
    share: float,
    wide: FloatArray,
    narrow: Float32Array,
    reading: Float32Array,
    r: int,
) -> None:
    """Add a share of what mastery reads of skill ``k``."""
    reading[r, READ_LEVEL] += share * wide[k, LEVEL]
    reading[r, READ_RECENTLY] += share * wide[k, RECENTLY]
    reading[r, READ_RIGHT] += share * amount(narrow[k, KEPT_RIGHT])
    wrong = narrow[k, ATTEMPTS] - narrow[k, RIGHT]
    reading[r, READ_WRONG] += share * amount(wrong)


@compiled
def serve(population: Population, weights: Weights, served: Served) -> None:
    """Fill what depends on the population, which stands still from now on."""
    parts = np.empty(N_EASE)
    for j in range(served.by_item.shape[0]):
        lean = population.item[j] + population.set[population.set_of_item[j]]
        served.by_item[j, EASE] = ease_of(j, population, weights, parts)
        served.by_item[j, BASE] = sigmoid(weights.ease[4] + lean)
        served.by_item[j, LEAN] = lean
    nothing = np.zeros(N_COUNTERS)
    for c in range(served.by_set.shape[0]):
        served.by_set[c, UNMET_SKILL] = of_skills(
            c, nothing, served.by_set, served.curves, served.frame
        )


@compiled
def walk(
    log: Log,
    n_skills: int,
    served: Served,
    before: Kept,
    after: Kept,
    teaches: bool,
    population: Population,
    weights: Weights,
    rates: Rates,
    seen: Seen,
) -> None:
    """Walk through answers in order: predict each, then learn from it.

    Each student starts from ``before`` (that of no students: blank). What is remembered
    afterwards is put into ``after``, whose arrays are large enough (that of no
    students: nowhere). Where it ``teaches``, the population learns from each student
    once all of the student's answers are predicted, and ``served.by_item`` is not
    read; else the population stands.
    """
    item, correct, day, starts, skills = (
        log.item,
        log.correct,
        log.day,
        log.starts,
        log.skills,
    )
    by_item, by_set, set_of_item = served.by_item, served.by_set, served.set_of_item
    curves, frame, shared = served.curves, served.frame, served.shared
    logit, surprise = seen.logit, seen.surprise
    reading, is_new_item, rest = seen.reading, seen.is_new_item, seen.rest
    item_ease, set_ease = population.item, population.set
    student = np.empty(STUDENT_WIDTH)
    blank_student(student)
    wide, narrow = blank_skills(n_skills)
    item_wide, item_narrow = blank_items(starts.shape[0] - 1)
    skills_met = np.empty(n_skills, np.int32)
    items_met = np.empty(starts.shape[0] - 1, np.int32)
    n_met = np.zeros(2, np.int64)
    row, parts = np.zeros(N_COUNTERS), np.empty(N_EASE)
    miss_of = np.empty(item.shape[0] if teaches else 0)
    is_blank, is_kept = before.student.shape[0] == 0, after.student.shape[0] > 0
    for s in range(log.first.shape[0] - 1):
        if not is_blank:
            lay_out(
                s,
                before,
                student,
                wide,
                narrow,
                item_wide,
                item_narrow,
                skills_met,
                items_met,
                n_met,
            )
        for r in range(log.first[s], log.first[s + 1]):
            j, now, is_right = item[r], day[r], correct[r]
            c = set_of_item[j]
            begin, end = starts[j], starts[j + 1]
            share = 1.0 / max(end - begin, 1)
            level, z = 0.0, 0.0
            if reading.shape[0] > 0 and begin < end:
                rest[r] = now - wide[skills[begin], DAY]
            for q in range(begin, end):
                k = skills[q]
                fade(
                    k,
                    now,
                    shared[_LEVEL_DAYS],
                    shared[_KEPT_DAYS],
                    shared[_RECENT_DAYS],
                    wide,
                    narrow,
                )
                level += share * wide[k, LEVEL]
                z += share * _of_skill(k, wide, shared)
            _forget(now, student, shared)
            if teaches:
                lean = item_ease[j] + set_ease[c]
                base = sigmoid(shared[W_START] + lean)
                z += ease_of(j, population, weights, parts)
            else:
                lean, base = by_item[j, LEAN], by_item[j, BASE]
                z += by_item[j, EASE]
            if count_skills(j, now, starts, skills, student, wide, narrow, row):
                z += of_skills(c, row, by_set, curves, frame)
            else:
                z += by_set[c, UNMET_SKILL]
            if count_item(j, now, student, item_wide, item_narrow, row):
                z += _on_curves(SKILL_COUNTERS, ALL_N, row, curves, frame)
            else:
                z += shared[W_UNMET_ITEM]
            count_all(now, student, row)
            z += _on_curves(ALL_N, N_COUNTERS, row, curves, frame)
            z += _of_past(c, lean, student, by_set, shared)
            outcome = 1.0 if is_right else 0.0
            miss = outcome - sigmoid(z)
            level += student[ALL_LEVEL]
            by = outcome - sigmoid(shared[W_START] + lean + level)
            if logit.shape[0] > 0:
                logit[r], surprise[r] = z, by
            if reading.shape[0] > 0:
                is_new_item[r] = item_narrow[j, ITEM_ATTEMPTS] == 0.0
                reading[r, :] = 0.0
                reading[r, READ_ALL_LEVEL] = student[ALL_LEVEL]
                reading[r, READ_ALL_RECENTLY] = student[ALL_RECENTLY]
                reading[r, READ_ITEM] = item_ease[j]
                reading[r, READ_SKILL] = set_ease[c]
                for q in range(begin, end):
                    _read_skill(skills[q], share, wide, narrow, reading, r)
            if teaches:
                miss_of[r] = miss
            meet(j, starts, skills, narrow, item_narrow, skills_met, items_met, n_met)
            _move_level(student, by, shared)
            for q in range(begin, end):
                _move_skill(skills[q], by, miss, wide, narrow, shared)
            _remember(c, lean, miss, outcome - base, student, by_set, shared)
            note(
                j,
                now,
                is_right,
                starts,
                skills,
                student,
                wide,
                narrow,
                item_wide,
                item_narrow,
            )
        if teaches:
            for r in range(log.first[s], log.first[s + 1]):
                learn_ease(item[r], miss_of[r], population, rates)
        if is_kept:
            put_away(
                s,
                after,
                student,
                wide,
                narrow,
                item_wide,
                item_narrow,
                skills_met,
                items_met,
                n_met,
            )
        clear(
            student,
            wide,
            narrow,
            item_wide,
            item_narrow,
            skills_met,
            items_met,
            n_met,
        )
