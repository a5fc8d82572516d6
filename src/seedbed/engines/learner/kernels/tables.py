"""What counters add to a logit, looked up: most of them are small whole numbers."""

from __future__ import annotations

from seedbed.lib.arrays import Float32Array, FloatArray

from .compiling import inlined
from .counters import BREAK_DAYS, LONG_STREAK, log_1, log_seconds, odds
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
    HIGH,
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
    LAST_ITEM,
    LAST_SIGN,
    LOW,
    N_SINCE,
    N_TRIES,
    OWN_LAST,
    OWN_RIGHT,
    OWN_SHARE,
    OWN_WRONG,
    RECENTLY,
    RIGHT,
    SCALE,
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
    TRIES_RIGHT,
    TRIES_SAY,
    TRIES_SHARE,
    TRIES_WRONG,
    Tables,
)
from .sums import LAST_KNOT

_LONG = int(LONG_STREAK)
_OF_SKILL, _OF_ITEM, _OF_ALL = range(3)


@inlined
def on_curve_of(f: int, x: float, curves: FloatArray, frame: FloatArray) -> float:
    """Value of the curve of counter ``f`` at ``x``."""
    at = (x - frame[f, LOW]) * frame[f, SCALE]
    at = min(max(at, 0.0), LAST_KNOT)
    left = int(at)
    here = curves[f, left]
    return here + (at - left) * (curves[f, left + 1] - here)


@inlined
def within(f: int, x: float, frame: FloatArray) -> float:
    """Value of a counter, no farther than its knots reach."""
    return min(max(x, frame[f, LOW]), frame[f, HIGH])


@inlined
def _lay_tries(curves: FloatArray, frame: FloatArray, tables: Tables) -> None:
    """Fill what right and wrong tries say."""
    for right in range(N_TRIES):
        for wrong in range(N_TRIES):
            n, share = log_1(right + wrong), odds(right, wrong)
            row = tables.skill_tries[right, wrong]
            row[TRIES_SAY] = (
                on_curve_of(SKILL_N, n, curves, frame)
                + on_curve_of(SKILL_RIGHT, log_1(right), curves, frame)
                + on_curve_of(SKILL_WRONG, log_1(wrong), curves, frame)
                + on_curve_of(SKILL_SHARE, share, curves, frame)
            )
            row[TRIES_RIGHT] = within(SKILL_RIGHT, log_1(right), frame)
            row[TRIES_WRONG] = within(SKILL_WRONG, log_1(wrong), frame)
            row[TRIES_SHARE] = within(SKILL_SHARE, share, frame)
            tables.item_tries[right, wrong] = (
                on_curve_of(ITEM_N, n, curves, frame)
                + on_curve_of(ITEM_SHARE, share, curves, frame)
                + on_curve_of(ITEM_MET, 1.0, curves, frame)
            )


@inlined
def lay_tables(curves: FloatArray, frame: FloatArray, tables: Tables) -> None:
    """Fill the tables from the curves."""
    _lay_tries(curves, frame, tables)
    for at in range(2 * _LONG + 1):
        streak, last = at - LONG_STREAK, 1.0 if at > _LONG else -1.0
        tables.streaks[at, 0] = (
            on_curve_of(SKILL_STREAK, streak, curves, frame)
            + on_curve_of(SKILL_LAST, last, curves, frame)
            + on_curve_of(SKILL_MET, 1.0, curves, frame)
        )
        tables.streaks[at, 1] = within(SKILL_LAST, last, frame)
    for right in range(2):
        for last in range(3):
            again = 0.0 if last == 0 else 1.0
            again_last = again * (2.0 * last - 3.0)
            tables.item_signs[right, last] = (
                on_curve_of(ITEM_LAST, 2.0 * right - 1.0, curves, frame)
                + on_curve_of(ITEM_AGAIN, again, curves, frame)
                + on_curve_of(ITEM_AGAIN_LAST, again_last, curves, frame)
            )
    for n in range(N_SINCE):
        tables.counts[_OF_SKILL, n] = on_curve_of(SKILL_SINCE, log_1(n), curves, frame)
        tables.counts[_OF_ITEM, n] = on_curve_of(ITEM_SINCE, log_1(n), curves, frame)
        tables.counts[_OF_ALL, n] = on_curve_of(ALL_N, log_1(n), curves, frame)
    tables.at_rest[_OF_SKILL] = on_curve_of(SKILL_TIME, 0.0, curves, frame)
    tables.at_rest[_OF_ITEM] = on_curve_of(ITEM_TIME, 0.0, curves, frame)
    no_break = on_curve_of(ALL_BREAK, 0.0, curves, frame)
    tables.at_rest[_OF_ALL] = on_curve_of(ALL_TIME, 0.0, curves, frame) + no_break


@inlined
def can_look_up_skill(k: int, n_all: float, narrow: Float32Array) -> bool:
    """Tell whether the counters of skill ``k`` are small enough for the tables."""
    return narrow[k, ATTEMPTS] < N_TRIES and n_all - narrow[k, AT] < N_SINCE


@inlined
def skill_says(
    k: int,
    c: int,
    now: float,
    n_all: float,
    wide: FloatArray,
    narrow: Float32Array,
    by_set: FloatArray,
    curves: FloatArray,
    frame: FloatArray,
    tries: FloatArray,
    streaks: FloatArray,
    counts: FloatArray,
    at_rest: FloatArray,
) -> float:
    """Return what the counters of one skill add, which was met and can be looked up."""
    right, streak = int(narrow[k, RIGHT]), narrow[k, STREAK]
    wrong = int(narrow[k, ATTEMPTS]) - right
    at = int(min(max(streak, -LONG_STREAK), LONG_STREAK)) + _LONG
    total = tries[right, wrong, TRIES_SAY] + streaks[at, 0]
    total += by_set[c, OWN_RIGHT] * tries[right, wrong, TRIES_RIGHT]
    total += by_set[c, OWN_WRONG] * tries[right, wrong, TRIES_WRONG]
    total += by_set[c, OWN_SHARE] * tries[right, wrong, TRIES_SHARE]
    total += by_set[c, OWN_LAST] * streaks[at, 1]
    total += on_curve_of(SKILL_RECENT, wide[k, RECENTLY], curves, frame)
    total += counts[_OF_SKILL, int(n_all - narrow[k, AT])]
    gap = now - wide[k, DAY]
    if gap > 0.0:
        return total + on_curve_of(SKILL_TIME, log_seconds(gap), curves, frame)
    return total + at_rest[_OF_SKILL]


@inlined
def can_look_up_item(j: int, n_all: float, item_narrow: Float32Array) -> bool:
    """Tell whether the counters of item ``j`` are small enough for the tables."""
    n, since = item_narrow[j, ITEM_ATTEMPTS], n_all - item_narrow[j, ITEM_AT]
    return n < N_TRIES and since < N_SINCE


@inlined
def item_says(
    j: int,
    now: float,
    student: FloatArray,
    item_wide: FloatArray,
    item_narrow: Float32Array,
    curves: FloatArray,
    frame: FloatArray,
    tries: FloatArray,
    signs: FloatArray,
    counts: FloatArray,
    at_rest: FloatArray,
) -> float:
    """Return what the counters of an item add, which was met and can be looked up."""
    right = int(item_narrow[j, ITEM_RIGHT])
    wrong = int(item_narrow[j, ITEM_ATTEMPTS]) - right
    last = 0
    if student[LAST_ITEM] == j:
        last = 2 if student[LAST_SIGN] > 0.0 else 1
    total = tries[right, wrong]
    total += signs[1 if item_narrow[j, ITEM_SIGN] > 0.0 else 0, last]
    total += counts[_OF_ITEM, int(student[ALL_ANSWERS] - item_narrow[j, ITEM_AT])]
    gap = now - item_wide[j, ITEM_DAY]
    if gap > 0.0:
        return total + on_curve_of(ITEM_TIME, log_seconds(gap), curves, frame)
    return total + at_rest[_OF_ITEM]


@inlined
def all_say(
    now: float,
    student: FloatArray,
    curves: FloatArray,
    frame: FloatArray,
    counts: FloatArray,
    at_rest: FloatArray,
) -> float:
    """Return what the counters of everything the student has answered add."""
    n, right = student[ALL_ANSWERS], student[ALL_RIGHT]
    total = on_curve_of(ALL_SHARE, odds(right + 1.0, n - right + 1.0), curves, frame)
    total += on_curve_of(ALL_RECENT, student[ALL_RECENTLY], curves, frame)
    if n < N_SINCE:
        total += counts[_OF_ALL, int(n)]
    else:
        total += on_curve_of(ALL_N, log_1(n), curves, frame)
    gap = now - student[ALL_DAY]
    if gap > 0.0:
        is_break = 1.0 if gap > BREAK_DAYS else 0.0
        total += on_curve_of(ALL_BREAK, is_break, curves, frame)
        return total + on_curve_of(ALL_TIME, log_seconds(gap), curves, frame)
    return total + at_rest[_OF_ALL]
