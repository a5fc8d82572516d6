"""Long packs of sheets and lists of names: a part is shown, and all to whoever asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.http import QueryDict

from seedbed.apps.rosters.cards import StudentCard
from seedbed.apps.scheduling import queries as scheduling
from seedbed.apps.scheduling.cards import StudentDay

from .day import Strip, strip_of

T = TypeVar("T")

#: So many sheets are quick to show and to find a child in.
_SHEETS = 25
ALL = "all"
#: A list of names shows so many at first; whoever looks for one types a part of it.
MOST_NAMES = 120


@dataclass(frozen=True, kw_only=True)
class Part:
    """Some of the students of a pack, by name, as the address asks for them."""

    asked: str
    first: str
    last: str
    is_shown: bool


@dataclass(frozen=True, kw_only=True)
class Pack:
    """The students whose sheets are shown, and the parts of all ``n``, none of few."""

    students: tuple[StudentCard, ...]
    parts: tuple[Part, ...]
    n: int

    @property
    def is_whole(self) -> bool:
        """Whether the sheets of all are shown."""
        return len(self.students) == self.n


def pack_of(students: Sequence[StudentCard], asked: str) -> Pack:
    """Return the part of a pack that is asked for: a number from 1, or ``all``.

    Anything else is the first part, and all of a pack that fills no second one.
    """
    n = len(students)
    cuts = range(0, n, _SHEETS)
    if len(cuts) < 2:
        return Pack(students=tuple(students), parts=(), n=n)
    numbers = [str(number) for number in range(1, len(cuts) + 1)]
    shown = asked if asked == ALL or asked in numbers else "1"
    parts = tuple(
        Part(
            asked=number,
            first=students[cut].name,
            last=students[min(cut + _SHEETS, n) - 1].name,
            is_shown=number == shown,
        )
        for number, cut in zip(numbers, cuts, strict=True)
    )
    if shown == ALL:
        return Pack(students=tuple(students), parts=parts, n=n)
    cut = cuts[int(shown) - 1]
    return Pack(students=tuple(students[cut : cut + _SHEETS]), parts=parts, n=n)


def sheets_of(
    pack: Pack, unit_id: int, on: date
) -> list[tuple[StudentDay, Strip | None]]:
    """Return the days of the students shown, with their blocks. At most six queries."""
    ids = [student.id for student in pack.students]
    days = scheduling.student_days(unit_id, on, student_ids=ids)
    return [(day, strip_of(day)) for day in days]


def first_of(found: Sequence[T], asked: QueryDict) -> Sequence[T]:
    """Return the first of a list of names, or all where the address asks for all."""
    return found if asked.get(ALL) else found[:MOST_NAMES]
