"""What couples students, adults and blocks beyond one seat, compiled with Numba.

Pairs of students kept apart or together, what a student was promised, breaks and ways
of adults, and licensed adults for rooms. Arguments are named as in ``kernels``; where a
day has none of this, every function ends at its first line.
"""

from __future__ import annotations

from seedbed.engines.scheduler.compiled import compiled, inner
from seedbed.engines.scheduler.sites import has_time
from seedbed.engines.scheduler.state import (
    IDLE,
    LESSON,
    PAIRS,
    SPARE_ADULTS,
    SPARE_ROOMS,
    Problem,
    State,
)
from seedbed.lib.modalities import Modality

TUTORING = int(Modality.TUTORING)


@inner
def may_meet(p: Problem, x: State, s: int, b: int, j: int) -> bool:
    """Tell whether s may sit in session j with regard to the pairs of s."""
    for i in range(p.apart.shape[1]):
        v = p.apart[s, i]
        if v >= 0 and x.seat[b, v] == j:
            return False
    for i in range(p.together.shape[1]):
        v = p.together[s, i]
        if v >= 0 and not _would_share(p, x, s, v, b, j):
            return False
    return True


@inner
def _would_share(p: Problem, x: State, s: int, v: int, b: int, j: int) -> bool:
    """Tell whether s and v would be led in one skill together, or not both."""
    lesson = x.session[b, j, LESSON]
    if p.modality[lesson] > TUTORING:
        return True
    skill, n_other, is_same = p.skill[lesson], 0, True
    for c in range(x.choice.shape[0]):
        mine = j if c == b else _led_in(p, x, s, c, skill)
        other = _led_in(p, x, v, c, skill)
        n_other += other >= 0
        is_same = is_same and mine == other
    return is_same or n_other == 0


@inner
def _led_in(p: Problem, x: State, s: int, b: int, skill: int) -> int:
    """Return the session in which an adult leads s in a skill in block b, or -1."""
    j = x.seat[b, s]
    if j < 0:
        return -1
    lesson = x.session[b, j, LESSON]
    is_led = p.modality[lesson] <= TUTORING and p.skill[lesson] == skill
    return j if is_led else -1


@inner
def count_pairs(p: Problem, x: State, s: int, b: int, sign: int) -> None:
    """Count the pairs of s, kept apart, whose other student is alone at the hub."""
    for i in range(p.apart.shape[1]):
        v = p.apart[s, i]
        if v < 0 or not p.free[b, v] or p.where[b, v] != p.where[b, s]:
            continue
        if x.seat[b, v] < 0:
            x.used[b, PAIRS + 2 * p.where[b, s]] += sign


@inner
def promised(p: Problem, x: State, s: int, b: int, o: int) -> float:
    """Return what seat o adds to promises kept, as a worth above any gain."""
    n_led, minutes, kept = 0, 0, 0.0
    for c in range(x.choice.shape[0]):
        other = x.choice[c, s]
        if c != b and other >= 0:
            n_led += p.modality[p.lesson[other]] <= TUTORING
            minutes += p.at_home[c, s] * p.minutes[c]
    if p.modality[p.lesson[o]] <= TUTORING and n_led < p.owed[s, 0]:
        kept += 1.0
    if p.at_home[b, s] and minutes < p.owed[s, 1]:
        kept += min(1.0, (p.owed[s, 1] - minutes) / p.minutes[b])
    return float(kept * p.promise)


@compiled
def may_come(p: Problem, x: State, b: int, w: int, place: int) -> bool:
    """Tell whether an idle adult is rested, and in time for a session at a place."""
    return is_rested(p, x, b, w) and has_time(p, x, b, w, place)


@inner
def is_rested(p: Problem, x: State, b: int, w: int) -> bool:
    """Tell whether block b leaves the adult a break in time."""
    n, first, last = 1, b, b + 1
    while first > 0 and p.follows[first] and _is_busy(p, x, first - 1, w):
        first -= 1
        n += 1
    while last < len(p.follows) and p.follows[last] and _is_busy(p, x, last, w):
        last += 1
        n += 1
    return bool(n <= p.most_running)


@inner
def _is_busy(p: Problem, x: State, b: int, w: int) -> bool:
    return bool(x.staff_at[b, w] >= 0 or p.in_fixed[b, w])


@inner
def take_charge(p: Problem, x: State, b: int, w: int, r: int, sign: int) -> None:
    """Count what a session takes from the licensed adults who could look after rooms.

    One is its leader, or else one must be with its room.
    """
    is_own = w >= 0 and p.is_supervisor[w]
    if is_own or r >= 0:
        x.used[b, SPARE_ADULTS] += sign
    staff_desks(p, x, b, -1)


@inner
def staff_desks(p: Problem, x: State, b: int, without: int) -> None:
    """Count the desks of idle rooms that a licensed adult can look after."""
    left, n = x.used[b, SPARE_ADULTS], 0
    for i in range(x.desks.shape[1]):
        x.desks[b, i] = 0
    for i in range(SPARE_ROOMS, x.used.shape[1], 2):
        x.used[b, i] = -p.apart_rooms
    for r in p.room_order:
        if n >= left:
            break
        if r != without and x.room_at[b, r] == IDLE and p.room_seats[r] > 0:
            column = 4 * p.room_site[r] + (0 if p.room_quiet[r] else 1)
            x.desks[b, column] += p.room_seats[r]
            x.desks[b, column + 2] += p.room_devices[r]
            x.used[b, SPARE_ROOMS + 2 * p.room_site[r]] += 1
            n += 1
    # Sessions without a licensed adult are as bad as students without a desk.
    x.desks[b, 1] += min(0, left)
