"""Why a student got a seat or missed it, in one sentence that is true of the method."""

from __future__ import annotations

import numpy as np

from seedbed.lib.text import count, listing

from .desk import Desk
from .problem import Problem
from .result import Result


def explain(problem: Problem, result: Result, student: int, section: int) -> str:
    """Return one sentence to the student about one section.

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
        return _got(problem, result, student, section)
    return _missed(problem, result, student, section)


def _got(problem: Problem, result: Result, i: int, c: int) -> str:
    asked = problem.worth[i] > 0
    rank = 1 + int((problem.worth[i] > problem.worth[i, c]).sum())
    wish = f"You got {problem.name_of(c)}, choice {rank} of the {int(asked.sum())}"
    return f"{wish} you asked for: {_how(problem, result, i, c)}."


def _how(problem: Problem, result: Result, i: int, c: int) -> str:
    turn = 0 if result.turn is None else int(result.turn[i, c])
    if result.method == "serial-dictatorship" and turn:
        return f"you were drawn {turn} of {problem.n_students} and it was open"
    if result.method == "round-robin" and turn:
        return f"it was open at your turn in round {turn}"
    if result.method == "equilibrium":
        return f"a seat cost {result.prices[c]:.2f} of your budget of about 1 point"
    if any(c == w.section and i in w.students for w in problem.together):
        return "you and those you asked to be with have it together"
    share = problem.shares(result.has)[i]
    return f"you have {share:.0%} of the best you could have had alone"


def _missed(problem: Problem, result: Result, i: int, c: int) -> str:
    name = problem.name_of(c)
    if problem.worth[i, c] <= 0:
        return f"You did not ask for {name}."
    start = f"You missed {name}"
    if problem.barred is not None and problem.barred[i, c]:
        return f"{start}: it needs something you have not shown yet."
    desk = Desk(problem, result.has)
    held = np.flatnonzero(result.has[i])
    clashing = held[problem.conflict[c, held]]
    at_least = clashing[problem.worth[i, clashing] >= problem.worth[i, c]]
    if len(at_least):
        names = listing([problem.name_of(d) for d in at_least.tolist()])
        return f"{start}: it clashes with {names}, which you want at least as much."
    if desk.left[c] <= 0:
        return f"{start}: {_full(problem, result, i, c)}."
    reason = _rule(problem, desk, i, c)
    if reason:
        return f"{start}: {reason}."
    if len(clashing):
        names = listing([problem.name_of(d) for d in clashing.tolist()])
        return f"{start}: it clashes with {names}; you can ask to trade."
    return (
        f"{start}: you already have the {count(len(held), 'section')} "
        f"that you asked for at most."
    )


def _rule(problem: Problem, desk: Desk, i: int, c: int) -> str:
    """Return which limit or wish keeps an open seat from a student, or nothing."""
    for limit in problem.limits:
        if limit.section != c or i not in limit.students:
            continue
        if desk.has[limit.students, c].sum() >= limit.most:
            kept = count(limit.most, "seat")
            return f"the {kept} that {limit.name or 'your group'} may take are gone"
    for wish in problem.together:
        if wish.section == c and i in wish.students:
            return "there was no way for all who asked to be together to have it"
    return ""


def _full(problem: Problem, result: Result, i: int, c: int) -> str:
    n = int(problem.seats[c])
    if n == 0:
        return "it has no seats"
    seats = "its one seat was taken" if n == 1 else f"all {n} seats were taken"
    if result.method == "serial-dictatorship":
        place = int(np.flatnonzero(result.order == i)[0]) + 1
        return f"{seats} before your turn, {place} of {problem.n_students} in the draw"
    if result.method == "round-robin" and result.turn is not None:
        last = int(result.turn[:, c].max())
        return f"{seats}, the last one in round {last}, before it was your turn for it"
    if result.method == "equilibrium":
        price = result.prices[c]
        return f"{seats}, and at {price:.2f} points it did not fit into your budget"
    share = problem.shares(result.has)[i]
    return (
        f"{seats} by students for whom the shares of all would drop more without it; "
        f"you have {share:.0%} of the best you could have had alone"
    )
