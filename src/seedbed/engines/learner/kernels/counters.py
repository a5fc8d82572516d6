"""Reading and learning what is counted of one student, answer by answer."""

from __future__ import annotations

import math

import numpy as np

from seedbed.lib.arrays import Float32Array, FloatArray, Int32Array

from .compiling import inlined
from .layout import (
    ALL_ANSWERS,
    ALL_BREAK,
    ALL_DAY,
    ALL_N,
    ALL_RECENT,
    ALL_RECENTLY,
    ALL_RIGHT,
    ALL_SHARE,
    ALL_TIME,
    AT,
    ATTEMPTS,
    DAY,
    ITEM_AGAIN,
    ITEM_AGAIN_LAST,
    ITEM_AT,
    ITEM_ATTEMPTS,
    ITEM_DAY,
    ITEM_LAST,
    ITEM_MET,
    ITEM_N,
    ITEM_RIGHT,
    ITEM_SHARE,
    ITEM_SIGN,
    ITEM_SINCE,
    ITEM_TIME,
    KEPT_RIGHT,
    LAST_ITEM,
    LAST_SIGN,
    LEVEL,
    RECENTLY,
    RIGHT,
    SKILL_COUNTERS,
    SKILL_LAST,
    SKILL_MET,
    SKILL_N,
    SKILL_RECENT,
    SKILL_RIGHT,
    SKILL_SHARE,
    SKILL_SINCE,
    SKILL_STREAK,
    SKILL_TIME,
    SKILL_WRONG,
    STREAK,
)

_SECONDS_PER_DAY = 86_400.0
BREAK_DAYS = 0.5 / 24.0
_LOG_2 = math.log(2.0)
#: How much of a recent average is the newest answer.
RECENT_SHARE = 0.3
RECENT_SHARE_ALL = 0.2
LONG_STREAK = 12.0
_AMOUNT = 20.0

# Logarithms of counts are looked up, which takes a tenth of the time.
_N_LOGS = 16_384
_LOG_1 = np.log1p(np.arange(_N_LOGS))
_LOG_WRONG = np.log(np.arange(_N_LOGS) + 0.8)


@inlined
def log_1(n: float) -> float:
    """Logarithm of one more than a count."""
    return _LOG_1[int(n)] if n < _N_LOGS else math.log1p(n)


@inlined
def odds(right: float, wrong: float) -> float:
    """Smoothed logarithm of the odds of a right answer."""
    if right + 1.0 < _N_LOGS and wrong < _N_LOGS:
        return _LOG_1[int(right)] - _LOG_WRONG[int(wrong)]
    return math.log((right + 1.0) / (wrong + 0.8))


@inlined
def log_seconds(days: float) -> float:
    """Logarithm of seconds; 0 for no time at all and where times are unknown."""
    return 0.1 * math.log(1.0 + days * _SECONDS_PER_DAY) if days > 0.0 else 0.0


@inlined
def halved(days: float, half_life_days: float) -> float:
    """Share that is left after some days."""
    return math.exp(days * (-_LOG_2 / half_life_days))


@inlined
def amount(n: float) -> float:
    """Return what answers amount to: each less than the one before, 20 at most."""
    return n / (1.0 + n / _AMOUNT)


@inlined
def fade(
    k: int,
    now: float,
    level_days: float,
    kept_days: float,
    recent_days: float,
    wide: FloatArray,
    narrow: Float32Array,
) -> None:
    """Let what was shown on skill ``k`` fade up to ``now``."""
    gap = now - wide[k, DAY]
    if gap > 0.0:  # False for nan: without times nothing fades.
        # What was never shown is not forgotten: only what speaks for the student fades,
        # so that time alone never makes anything look better.
        if wide[k, LEVEL] > 0.0:
            wide[k, LEVEL] *= halved(gap, level_days)
        if wide[k, RECENTLY] > 0.0:
            wide[k, RECENTLY] *= halved(gap, recent_days)
        narrow[k, KEPT_RIGHT] *= halved(gap, kept_days)


@inlined
def count_skill(
    k: int,
    now: float,
    share: float,
    n_all: float,
    wide: FloatArray,
    narrow: Float32Array,
    row: FloatArray,
) -> None:
    """Add a share of the counters of skill ``k``, which was met before."""
    n, right, streak = narrow[k, ATTEMPTS], narrow[k, RIGHT], narrow[k, STREAK]
    row[SKILL_N] += share * log_1(n)
    row[SKILL_RIGHT] += share * log_1(right)
    row[SKILL_WRONG] += share * log_1(n - right)
    row[SKILL_LAST] += share * (1.0 if streak > 0.0 else -1.0)
    row[SKILL_STREAK] += share * min(max(streak, -LONG_STREAK), LONG_STREAK)
    row[SKILL_SHARE] += share * odds(right, n - right)
    row[SKILL_MET] = 1.0
    row[SKILL_RECENT] += share * wide[k, RECENTLY]
    row[SKILL_SINCE] += share * log_1(n_all - narrow[k, AT])
    row[SKILL_TIME] += share * log_seconds(now - wide[k, DAY])


@inlined
def count_skills(
    j: int,
    now: float,
    starts: Int32Array,
    skills: Int32Array,
    student: FloatArray,
    wide: FloatArray,
    narrow: Float32Array,
    row: FloatArray,
) -> bool:
    """Fill the counters of the skills of item ``j``; False if none was met before.

    Where none was met all of them are 0.
    """
    share = 1.0 / max(starts[j + 1] - starts[j], 1)
    is_met = False
    for f in range(SKILL_COUNTERS):
        row[f] = 0.0
    for q in range(starts[j], starts[j + 1]):
        if narrow[skills[q], ATTEMPTS] > 0.0:
            is_met = True
            count_skill(skills[q], now, share, student[ALL_ANSWERS], wide, narrow, row)
    return is_met


@inlined
def count_item(
    j: int,
    now: float,
    student: FloatArray,
    item_wide: FloatArray,
    item_narrow: Float32Array,
    row: FloatArray,
) -> bool:
    """Fill the counters of item ``j``; False, and all 0, if it was not met before."""
    n = item_narrow[j, ITEM_ATTEMPTS]
    if n == 0.0:
        for f in range(SKILL_COUNTERS, ALL_N):
            row[f] = 0.0
        return False
    right = item_narrow[j, ITEM_RIGHT]
    row[ITEM_N] = log_1(n)
    row[ITEM_LAST] = item_narrow[j, ITEM_SIGN]
    row[ITEM_SHARE] = odds(right, n - right)
    row[ITEM_MET] = 1.0
    row[ITEM_SINCE] = log_1(student[ALL_ANSWERS] - item_narrow[j, ITEM_AT])
    row[ITEM_TIME] = log_seconds(now - item_wide[j, ITEM_DAY])
    is_again = student[LAST_ITEM] == j
    row[ITEM_AGAIN] = 1.0 if is_again else 0.0
    row[ITEM_AGAIN_LAST] = student[LAST_SIGN] if is_again else 0.0
    return True


@inlined
def count_all(now: float, student: FloatArray, row: FloatArray) -> None:
    """Fill the counters of everything the student has answered."""
    n_all, right = student[ALL_ANSWERS], student[ALL_RIGHT]
    row[ALL_N] = log_1(n_all)
    row[ALL_SHARE] = odds(right + 1.0, n_all - right + 1.0)
    row[ALL_RECENT] = student[ALL_RECENTLY]
    gap = now - student[ALL_DAY]
    row[ALL_TIME] = log_seconds(gap)
    row[ALL_BREAK] = 1.0 if gap > BREAK_DAYS else 0.0


@inlined
def note_skill(
    k: int,
    now: float,
    is_right: bool,
    n_all: float,
    wide: FloatArray,
    narrow: Float32Array,
) -> None:
    """Count one answer on skill ``k``."""
    right = 1.0 if is_right else 0.0
    sign = 1.0 if is_right else -1.0
    streak = narrow[k, STREAK]
    narrow[k, ATTEMPTS] += 1.0
    narrow[k, RIGHT] += right
    narrow[k, KEPT_RIGHT] += right
    narrow[k, STREAK] = streak + sign if streak * sign > 0.0 else sign
    narrow[k, AT] = n_all
    wide[k, RECENTLY] += RECENT_SHARE * (sign - wide[k, RECENTLY])
    # True for the first time; a clock that runs backwards is ignored.
    if not math.isnan(now) and not now <= wide[k, DAY]:
        wide[k, DAY] = now


@inlined
def note_item(
    j: int,
    now: float,
    is_right: bool,
    n_all: float,
    item_wide: FloatArray,
    item_narrow: Float32Array,
) -> None:
    """Count one answer to item ``j``."""
    item_narrow[j, ITEM_ATTEMPTS] += 1.0
    item_narrow[j, ITEM_RIGHT] += 1.0 if is_right else 0.0
    item_narrow[j, ITEM_SIGN] = 1.0 if is_right else -1.0
    item_narrow[j, ITEM_AT] = n_all
    if not math.isnan(now) and not now <= item_wide[j, ITEM_DAY]:
        item_wide[j, ITEM_DAY] = now


@inlined
def note_all(j: int, now: float, is_right: bool, student: FloatArray) -> None:
    """Count one answer of the student."""
    sign = 1.0 if is_right else -1.0
    if not math.isnan(now) and not now <= student[ALL_DAY]:
        student[ALL_DAY] = now
    student[ALL_ANSWERS] += 1.0
    student[ALL_RIGHT] += 1.0 if is_right else 0.0
    student[ALL_RECENTLY] += RECENT_SHARE_ALL * (sign - student[ALL_RECENTLY])
    student[LAST_ITEM] = j
    student[LAST_SIGN] = sign


@inlined
def note(
    j: int,
    now: float,
    is_right: bool,
    starts: Int32Array,
    skills: Int32Array,
    student: FloatArray,
    wide: FloatArray,
    narrow: Float32Array,
    item_wide: FloatArray,
    item_narrow: Float32Array,
) -> None:
    """Count one answer to item ``j`` and its skills."""
    n_all = student[ALL_ANSWERS]
    for q in range(starts[j], starts[j + 1]):
        note_skill(skills[q], now, is_right, n_all, wide, narrow)
    note_item(j, now, is_right, n_all, item_wide, item_narrow)
    note_all(j, now, is_right, student)
