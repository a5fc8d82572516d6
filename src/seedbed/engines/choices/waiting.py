"""Waiting lists: who comes next when a seat frees."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.lib.arrays import BoolArray, IntArray

from .desk import Desk
from .problem import Problem
from .result import Result


@dataclass(frozen=True, kw_only=True)
class Move:
    """A student takes a freed seat, and gives up the sections that clash with it."""

    student: int
    section: int
    given_up: tuple[int, ...]


def waiting_list(problem: Problem, result: Result, section: int) -> list[int]:
    """Return who would take a seat of a section if one freed, the first one first.

    Whoever has the smaller share of the own ideal comes first; among equals the order
    that was drawn decides.
    """
    return _queue(problem, result.has, result.order, section)


def seat_freed(
    problem: Problem, has: BoolArray, order: IntArray, student: int, section: int
) -> tuple[BoolArray, list[Move]]:
    """Return the seats and the moves after a student leaves a section.

    A move may free another seat, which then goes to the next on that waiting list.
    Nobody moves who does not gain, so the moves come to an end. Students who are seated
    together with others do not move; leaving a section ends the leaver's own wish.

    Raises
    ------
    ValueError
        If the student does not have the seat.
    """
    if not has[student, section]:
        raise ValueError(f"Student {student} has no seat in section {section}.")
    now = has.copy()
    now[student, section] = False
    moves: list[Move] = []
    freed = [section]
    left_by = {(student, section)}
    while freed:
        c = freed.pop(0)
        for i in _queue(problem, now, order, c):
            if (i, c) in left_by:
                continue
            given_up = _given_up(problem, now, i, c)
            desk = Desk(problem, now)
            for d in given_up:
                desk.drop(i, d)
            if not desk.take(i, c):
                continue
            now = desk.has
            moves.append(Move(student=i, section=c, given_up=tuple(given_up)))
            freed += given_up
            break
    return now, moves


def _queue(
    problem: Problem, has: BoolArray, order: IntArray, section: int
) -> list[int]:
    place = np.empty(problem.n_students, np.int64)
    place[order] = np.arange(problem.n_students)
    shares = problem.shares(has)
    wants = np.flatnonzero(problem.may[:, section] & ~has[:, section])
    tied = {i for wish in problem.together for i in wish.students}
    gains = [
        i
        for i in wants.tolist()
        if i not in tied
        and problem.worth[i, section]
        > problem.worth[i, _given_up(problem, has, i, section)].sum() + 1e-9
    ]
    return sorted(gains, key=lambda i: (round(float(shares[i]), 9), int(place[i])))


def _given_up(problem: Problem, has: BoolArray, i: int, section: int) -> list[int]:
    """Return what a student would have to give up for a section: clashes, then load."""
    held = np.flatnonzero(has[i])
    clashing: list[int] = held[problem.conflict[section, held]].tolist()
    kept = [c for c in held.tolist() if c not in clashing]
    if len(kept) >= problem.load[i] and kept:
        clashing.append(min(kept, key=lambda c: problem.worth[i, c]))
    return clashing
