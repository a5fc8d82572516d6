"""What is remembered of the past, what it says, and how it moves and fades."""

from __future__ import annotations

import math

from seedbed.lib.arrays import Float32Array, FloatArray

from .compiling import inlined
from .layout import (
    ALL_ANSWERS,
    ALL_DAY,
    ALL_LEVEL,
    ATTEMPTS,
    EXPOSE,
    LEVEL,
    MEMORY,
    MISS_FAST,
    MISS_SLOW,
    MISSES,
    N_HALF_LIVES,
    N_MEMORY,
    N_TILTS,
    READ,
    TILTS,
    W_GAIN,
    W_LEVELS,
    W_MISSES,
    W_RATES,
    W_RHO,
    W_SKILL_MISSES,
    W_TAU,
    W_TILTS,
    WRITE,
)
from .sums import (
    MISS_GAINS,
    MISS_KEEPS,
    SKILL_MISS_KEEPS,
    TILT_GAINS,
    TILT_KEEPS,
)

# Rates within ``Served.shared``, in the order of ``Rates``.
_ALL_START, _ALL_SLOPE, _ALL_FLOOR = W_RATES, W_RATES + 1, W_RATES + 2
_LEVEL_START, _LEVEL_SLOPE, _LEVEL_FLOOR = W_RATES + 3, W_RATES + 4, W_RATES + 5
LEVEL_DAYS, KEPT_DAYS, RECENT_DAYS = W_RATES + 10, W_RATES + 11, W_RATES + 12


@inlined
def of_past(
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
def of_skill(k: int, wide: FloatArray, shared: FloatArray) -> float:
    """Return what past misses and the level on one skill say."""
    return (
        shared[W_SKILL_MISSES] * wide[k, MISS_FAST]
        + shared[W_SKILL_MISSES + 1] * wide[k, MISS_SLOW]
        + shared[W_LEVELS + 1] * wide[k, LEVEL]
    )


@inlined
def forget(now: float, student: FloatArray, shared: FloatArray) -> None:
    """Let the memory fade with the time since the student's last answer."""
    gap = now - student[ALL_DAY]
    if gap > 0.0:
        for d in range(N_MEMORY):
            if shared[W_TAU + d] > 0.0:
                student[MEMORY + d] *= math.exp(-gap / shared[W_TAU + d])


@inlined
def remember(
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
def move_level(student: FloatArray, by: float, shared: FloatArray) -> None:
    """Move the student's general level by a surprise."""
    step = shared[_ALL_START] / (1.0 + shared[_ALL_SLOPE] * student[ALL_ANSWERS])
    student[ALL_LEVEL] += by * max(step, shared[_ALL_FLOOR])


@inlined
def move_skill(
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
