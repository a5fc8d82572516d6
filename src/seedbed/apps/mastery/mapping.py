"""A student's mastery map: strands and grades around what they have shown."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np

from . import states
from .cards import MapSkill, SnapshotArrays
from .moments import local_date

#: Grades side by side on a map, at most.
MOST_GRADES = 4
#: Steps in the week's window, at most.
WINDOW_STEPS = 8


@dataclass(frozen=True, kw_only=True)
class SkillPlace:
    """Where a skill belongs."""

    code: str
    title: str
    strand: str
    grade: int


def map_skill(
    arrays: SnapshotArrays,
    row: int,
    column: int,
    place: SkillPlace,
    state: str,
    zone: ZoneInfo,
) -> MapSkill:
    """Return one skill of a student as the map shows it."""
    return MapSkill(
        code=place.code,
        title=place.title,
        strand=place.strand,
        grade=place.grade,
        state=state,
        n_attempts=int(arrays.n_attempts[row, column]),
        last_on=local_date(float(arrays.last_day[row, column]), zone),
    )


def grades_around(grades: list[int], words: list[str]) -> tuple[int, ...]:
    """Return the grades to show: around where the student works, the latest first.

    Where the student works is the middle of what is under way, ready or to be looked
    at again; without any of it, of all that is not "later".

    >>> grades_around([4, 5, 6, 7, 8], ["shown", "shown", "now", "ready", "later"])
    (4, 5, 6, 7)
    """
    near = {states.NOW, states.READY, states.LOOK_AGAIN}
    known = [g for g, word in zip(grades, words, strict=True) if word in near]
    known = known or [
        g for g, word in zip(grades, words, strict=True) if word != states.LATER
    ]
    if not known:
        return ()
    middle = int(np.floor(np.median(known)))
    there = sorted(set(grades))
    first = max(0, min(there.index(middle) - 2, len(there) - MOST_GRADES))
    return tuple(there[first : first + MOST_GRADES])
