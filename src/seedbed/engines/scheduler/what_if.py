"""What if there were an adult more, a room less, or students more."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.engines.scheduler.baseline import narrowed
from seedbed.engines.scheduler.bound import upper_bound
from seedbed.engines.scheduler.conflicts import Conflict, conflict
from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.outcome import (
    Interval,
    Outcome,
    best_plan,
    difference,
    outcome,
    served,
)
from seedbed.engines.scheduler.solver import repair, solve
from seedbed.engines.scheduler.variants import (
    busiest_room,
    scarcest_adult,
    with_adult_like,
    with_rows,
    with_students_like,
    without_room,
)
from seedbed.engines.scheduler.verify import verify
from seedbed.lib.arrays import BoolArray, IntArray

_NONE = -1
#: Of the time limit, what looking for room for one number of students may take.
PROBE_SHARE = 0.25


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """One changed day beside the day as it is.

    ``learning`` is the difference in expected gain with the least and most that it can
    truly be. ``adult`` and ``room`` are whom the change is about, indices into the
    day as it is; -1 where it is about nobody. Where no plan without faults was found
    for the changed day, ``conflict`` says what of it cannot hold, if that is proven.
    """

    adult: int
    room: int
    n_more_students: int
    before: Outcome
    after: Outcome
    learning: Interval
    conflict: Conflict | None


@dataclass(frozen=True, kw_only=True)
class RoomForMore:
    """How many students more could be served before one is left to supervised study.

    A plan was found for ``n_found`` more; ``n_most`` is proven to be the most, by the
    seats of the rooms, or how far was looked where ``is_limit``.
    """

    n_found: int
    n_most: int
    is_limit: bool


def what_if(
    day: Day,
    *,
    more_adults: int = 0,
    fewer_rooms: int = 0,
    more_students: int = 0,
    adult: int = _NONE,
    room: int = _NONE,
    time_limit_seconds: float = 20.0,
    seed: int = 0,
    start: Timetable | None = None,
    bound: float | None = None,
) -> WhatIf:
    """Plan the day as it is and changed, with the same time and seed.

    A plan of the day is one of the day with more adults, and a plan with a room less is
    one of the day: so more never comes out as less.

    Parameters
    ----------
    more_adults : int
        Adults more, each like ``adult``; without one, like the scarcest.
    fewer_rooms : int
        0 or 1: ``room`` is closed; without one, the room with most sessions.
    more_students : int
        Students more, each like a present one drawn by ``seed``.
    start : Timetable, optional
        A plan of the day to go on from, in place of half the time.
    bound : float, optional
        An upper bound of the day as it is, where it is known.

    Raises
    ------
    ValueError
        If nothing is changed, or there is no such adult or room.
    """
    _check(day, more_adults, fewer_rooms, more_students)
    half = time_limit_seconds / 2
    if start is None:
        first = solve(day, time_limit_seconds=half, seed=seed, with_bound=False)
        start = first.timetable
    changed = day
    if more_adults:
        adult = scarcest_adult(day) if adult < 0 else adult
        for _ in range(more_adults):
            changed = with_adult_like(changed, adult)
    if fewer_rooms:
        room = busiest_room(day, start) if room < 0 else room
        changed = without_room(changed, room) if room >= 0 else changed
    drawn = draw(day, more_students, seed=seed)
    changed = with_students_like(changed, drawn)
    now = _planned(day, start, half, seed)
    then = _planned(changed, with_rows(start, changed.n_students), half, seed)
    bound = upper_bound(day) if bound is None else bound
    only_less = bool(fewer_rooms) and not more_adults and not more_students
    # A day with a room less is bounded by the day as it is.
    bounds = bound, bound if only_less else upper_bound(changed)
    least, most = -np.inf, np.inf
    if more_adults and not fewer_rooms and not more_students:
        then = best_plan(changed, (then, now))
        bounds, least = (min(bounds), bounds[1]), 0.0
    if only_less:
        now, most = best_plan(day, (now, then)), 0.0
    before = outcome(day, now, bounds[0])
    after = outcome(changed, then, bounds[1])
    found = difference(before, after)
    return WhatIf(
        adult=adult if more_adults else _NONE,
        room=room if fewer_rooms else _NONE,
        n_more_students=more_students,
        before=before,
        after=after,
        learning=Interval(
            value=found.value, low=max(found.low, least), high=min(found.high, most)
        ),
        conflict=conflict(changed) if after.n_faults else None,
    )


def room_for_more(
    day: Day,
    start: Timetable,
    *,
    most: int = 100,
    time_limit_seconds: float = 8.0,
    seed: int = 0,
) -> RoomForMore:
    """Return how many students more could be served, drawn from those served now.

    Nobody who is served now may lose by it. The search doubles the number while a plan
    is found, then halves the distance; a day for which none is found in the time does
    not prove that there is none.
    """
    here = served(day, start)
    if not here.any():
        return RoomForMore(n_found=0, n_most=most, is_limit=True)
    drawn = draw(day, most, seed=seed, among=np.flatnonzero(here))
    n_most = _most_by_seats(day, drawn)
    seconds = PROBE_SHARE * time_limit_seconds
    found, no_further = 0, n_most + 1
    step = max(1, day.n_students // 50)
    while found < n_most and no_further - found > 1:
        step = min(step, no_further - found - 1)
        if _is_room(day, start, here, drawn[: found + step], seconds, seed):
            found, step = found + step, 2 * step
        else:
            no_further = found + step
            step = max(1, (no_further - found) // 2)
    return RoomForMore(n_found=found, n_most=n_most, is_limit=n_most == most)


def draw(day: Day, n: int, *, seed: int = 0, among: IntArray | None = None) -> IntArray:
    """Draw whom each of n students more is like; a longer draw begins with a shorter.

    Everyone is drawn once before anyone is drawn twice.
    """
    who = np.arange(day.n_students) if among is None else among
    if not n or not len(who):
        return np.zeros(0, np.int64)
    rng = np.random.default_rng(seed)
    rounds = [rng.permutation(who) for _ in range(-(-n // len(who)))]
    return np.concatenate(rounds)[:n].astype(np.int64)


def _check(day: Day, more_adults: int, fewer_rooms: int, more_students: int) -> None:
    if min(more_adults, fewer_rooms, more_students) < 0 or fewer_rooms > 1:
        raise ValueError(
            "what_if takes more_adults and more_students of 0 or more, and fewer_rooms "
            f"of 0 or 1; got {more_adults}, {more_students} and {fewer_rooms}."
        )
    if not (more_adults or fewer_rooms or more_students):
        raise ValueError(
            "what_if needs something that changes: more_adults, fewer_rooms or "
            "more_students."
        )
    if more_adults and not day.n_adults:
        raise ValueError("The day has no adult whom one more could be like.")
    if fewer_rooms and not day.n_rooms:
        raise ValueError("The day has no room that could be missing.")


def _planned(day: Day, start: Timetable, seconds: float, seed: int) -> Timetable:
    """Go on from a plan; begin anew as well where it cannot be mended that way."""

    def solved(start: Timetable | None) -> Timetable:
        return solve(
            day, time_limit_seconds=seconds, seed=seed, with_bound=False, start=start
        ).timetable

    plan = solved(start)
    return best_plan(day, (plan, solved(None))) if verify(day, plan) else plan


def _most_by_seats(day: Day, drawn: IntArray) -> int:
    """Return how many of the drawn students the rooms have seats for in every block.

    Every student at the hub whose block is free needs a seat in an open room.
    """
    if not day.n_rooms:
        return len(drawn)
    at_hub = day.students.free & ~day.students.at_home
    seats = day.rooms.seats @ narrowed(day).room_free - at_hub.sum(axis=0)
    left = seats[None, :] - np.cumsum(at_hub[drawn], axis=0)
    full = np.flatnonzero((left < 0).any(axis=1))
    return int(full[0]) if len(full) else len(drawn)


def _is_room(
    day: Day,
    start: Timetable,
    here: BoolArray,
    drawn: IntArray,
    seconds: float,
    seed: int,
) -> bool:
    """Tell whether a plan is found that serves everyone served now and the drawn."""
    changed = with_students_like(day, drawn)
    wanted = np.append(here, np.ones(len(drawn), bool))
    plan = repair(changed, with_rows(start, changed.n_students), seed=seed).timetable
    if served(changed, plan)[wanted].all():
        return True
    plan = solve(
        changed,
        time_limit_seconds=seconds,
        seed=seed,
        with_bound=False,
        start=plan,
    ).timetable
    return bool(served(changed, plan)[wanted].all())
