"""Walking through answers: predict each from those before it, then learn from it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from seedbed.lib.arrays import BoolArray, Float32Array, FloatArray, Int32Array, IntArray

from .compiling import compiled, inlined, uncounted
from .counters import amount, count_item, count_skills, fade, note
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
    ALL_LEVEL,
    ALL_N,
    ALL_RECENTLY,
    ATTEMPTS,
    BASE,
    DAY,
    EASE,
    ITEM_ATTEMPTS,
    KEPT_RIGHT,
    LEAN,
    LEVEL,
    N_COUNTERS,
    OWN_LAST,
    OWN_RIGHT,
    OWN_SHARE,
    OWN_WRONG,
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
    SKILL_COUNTERS,
    SKILL_LAST,
    SKILL_RIGHT,
    SKILL_SHARE,
    SKILL_WRONG,
    STUDENT_WIDTH,
    UNMET_SKILL,
    W_START,
    W_UNMET_ITEM,
    Kept,
    Log,
    Population,
    Rates,
    Served,
    Weights,
)
from .memory import (
    KEPT_DAYS,
    LEVEL_DAYS,
    RECENT_DAYS,
    forget,
    move_level,
    move_skill,
    of_past,
    of_skill,
    remember,
)
from .sums import (
    N_EASE,
    ease_of,
    learn_ease,
    sigmoid,
)
from .tables import (
    all_say,
    can_look_up_item,
    can_look_up_skill,
    item_says,
    lay_tables,
    on_curve_of,
    skill_says,
    within,
)


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
        total += on_curve_of(f, row[f], curves, frame)
    return total


@inlined
def of_skills(
    c: int, row: FloatArray, by_set: FloatArray, curves: FloatArray, frame: FloatArray
) -> float:
    """Return what the counters of the skills add."""
    return (
        _on_curves(0, SKILL_COUNTERS, row, curves, frame)
        + by_set[c, OWN_RIGHT] * within(SKILL_RIGHT, row[SKILL_RIGHT], frame)
        + by_set[c, OWN_WRONG] * within(SKILL_WRONG, row[SKILL_WRONG], frame)
        + by_set[c, OWN_SHARE] * within(SKILL_SHARE, row[SKILL_SHARE], frame)
        + by_set[c, OWN_LAST] * within(SKILL_LAST, row[SKILL_LAST], frame)
    )


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
    lay_tables(served.curves, served.frame, served.tables)
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
    student = np.empty(STUDENT_WIDTH)
    blank_student(student)
    wide, narrow = blank_skills(n_skills)
    n_items = log.starts.shape[0] - 1
    item_wide, item_narrow = blank_items(n_items)
    _walk(
        log,
        served,
        before,
        after,
        teaches,
        population,
        weights,
        rates,
        seen,
        student,
        wide,
        narrow,
        item_wide,
        item_narrow,
        np.empty(n_skills, np.int32),
        np.empty(n_items, np.int32),
        np.zeros(2, np.int64),
        np.zeros(N_COUNTERS),
        np.empty(N_EASE),
        np.empty(log.item.shape[0] if teaches else 0),
    )


@uncounted
def _walk(
    log: Log,
    served: Served,
    before: Kept,
    after: Kept,
    teaches: bool,
    population: Population,
    weights: Weights,
    rates: Rates,
    seen: Seen,
    student: FloatArray,
    wide: FloatArray,
    narrow: Float32Array,
    item_wide: FloatArray,
    item_narrow: Float32Array,
    skills_met: Int32Array,
    items_met: Int32Array,
    n_met: IntArray,
    row: FloatArray,
    parts: FloatArray,
    miss_of: FloatArray,
) -> None:
    """Walk on a blank desk; see ``walk``."""
    item, correct, day, starts, skills = (
        log.item,
        log.correct,
        log.day,
        log.starts,
        log.skills,
    )
    by_item, by_set, set_of_item = served.by_item, served.by_set, served.set_of_item
    curves, frame, shared = served.curves, served.frame, served.shared
    skill_tries, streaks = served.tables.skill_tries, served.tables.streaks
    item_tries, item_signs = served.tables.item_tries, served.tables.item_signs
    counts, at_rest = served.tables.counts, served.tables.at_rest
    logit, surprise = seen.logit, seen.surprise
    reading, is_new_item, rest = seen.reading, seen.is_new_item, seen.rest
    item_ease, set_ease = population.item, population.set
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
                    shared[LEVEL_DAYS],
                    shared[KEPT_DAYS],
                    shared[RECENT_DAYS],
                    wide,
                    narrow,
                )
                level += share * wide[k, LEVEL]
                z += share * of_skill(k, wide, shared)
            forget(now, student, shared)
            if teaches:
                lean = item_ease[j] + set_ease[c]
                base = sigmoid(shared[W_START] + lean)
                z += ease_of(j, population, weights, parts)
            else:
                lean, base = by_item[j, LEAN], by_item[j, BASE]
                z += by_item[j, EASE]
            n_all, k = student[ALL_ANSWERS], skills[begin] if begin < end else 0
            if end - begin == 1 and narrow[k, ATTEMPTS] == 0.0:
                z += by_set[c, UNMET_SKILL]
            elif end - begin == 1 and can_look_up_skill(k, n_all, narrow):
                z += skill_says(
                    k,
                    c,
                    now,
                    n_all,
                    wide,
                    narrow,
                    by_set,
                    curves,
                    frame,
                    skill_tries,
                    streaks,
                    counts,
                    at_rest,
                )
            elif count_skills(j, now, starts, skills, student, wide, narrow, row):
                z += of_skills(c, row, by_set, curves, frame)
            else:
                z += by_set[c, UNMET_SKILL]
            if item_narrow[j, ITEM_ATTEMPTS] == 0.0:
                z += shared[W_UNMET_ITEM]
            elif can_look_up_item(j, n_all, item_narrow):
                z += item_says(
                    j,
                    now,
                    student,
                    item_wide,
                    item_narrow,
                    curves,
                    frame,
                    item_tries,
                    item_signs,
                    counts,
                    at_rest,
                )
            else:
                count_item(j, now, student, item_wide, item_narrow, row)
                z += _on_curves(SKILL_COUNTERS, ALL_N, row, curves, frame)
            z += all_say(now, student, curves, frame, counts, at_rest)
            z += of_past(c, lean, student, by_set, shared)
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
            move_level(student, by, shared)
            for q in range(begin, end):
                move_skill(skills[q], by, miss, wide, narrow, shared)
            remember(c, lean, miss, outcome - base, student, by_set, shared)
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
