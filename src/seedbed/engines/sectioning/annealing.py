"""Simulated annealing: moves, swaps and rotations that never break a limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedbed.engines.sectioning.clashes import FORBIDDEN, Counts
from seedbed.engines.sectioning.compiled import compiled
from seedbed.engines.sectioning.menu import Menu
from seedbed.lib.arrays import FloatArray, Int32Array, IntArray

UInt64Array = NDArray[np.uint64]

#: What holding two options together costs that exclude each other.
_EXCLUDED = 1_000
#: Steps between two temperatures.
_STEPS_AT_A_TEMPERATURE = 2_000
_N_ODDS = 32


@dataclass(frozen=True, kw_only=True)
class Chain:
    """A seating under search, changed in place by ``anneal``.

    ``held`` (E,) is the option of each seat, ``load`` (C,) the students of each
    section; ``holders`` lists the seats that hold each option, ``place`` says where in
    its list a seat is.
    """

    menu: Menu
    held: IntArray
    load: IntArray
    student: IntArray
    movable: IntArray
    bucket: IntArray
    holders: Int32Array
    n_holders: IntArray
    place: IntArray
    cost: IntArray
    chance: UInt64Array


def chain(menu: Menu, held: IntArray, *, seed: int) -> Chain:
    """Return a chain that starts from held options."""
    n_options = len(menu.own)
    n_seats_of = np.bincount(menu.request, minlength=len(menu.first) - 1)
    room = np.repeat(n_seats_of, np.diff(menu.first))
    bucket = np.append(0, np.cumsum(room))
    student = np.repeat(np.arange(menu.n_students), np.diff(menu.student_starts))
    order = np.argsort(held, kind="stable")
    n_holders = np.bincount(held, minlength=n_options)
    place = np.empty(menu.n_seats, np.int64)
    before = np.cumsum(n_holders) - n_holders
    place[order] = np.arange(menu.n_seats) - before[held[order]]
    holders = np.zeros(int(bucket[-1]), np.int32)
    holders[bucket[held] + place] = np.arange(menu.n_seats)
    n_choices = menu.first[menu.request + 1] - menu.first[menu.request]
    made = Chain(
        menu=menu,
        held=held.copy(),
        load=menu.load(held),
        student=student,
        movable=np.flatnonzero(n_choices > 1),
        bucket=bucket,
        holders=holders,
        n_holders=n_holders,
        place=place,
        cost=np.zeros(menu.n_students, np.int64),
        chance=np.random.SeedSequence(seed).generate_state(1, np.uint64) | np.uint64(1),
    )
    _fill_costs(menu.student_starts, held, menu.clash, menu.own, made.cost)
    return made


def anneal(at: Chain, *, n_steps: int, hot: float, cold: float) -> tuple[int, IntArray]:
    """Cool a chain down; return the fewest conflicts it met and the options held then.

    The result depends on the chain and the arguments alone, not on the machine.
    """
    menu = at.menu
    best = at.held.copy()
    if not len(at.movable):
        return int(at.cost.sum()), best
    fewest = _anneal(
        menu.first,
        menu.clash,
        menu.own,
        menu.starts,
        menu.members,
        menu.limit,
        menu.student_starts,
        menu.request,
        at.student,
        at.movable,
        at.held,
        at.load,
        at.bucket,
        at.holders,
        at.n_holders,
        at.place,
        at.cost,
        at.chance,
        n_steps,
        hot,
        cold,
        best,
        np.zeros(_N_ODDS),
    )
    return int(fewest), best


@compiled
def _fill_costs(
    student_starts: IntArray,
    held: IntArray,
    clash: Counts,
    own: IntArray,
    cost: IntArray,
) -> None:
    for s in range(len(cost)):
        total = 0
        for e in range(student_starts[s], student_starts[s + 1]):
            total += own[held[e]]
            for f in range(student_starts[s], e):
                w = clash[held[e], held[f]]
                total += _EXCLUDED if w == FORBIDDEN else w
        cost[s] = total


@compiled
def _change(
    seat: int,
    option: int,
    student: IntArray,
    student_starts: IntArray,
    held: IntArray,
    clash: Counts,
    own: IntArray,
) -> int:
    """Return by how much conflicts rise when a seat changes to an option."""
    now = held[seat]
    rise = own[option] - own[now]
    s = student[seat]
    for f in range(student_starts[s], student_starts[s + 1]):
        if f != seat:
            w = np.int64(clash[option, held[f]])
            v = np.int64(clash[now, held[f]])
            rise += _EXCLUDED if w == FORBIDDEN else w
            rise -= _EXCLUDED if v == FORBIDDEN else v
    return rise


@compiled
def _is_in(section: int, option: int, starts: IntArray, members: IntArray) -> bool:
    for i in range(starts[option], starts[option + 1]):
        if members[i] == section:
            return True
    return False


@compiled
def _has_room(
    option: int,
    left: int,
    starts: IntArray,
    members: IntArray,
    load: IntArray,
    limit: IntArray,
) -> bool:
    """Return whether one more student fits, once one has left the option ``left``."""
    for i in range(starts[option], starts[option + 1]):
        c = members[i]
        if load[c] >= limit[c] and not (
            load[c] == limit[c] and _is_in(c, left, starts, members)
        ):
            return False
    return True


@compiled
def _give(
    seat: int,
    option: int,
    starts: IntArray,
    members: IntArray,
    held: IntArray,
    load: IntArray,
    bucket: IntArray,
    holders: Int32Array,
    n_holders: IntArray,
    place: IntArray,
) -> None:
    """Let a seat hold an option; keep loads and lists in step."""
    now = held[seat]
    for i in range(starts[now], starts[now + 1]):
        load[members[i]] -= 1
    for i in range(starts[option], starts[option + 1]):
        load[members[i]] += 1
    last = n_holders[now] - 1
    moved = holders[bucket[now] + last]
    holders[bucket[now] + place[seat]] = moved
    place[moved] = place[seat]
    n_holders[now] = last
    holders[bucket[option] + n_holders[option]] = seat
    place[seat] = n_holders[option]
    n_holders[option] += 1
    held[seat] = option


@compiled
def _draw(chance: UInt64Array, below: int) -> Any:
    """Return a whole number below ``below`` (xorshift64*; Marsaglia 2003)."""
    x = chance[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    chance[0] = x
    high = (x * np.uint64(2685821657736338717)) >> np.uint64(32)
    return np.int64((high * np.uint64(below)) >> np.uint64(32))


@compiled
def _other(chance: UInt64Array, first: IntArray, request: int, now: int) -> int:
    """Return a random other option of a request."""
    n = first[request + 1] - first[request]
    option = first[request] + _draw(chance, n - 1)
    return option + 1 if option >= now else option


@compiled
def _accepts(rise: int, odds: FloatArray, chance: UInt64Array) -> bool:
    if rise <= 0:
        return True
    if rise >= len(odds):
        return False
    return _draw(chance, 1 << 30) < odds[rise] * (1 << 30)


@compiled
def _anneal(
    first: IntArray,
    clash: Counts,
    own: IntArray,
    starts: IntArray,
    members: IntArray,
    limit: IntArray,
    student_starts: IntArray,
    request: IntArray,
    student: IntArray,
    movable: IntArray,
    held: IntArray,
    load: IntArray,
    bucket: IntArray,
    holders: Int32Array,
    n_holders: IntArray,
    place: IntArray,
    cost: IntArray,
    chance: UInt64Array,
    n_steps: int,
    hot: float,
    cold: float,
    best: IntArray,
    odds: FloatArray,
) -> int:
    total = cost.sum()
    fewest = total
    is_pending = True
    n_movable = len(movable)
    for step in range(n_steps):
        if step % _STEPS_AT_A_TEMPERATURE == 0:
            warmth = hot * (cold / hot) ** (step / n_steps)
            for d in range(len(odds)):
                odds[d] = np.exp(-d / warmth)
        seat = movable[_draw(chance, n_movable)]
        if cost[student[seat]] == 0 and step & 1:
            # Every other step is for a student with conflicts, if a few draws find one.
            for _ in range(3):
                seat = movable[_draw(chance, n_movable)]
                if cost[student[seat]] > 0:
                    break
        q = request[seat]
        a = held[seat]
        b = _other(chance, first, q, a)
        rise = _change(seat, b, student, student_starts, held, clash, own)
        if _has_room(b, a, starts, members, load, limit):
            if not _accepts(rise, odds, chance):
                continue
            if is_pending and rise > 0:
                best[:] = held
                is_pending = False
            cost[student[seat]] += rise
            total += rise
            _give(
                seat, b, starts, members, held, load, bucket, holders, n_holders, place
            )
        elif n_holders[b] > 0:
            partner = holders[bucket[b] + _draw(chance, n_holders[b])]
            d = a
            third = -1
            if _draw(chance, 4) == 0:
                d = _other(chance, first, q, b)
                if d != a and not _has_room(d, a, starts, members, load, limit):
                    if n_holders[d] == 0:
                        continue
                    third = holders[bucket[d] + _draw(chance, n_holders[d])]
            rise_partner = _change(
                partner, d, student, student_starts, held, clash, own
            )
            rise_third = 0
            if third >= 0:
                rise_third = _change(
                    third, a, student, student_starts, held, clash, own
                )
            all_rise = rise + rise_partner + rise_third
            if not _accepts(all_rise, odds, chance):
                continue
            if is_pending and all_rise > 0:
                best[:] = held
                is_pending = False
            cost[student[seat]] += rise
            cost[student[partner]] += rise_partner
            total += all_rise
            _give(
                seat, b, starts, members, held, load, bucket, holders, n_holders, place
            )
            _give(
                partner,
                d,
                starts,
                members,
                held,
                load,
                bucket,
                holders,
                n_holders,
                place,
            )
            if third >= 0:
                cost[student[third]] += rise_third
                _give(
                    third,
                    a,
                    starts,
                    members,
                    held,
                    load,
                    bucket,
                    holders,
                    n_holders,
                    place,
                )
        else:
            continue
        if total < fewest:
            fewest = total
            is_pending = True
    if is_pending:
        best[:] = held
    return fewest
