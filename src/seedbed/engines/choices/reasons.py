"""Why a student got a seat or missed it, as data for a sentence in any language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .desk import Desk
from .problem import Problem
from .result import Result


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why, by ``kind``, with the plain numbers and indices that a sentence needs.

    Got: ``turn`` {turn, n}, ``round`` {round}, ``price`` {price}, ``together``,
    ``share`` {share}, each with {rank, n_asked}. Missed: ``not-asked``,
    ``prerequisite``, ``clash-kept`` and ``clash`` {sections}, ``load`` {n_held},
    ``limit`` {most, name}, ``apart``, ``no-seats``, and when all seats were taken
    {n_seats} ``full-turn`` {turn, n}, ``full-round`` {round}, ``full-price`` {price}
    or ``full-share`` {share}.
    """

    is_got: bool
    kind: str
    values: dict[str, Any] = field(default_factory=dict)


def reason(problem: Problem, result: Result, student: int, section: int) -> Reason:
    """Return why a student has a section or not.

    Raises
    ------
    ValueError
        If the student or the section does not exist.
    """
    for name, given, n in (
        ("student", student, problem.n_students),
        ("section", section, problem.n_sections),
    ):
        if not 0 <= given < n:
            raise ValueError(f"There is no {name} {given}; there are {n}.")
    if result.has[student, section]:
        kind, values = _got(problem, result, student, section)
        worth = problem.worth[student]
        rank = 1 + int((worth > worth[section]).sum())
        values |= {"rank": rank, "n_asked": int((worth > 0).sum())}
        return Reason(is_got=True, kind=kind, values=values)
    kind, values = _missed(problem, result, student, section)
    return Reason(is_got=False, kind=kind, values=values)


Found = tuple[str, dict[str, Any]]


def _got(problem: Problem, result: Result, i: int, c: int) -> Found:
    turn = 0 if result.turn is None else int(result.turn[i, c])
    if result.method == "serial-dictatorship" and turn:
        return "turn", {"turn": turn, "n": problem.n_students}
    if result.method == "round-robin" and turn:
        return "round", {"round": turn}
    if result.method == "equilibrium":
        return "price", {"price": float(result.prices[c])}
    if any(c == w.section and i in w.students for w in problem.together):
        return "together", {}
    return "share", {"share": float(problem.shares(result.has)[i])}


def _missed(problem: Problem, result: Result, i: int, c: int) -> Found:
    if problem.worth[i, c] <= 0:
        return "not-asked", {}
    if problem.barred is not None and problem.barred[i, c]:
        return "prerequisite", {}
    desk = Desk(problem, result.has)
    held = np.flatnonzero(result.has[i])
    clashing = held[problem.conflict[c, held]]
    at_least = clashing[problem.worth[i, clashing] >= problem.worth[i, c]]
    if len(at_least):
        return "clash-kept", {"sections": at_least.tolist()}
    if desk.left[c] <= 0:
        return _full(problem, result, i, c)
    found = _rule(problem, desk, i, c)
    if found is not None:
        return found
    if len(clashing):
        return "clash", {"sections": clashing.tolist()}
    return "load", {"n_held": len(held)}


def _rule(problem: Problem, desk: Desk, i: int, c: int) -> Found | None:
    """Return which limit or wish keeps an open seat from a student, if one does."""
    for limit in problem.limits:
        if limit.section != c or i not in limit.students:
            continue
        if desk.has[limit.students, c].sum() >= limit.most:
            return "limit", {"most": limit.most, "name": limit.name}
    for wish in problem.together:
        if wish.section == c and i in wish.students:
            return "apart", {}
    return None


def _full(problem: Problem, result: Result, i: int, c: int) -> Found:
    n_seats = int(problem.seats[c])
    if n_seats == 0:
        return "no-seats", {}
    taken = {"n_seats": n_seats}
    if result.method == "serial-dictatorship":
        turn = int(np.flatnonzero(result.order == i)[0]) + 1
        return "full-turn", taken | {"turn": turn, "n": problem.n_students}
    if result.method == "round-robin" and result.turn is not None:
        return "full-round", taken | {"round": int(result.turn[:, c].max())}
    if result.method == "equilibrium":
        return "full-price", taken | {"price": float(result.prices[c])}
    return "full-share", taken | {"share": float(problem.shares(result.has)[i])}
