"""The check of an allotment; shares no code with the methods that make one."""

from __future__ import annotations

import numpy as np

from seedbed.lib.arrays import BoolArray
from seedbed.lib.text import count

from .problem import Problem


def verify(problem: Problem, has: BoolArray) -> list[str]:
    """Return every broken rule as a sentence; an empty list means valid.

    Raises
    ------
    ValueError
        If the shape is not (S, C).
    """
    if has.shape != problem.worth.shape:
        raise ValueError(f"has must be {problem.worth.shape}, got {has.shape}.")
    return [*_section_faults(problem, has), *_student_faults(problem, has)]


def _section_faults(problem: Problem, has: BoolArray) -> list[str]:
    faults = []
    for c, n in enumerate(has.sum(axis=0).tolist()):
        if n > problem.seats[c]:
            faults.append(
                f"{problem.name_of(c)} has {count(n, 'student')} and "
                f"{count(int(problem.seats[c]), 'seat')}."
            )
    for limit in problem.limits:
        n = int(has[limit.students, limit.section].sum())
        if n > limit.most:
            faults.append(
                f"{problem.name_of(limit.section)} has {count(n, 'student')} of "
                f"{limit.name or 'a group'}, at most {limit.most} may be."
            )
    for wish in problem.together:
        n = sum(bool(has[i, wish.section]) for i in wish.students)
        if n not in (0, len(wish.students)):
            faults.append(
                f"{problem.name_of(wish.section)} has {n} of "
                f"{count(len(wish.students), 'student')} who asked to be together."
            )
    return faults


def _student_faults(problem: Problem, has: BoolArray) -> list[str]:
    faults = []
    for i, row in enumerate(has):
        held = np.flatnonzero(row).tolist()
        if len(held) > problem.load[i]:
            faults.append(
                f"Student {i} has {count(len(held), 'section')}, "
                f"at most {problem.load[i]}."
            )
        for c in held:
            if problem.worth[i, c] <= 0:
                faults.append(f"Student {i} did not ask for {problem.name_of(c)}.")
            if problem.barred is not None and problem.barred[i, c]:
                faults.append(
                    f"Student {i} lacks a prerequisite of {problem.name_of(c)}."
                )
            faults += [
                f"Student {i} has {problem.name_of(c)} and {problem.name_of(d)}, "
                f"which clash."
                for d in held
                if d > c and _clash(problem, c, d)
            ]
    return faults


def _clash(problem: Problem, c: int, d: int) -> bool:
    if (problem.blocks[c] & problem.blocks[d]).any():
        return True
    return problem.course is not None and bool(problem.course[c] == problem.course[d])
