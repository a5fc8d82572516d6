"""Turns a round's rows into the engine's ``Problem`` and its answer into positions."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from seedbed.engines import choices
from seedbed.lib.arrays import BoolArray, IntArray

from .models import Method
from .rows import Pair, RoundRows

#: What the best method may take before it returns what it has.
TIME_LIMIT_SECONDS = 4.0
Reason = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Allotted:
    """The seats of a round by position, and all that people are told about them.

    ``not_held`` are electives that too few got; ``waiting`` holds per elective who
    comes next, ``reasons`` one for each wish.
    """

    has: frozenset[Pair]
    drawn: tuple[int, ...]
    not_held: frozenset[int]
    reasons: dict[Pair, Reason]
    waiting: dict[int, tuple[int, ...]]
    measures: dict[str, float]
    faults: list[str]


@dataclass(frozen=True, kw_only=True)
class Freed:
    """Seats after one was given back: who took what, and what they gave up for it."""

    moves: tuple[tuple[int, int, tuple[int, ...]], ...]
    waiting: dict[int, tuple[int, ...]]


def commitment(seed: str, salt: str) -> str:
    """Return the hash that is published before the draw.

    Raises
    ------
    ValueError
        If the seed or the salt is empty or holds the separator.
    """
    return choices.commit(seed, salt)


def is_committed(committed: str, seed: str, salt: str) -> bool:
    """Tell whether a seed and a salt are those that were committed to."""
    return choices.is_committed(committed, seed, salt)


def number_of(seed: str, salt: str) -> int:
    """Return the engine's seed: the first eight bytes of what was committed to."""
    digest = hashlib.sha256(f"{seed}|{salt}".encode()).digest()
    return int.from_bytes(digest[:8], "big")


def problem_of(rows: RoundRows) -> choices.Problem:
    """Return the engine's problem of a round."""
    return _problem(rows, frozenset())


def allot(rows: RoundRows, *, seed: str, salt: str) -> Allotted:
    """Allot the seats of a round, without electives that too few students get."""
    if rows.method == Method.LOTTERY:
        return _drawn(rows, seed, salt)
    not_held: set[int] = set()
    while True:
        problem = _problem(rows, frozenset(not_held))
        result = choices.allot(
            problem,
            method=rows.method,
            seed=number_of(seed, salt),
            time_limit_seconds=TIME_LIMIT_SECONDS,
        )
        empty = _emptiest(rows, result.has, not_held)
        if empty is None:
            return _allotted(rows, problem, result, frozenset(not_held))
        not_held.add(empty)


def seat_freed(rows: RoundRows, student: int, elective: int) -> Freed:
    """Return who moves after a student leaves an elective."""
    problem = _problem(rows, frozenset())
    order = _order(rows, problem.n_students)
    has, moves = choices.seat_freed(problem, _has(rows), order, student, elective)
    left = replace(rows, given_back=rows.given_back | {(student, elective)})
    after = _problem(left, frozenset())
    result = choices.Result(method=rows.method, seed=0, has=has, order=order)
    return Freed(
        moves=tuple((m.student, m.section, m.given_up) for m in moves),
        waiting=_waiting(after, result),
    )


def faults(rows: RoundRows) -> list[str]:
    """Return every rule that the seats of a round break now."""
    return choices.verify(_problem(rows, frozenset()), _has(rows))


def drawn_again(rows: RoundRows, *, seed: str, salt: str) -> tuple[str, ...]:
    """Return the codes of all entrants in the order of the lottery, drawn anew."""
    return choices.draw(seed, salt, rows.codes, n_seats=0).order


def _problem(rows: RoundRows, not_held: frozenset[int]) -> choices.Problem:
    n_students, n_electives = len(rows.student_ids), len(rows.elective_ids)
    worth = choices.worth_of_ranks([list(w) for w in rows.wishes], n_electives)
    barred = np.zeros((n_students, n_electives), np.bool_)
    for n, c in {*rows.lacking, *rows.at_work}:
        barred[n, c] = True
    for n, c in rows.given_back:
        worth[n, c] = 0.0
    for n, c in rows.has:  # what was got stays lawful, whatever changed since
        barred[n, c] = False
    seats = np.array(rows.seats, np.int64)
    seats[list(not_held)] = 0
    return choices.Problem(
        worth=worth.reshape(n_students, n_electives),
        load=np.full(n_students, rows.load, np.int64),
        seats=seats,
        blocks=_blocks(rows),
        barred=barred,
        names=rows.titles,
    )


def _blocks(rows: RoundRows) -> BoolArray:
    """Cut each weekday where a meeting starts or ends; (C, B) who meets in which."""
    edges = sorted(
        {
            (day, edge)
            for spans in rows.meetings
            for day, *ends in spans
            for edge in ends
        }
    )
    meets = np.zeros((len(rows.elective_ids), max(1, len(edges))), np.bool_)
    for c, spans in enumerate(rows.meetings):
        for weekday, start, end in spans:
            for b, (day, edge) in enumerate(edges):
                if day == weekday and start <= edge < end:
                    meets[c, b] = True
    return meets


def _has(rows: RoundRows) -> BoolArray:
    has = np.zeros((len(rows.student_ids), len(rows.elective_ids)), np.bool_)
    for n, c in rows.has:
        has[n, c] = True
    return has


def _order(rows: RoundRows, n_students: int) -> IntArray:
    """Return the order of the draw; who is missing in it comes last."""
    rest = [n for n in range(n_students) if n not in set(rows.drawn)]
    return np.array([*rows.drawn, *rest], np.int64)


def _emptiest(rows: RoundRows, has: BoolArray, not_held: set[int]) -> int | None:
    """Return the elective that lacks most students, or None where none lacks any."""
    n_got = has.sum(axis=0).tolist()
    short = {
        c: n_got[c] - least
        for c, least in enumerate(rows.minimum)
        if c not in not_held and n_got[c] < least > 1 and rows.seats[c] > 0
    }
    return min(short, key=lambda c: (short[c], c)) if short else None


def _drawn(rows: RoundRows, seed: str, salt: str) -> Allotted:
    """Draw the places of one program in public order."""
    problem = _problem(rows, frozenset())
    may = {rows.codes[n]: n for n in range(problem.n_students) if problem.may[n, 0]}
    found = choices.draw(seed, salt, rows.codes, n_seats=0)
    order = [rows.codes.index(code) for code in found.order]
    open_to = [n for n in order if rows.codes[n] in may]
    has = np.zeros(problem.worth.shape, np.bool_)
    has[open_to[: rows.seats[0]], 0] = True
    result = choices.Result(
        method=rows.method, seed=0, has=has, order=np.array(order, np.int64)
    )
    return _allotted(rows, problem, result, frozenset())


def _allotted(
    rows: RoundRows,
    problem: choices.Problem,
    result: choices.Result,
    not_held: frozenset[int],
) -> Allotted:
    has = frozenset((int(n), int(c)) for n, c in np.argwhere(result.has))
    return Allotted(
        has=has,
        drawn=tuple(result.order.tolist()),
        not_held=not_held,
        reasons={
            (n, c): _reason(rows, problem, result, not_held, n, c)
            for n, wishes in enumerate(rows.wishes)
            for c in wishes
        },
        waiting=_waiting(problem, result),
        measures=asdict(choices.measure(problem, result.has)),
        faults=choices.verify(problem, result.has),
    )


def _waiting(
    problem: choices.Problem, result: choices.Result
) -> dict[int, tuple[int, ...]]:
    return {
        c: tuple(choices.waiting_list(problem, result, c))
        for c in range(problem.n_sections)
        if problem.seats[c] > 0
    }


def _reason(
    rows: RoundRows,
    problem: choices.Problem,
    result: choices.Result,
    not_held: frozenset[int],
    n: int,
    c: int,
) -> Reason:
    """Return why a wish was met or not, with ids of electives instead of positions."""
    if (n, c) in rows.lacking:
        skills = list(rows.lacking[n, c])
        return {"got": False, "kind": "prerequisite", "skills": skills}
    if (n, c) in rows.at_work:
        return {"got": False, "kind": "at-work"}
    if c in not_held:
        return {"got": False, "kind": "not-held", "minimum": rows.minimum[c]}
    found = choices.reason(problem, result, n, c)
    kind, values = found.kind, dict(found.values)
    if rows.method == Method.LOTTERY and kind in ("share", "full-share"):
        kind = "drawn" if found.is_got else "full-drawn"
        place = result.order.tolist().index(n) + 1
        values |= {"turn": place, "n": problem.n_students}
    if "sections" in values:
        values["electives"] = [rows.elective_ids[d] for d in values.pop("sections")]
    return {"got": found.is_got, "kind": kind, **values}
