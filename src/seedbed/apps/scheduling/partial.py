"""A plan for everyone but those for whom none is safe, and the note that names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from seedbed.lib.text import count, listing

from . import bridge
from .reasons import Reason

if TYPE_CHECKING:
    from seedbed.engines.scheduler import Timetable

SENTENCES_IN_NOTE = 3
#: Names of a note: enough for whoever is left out on a day that is nearly whole.
MOST_NAMES = 12


@dataclass(frozen=True, kw_only=True)
class Partial:
    """A plan; ``left`` are ids of students it leaves to the standing schedule."""

    timetable: Timetable
    left: tuple[int, ...]
    note: str
    figures: dict[str, Any]


def plan_for_the_rest(
    problem: bridge.Problem,
    *,
    seed: int,
    time_limit_seconds: float,
    kept: Mapping[tuple[int, int], Reason],
) -> Partial | None:
    """Return a plan for everyone for whom one is safe, None where that is nobody.

    ``kept`` holds the reason of each seat that an adult decided, by student and block
    id: who decided it and when is said where such seats contradict each other.
    """
    students = problem.material.people.students
    found = bridge.safe_plan(
        problem,
        seed=seed,
        time_limit_seconds=time_limit_seconds,
        lock_notes=_lock_notes(problem, kept),
    )
    if not found.is_safe or len(found.left) == len(students):
        return None
    left = tuple(students[s].id for s in found.left)
    names = [students[s].name for s in found.left]
    return Partial(
        timetable=found.timetable,
        left=left,
        note=note_on_those_left(names, found.conflicts),
        figures={
            "expected_gain": round(found.gain, 4),
            "seconds": round(found.seconds, 3),
            "left_to_standing": list(left),
        },
    )


def note_on_those_left(names: Sequence[str], conflicts: Sequence[str]) -> str:
    """Say who is left to the standing schedule, and what cannot hold together.

    >>> note_on_those_left(["Ana"], [])[:42]
    'No plan could keep every rule for everyone'
    """
    if not names:
        return ""
    rest = len(conflicts) - SENTENCES_IN_NOTE
    sentences = [
        "No plan could keep every rule for everyone: "
        f"{listing(names, at_most=MOST_NAMES)} "
        f"{'follows' if len(names) == 1 else 'follow'} the standing schedule, and "
        "everyone else has a plan.",
        *conflicts[:SENTENCES_IN_NOTE],
        *([f"And {count(rest, 'more', 'more')}."] if rest > 0 else []),
        "Mend what is named, then plan the day again.",
    ]
    return " ".join(sentences)


def _lock_notes(
    problem: bridge.Problem, kept: Mapping[tuple[int, int], Reason]
) -> tuple[str, ...]:
    """Return who decided each locked seat and when, in the order of the day's locks."""
    students = problem.material.people.students
    blocks = problem.material.frame.placed_blocks
    notes = []
    for s, b, _lesson in problem.day.locks.seats.tolist():
        reason = kept.get((students[s].id, blocks[b].id), {})
        at = reason.get("at", "")
        when = f" ({datetime.fromisoformat(at):%Y-%m-%d %H:%M} UTC)" if at else ""
        notes.append(f"{reason.get('by', '')}{when}".strip())
    return tuple(notes)
