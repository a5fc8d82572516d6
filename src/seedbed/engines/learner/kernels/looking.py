"""Looking at counters without predicting: where they stand, one by one or all."""

from __future__ import annotations

import numpy as np

from seedbed.lib.arrays import Float32Array, FloatArray, Int32Array

from .compiling import compiled
from .counters import count_all, count_item, count_skills, fade, note
from .desk import (
    blank_items,
    blank_skills,
    blank_student,
    clear,
    lay_out,
    meet,
)
from .layout import N_COUNTERS, STUDENT_WIDTH, Kept, Log, Population, Rates, Weights
from .sums import LAST_KNOT, ease_parts, knot, on_curve


@compiled
def positions(
    log: Log,
    n_skills: int,
    rates: Rates,
    low: FloatArray,
    scale: FloatArray,
    at: Float32Array,
) -> None:
    """Fill ``at`` (N, F): where each counter stands among its knots.

    With ``scale`` of length 0 the counters themselves.
    """
    item, correct, day, starts, skills = (
        log.item,
        log.correct,
        log.day,
        log.starts,
        log.skills,
    )
    student = np.empty(STUDENT_WIDTH)
    blank_student(student)
    wide, narrow = blank_skills(n_skills)
    item_wide, item_narrow = blank_items(starts.shape[0] - 1)
    skills_met = np.empty(n_skills, np.int32)
    items_met = np.empty(starts.shape[0] - 1, np.int32)
    n_met = np.zeros(2, np.int64)
    row = np.zeros(N_COUNTERS)
    level_days = rates.level_half_life_days
    kept_days, recent_days = rates.kept_half_life_days, rates.recent_half_life_days
    for s in range(log.first.shape[0] - 1):
        for r in range(log.first[s], log.first[s + 1]):
            j, now = item[r], day[r]
            for q in range(starts[j], starts[j + 1]):
                fade(skills[q], now, level_days, kept_days, recent_days, wide, narrow)
            count_skills(j, now, starts, skills, student, wide, narrow, row)
            count_item(j, now, student, item_wide, item_narrow, row)
            count_all(now, student, row)
            for f in range(N_COUNTERS):
                x = row[f]
                if scale.shape[0] > 0:
                    x = min(max((x - low[f]) * scale[f], 0.0), LAST_KNOT)
                at[r, f] = x
            meet(j, starts, skills, narrow, item_narrow, skills_met, items_met, n_met)
            note(
                j,
                now,
                correct[r],
                starts,
                skills,
                student,
                wide,
                narrow,
                item_wide,
                item_narrow,
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


@compiled
def look(
    s: int,
    asked: tuple[int, float],
    starts: Int32Array,
    skills: Int32Array,
    n_skills: int,
    rates: Rates,
    kept: Kept,
    row: FloatArray,
) -> None:
    """Fill the counters ``row`` (F,) of student ``s``, as kept, before an item.

    ``asked`` is the item and the day; the skills of item j are
    ``skills[starts[j]:starts[j + 1]]``.
    """
    student = np.empty(STUDENT_WIDTH)
    wide, narrow = blank_skills(n_skills)
    item_wide, item_narrow = blank_items(starts.shape[0] - 1)
    lay_out(
        s,
        kept,
        student,
        wide,
        narrow,
        item_wide,
        item_narrow,
        np.empty(n_skills, np.int32),
        np.empty(starts.shape[0] - 1, np.int32),
        np.zeros(2, np.int64),
    )
    j, now = asked
    for q in range(starts[j], starts[j + 1]):
        fade(
            skills[q],
            now,
            rates.level_half_life_days,
            rates.kept_half_life_days,
            rates.recent_half_life_days,
            wide,
            narrow,
        )
    count_skills(j, now, starts, skills, student, wide, narrow, row)
    count_item(j, now, student, item_wide, item_narrow, row)
    count_all(now, student, row)


@compiled
def ease_in_parts(
    j: int, population: Population, weights: Weights, parts: FloatArray
) -> tuple[float, float]:
    """Fill ``parts`` (8,) of item ``j``; return its curve and its skill set's."""
    ease_parts(j, population, parts)
    return (
        on_curve(weights.ease_curves[0], knot(parts[0])),
        on_curve(weights.ease_curves[1], knot(parts[3])),
    )
