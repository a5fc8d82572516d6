"""What an ITC-2019 instance and a solution say, as they say it."""

from __future__ import annotations

from dataclasses import dataclass, field

#: Days, start slot and weeks of a meeting pattern; days and weeks as bit strings.
Pattern = tuple[str, int, str]


@dataclass(frozen=True, kw_only=True)
class OfferedClass:
    """One class of a subpart, with the times it may meet.

    ``limit`` is the most students, None for no limit. ``lengths`` gives the slots of
    each pattern the class offers. ``needs_room`` is false for classes held nowhere.
    """

    id: str
    course: str
    config: str
    subpart: str
    limit: int | None
    parent: str | None
    needs_room: bool
    lengths: dict[Pattern, int]


@dataclass(frozen=True, kw_only=True)
class Instance:
    """A timetabling problem: what is offered and who asks for which courses.

    ``travel`` has the slots between two rooms, in both directions; pairs that are not
    there are next door.
    """

    name: str
    n_days: int
    n_weeks: int
    slots_per_day: int
    rooms: frozenset[str]
    travel: dict[tuple[str, str], int]
    classes: dict[str, OfferedClass]
    courses: tuple[str, ...]
    students: dict[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Placement:
    """When and where a class meets, and who attends it."""

    class_id: str
    days: str
    start: int
    weeks: str
    room: str | None
    students: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Solution:
    """A solution: each class placed. ``about`` has the attributes of its root."""

    name: str
    placements: dict[str, Placement]
    about: dict[str, str] = field(default_factory=dict)
