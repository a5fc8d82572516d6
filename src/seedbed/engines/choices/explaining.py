"""Why a student got a seat or missed it, in one sentence that is true of the method."""

from __future__ import annotations

from typing import Any

from seedbed.lib.text import count, listing

from .problem import Problem
from .reasons import reason
from .result import Result

_GOT = {
    "turn": "you were drawn {turn} of {n} and it was open",
    "round": "it was open at your turn in round {round}",
    "price": "a seat cost {price:.2f} of your budget of about 1 point",
    "together": "you and those you asked to be with have it together",
    "share": "you have {share:.0%} of the best you could have had alone",
}
_MISSED = {
    "prerequisite": "it needs something you have not shown yet",
    "clash-kept": "it clashes with {names}, which you want at least as much",
    "clash": "it clashes with {names}; you can ask to trade",
    "load": "you already have the {held} that you asked for at most",
    "limit": "the {kept} that {name} may take are gone",
    "apart": "there was no way for all who asked to be together to have it",
    "no-seats": "it has no seats",
    "full-turn": "{seats} before your turn, {turn} of {n} in the draw",
    "full-round": (
        "{seats}, the last one in round {round}, before it was your turn for it"
    ),
    "full-price": "{seats}, and at {price:.2f} points it did not fit into your budget",
    "full-share": (
        "{seats} by students for whom the shares of all would drop more without it; "
        "you have {share:.0%} of the best you could have had alone"
    ),
}


def explain(problem: Problem, result: Result, student: int, section: int) -> str:
    """Return one sentence to the student about one section.

    Raises
    ------
    ValueError
        If the student or the section does not exist.
    """
    found = reason(problem, result, student, section)
    name = problem.name_of(section)
    if found.kind == "not-asked":
        return f"You did not ask for {name}."
    said = _said(problem, found.values)
    if found.is_got:
        rank, n_asked = found.values["rank"], found.values["n_asked"]
        how = _GOT[found.kind].format(**said)
        return f"You got {name}, choice {rank} of the {n_asked} you asked for: {how}."
    return f"You missed {name}: {_MISSED[found.kind].format(**said)}."


def _said(problem: Problem, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a reason with those that are words put into words."""
    said = dict(values)
    if "sections" in said:
        said["names"] = listing([problem.name_of(c) for c in said["sections"]])
    if "n_held" in said:
        said["held"] = count(said["n_held"], "section")
    if "most" in said:
        said["kept"] = count(said["most"], "seat")
        said["name"] = said["name"] or "your group"
    if "n_seats" in said:
        n = said["n_seats"]
        said["seats"] = (
            "its one seat was taken" if n == 1 else f"all {n} seats were taken"
        )
    return said
