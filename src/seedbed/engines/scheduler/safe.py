"""The best safe plan of a day that cannot hold as it is, and who is left out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from seedbed.engines.scheduler.baseline import narrowed
from seedbed.engines.scheduler.conflicts import Conflict, smallest
from seedbed.engines.scheduler.day import Day, Result
from seedbed.engines.scheduler.duties import Duties
from seedbed.engines.scheduler.faults import Fault
from seedbed.engines.scheduler.parts import Locks, Pairs
from seedbed.engines.scheduler.solver import solve
from seedbed.engines.scheduler.verify import verify
from seedbed.lib.arrays import IntArray

#: Plans made again without the students whom a plan could not serve, at most.
MOST_ROUNDS = 3


@dataclass(frozen=True, kw_only=True)
class SafePlan:
    """A plan for everyone but those left to the standing schedule.

    ``left`` are indices into the day, ascending: they have supervised study in every
    free block of ``result``, with a seat wherever there is one. ``conflicts`` are
    proven; whoever is left without being named there was given up because no plan was
    found in the time. ``faults`` is what the plan breaks all the same, for others than
    ``left``.
    """

    result: Result
    left: tuple[int, ...]
    conflicts: tuple[Conflict, ...]
    faults: tuple[Fault, ...]


def safe_plan(
    day: Day,
    *,
    time_limit_seconds: float = 20.0,
    seed: int = 0,
    lock_notes: Sequence[str] = (),
) -> SafePlan:
    """Return the best plan that is safe for everyone it plans for.

    Of each conflict one student is left out, the one who is owed most minutes, else the
    last one named; of more students than seats, those who would gain least from a plan
    and are owed nothing.
    """
    conflicts, left, absent = _settle(day, lock_notes)
    for _ in range(MOST_ROUNDS):
        kept = set_aside(day, left, absent)
        result = solve(kept, time_limit_seconds=time_limit_seconds, seed=seed)
        faults = verify(kept, result.timetable)
        named = {s for fault in faults for s in fault.students} - left
        if not named:
            break
        left |= named
    return SafePlan(
        result=result,
        left=tuple(sorted(left)),
        conflicts=tuple(conflicts),
        faults=tuple(faults),
    )


def set_aside(day: Day, left: set[int], absent: set[int]) -> Day:
    """Return the day in which some students are owed nothing and can do nothing.

    ``absent`` among them take no seat either.
    """
    who = sorted(left)
    students, options = day.students, day.options
    changed = {
        name: getattr(students, name).copy()
        for name in (
            "service_minutes",
            "mentor_minutes",
            "needs_aide",
            "needs_quiet",
            "language",
            "free",
        )
    }
    for name, value in (
        ("service_minutes", 0), ("mentor_minutes", 0), ("needs_aide", False),
        ("needs_quiet", False), ("language", -1),
    ):  # fmt: skip
        changed[name][who] = value
    changed["free"][sorted(absent)] = False
    kept = ~np.isin(options.student, who)
    return replace(
        day,
        students=replace(students, **changed),
        options=replace(
            options,
            student=options.student[kept],
            lesson=options.lesson[kept],
            gain=options.gain[kept],
            success=options.success[kept],
        ),
        locks=_locks_without(day.locks, who),
        pairs=_pairs_without(day.pairs, who),
    )


def _locks_without(locks: Locks, who: list[int]) -> Locks:
    kept = np.flatnonzero(~np.isin(locks.seats[:, 0], who))
    return Locks(
        seats=locks.seats[kept],
        by=_chosen(locks.by, kept),
        at=_chosen(locks.at, kept),
    )


def _pairs_without(pairs: Pairs, who: list[int]) -> Pairs:
    """Return the pairs of which neither student is left out."""
    apart = np.flatnonzero(~np.isin(pairs.apart, who).any(axis=1))
    together = np.flatnonzero(~np.isin(pairs.together, who).any(axis=1))
    return Pairs(
        apart=pairs.apart[apart],
        together=pairs.together[together],
        apart_by=_chosen(pairs.apart_by, apart),
        together_by=_chosen(pairs.together_by, together),
    )


def _chosen(names: tuple[str, ...], kept: IntArray) -> tuple[str, ...]:
    """Return the names that stay; there may be none at all."""
    return tuple(names[i] for i in kept.tolist()) if names else ()


def _settle(
    day: Day, lock_notes: Sequence[str]
) -> tuple[list[Conflict], set[int], set[int]]:
    """Return the conflicts of a day, who is left so that none remains, who sits out."""
    duties = Duties(day, lock_notes=lock_notes)
    active = list(range(len(duties.facts)))
    conflicts: list[Conflict] = []
    left: set[int] = set()
    absent: set[int] = set()
    while (found := smallest(active, duties.can_hold)) is not None:
        conflict = Conflict(facts=tuple(duties.facts[n] for n in sorted(found)))
        conflicts.append(conflict)
        if conflict.students:
            left.add(_leave_one(day, conflict))
            active = [n for n in active if not left & set(duties.facts[n].students)]
            continue
        absent |= _over(day, left | absent)
        left |= absent
        active = [n for n in active if duties.facts[n].kind != "hub"]
        if not absent:
            break
    return conflicts, left, absent


def _leave_one(day: Day, conflict: Conflict) -> int:
    """Return the student to leave out of a conflict."""
    named = [s for fact in conflict.facts for s in fact.students]
    owed = day.students.service_minutes
    return max(enumerate(named), key=lambda pair: (owed[pair[1]], pair[0]))[1]


def _over(day: Day, out: set[int]) -> set[int]:
    """Return the students for whom the hub has no seat in some block."""
    students = day.students
    at_hub = students.free & ~students.at_home
    at_hub[sorted(out)] = False
    seats = day.rooms.seats @ narrowed(day).room_free
    best = np.zeros(day.n_students)
    np.maximum.at(best, day.options.student, day.options.gain)
    is_owed = students.service_minutes > 0
    is_owed |= students.needs_quiet | students.needs_aide | (students.language >= 0)
    order = np.lexsort((best, is_owed))
    gone: set[int] = set()
    for s in order.tolist():
        over = at_hub.sum(axis=0) > seats
        if not over.any():
            break
        if (at_hub[s] & over).any():
            gone.add(s)
            at_hub[s] = False
    return gone
