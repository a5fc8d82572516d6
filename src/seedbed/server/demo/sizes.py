"""How large the simulated system is: the whole demo, or a few students for a test."""

from __future__ import annotations

from dataclasses import dataclass

SYSTEM_NAME = "Riverside (simulated)"
HUB_NAME = "Riverside Hub"
VIRTUAL_NAME = "Riverside Virtual High"
TIME_ZONE = "America/New_York"
#: Every number of the demo follows from this one.
SEED = 20261014


@dataclass(frozen=True, kw_only=True)
class UnitSize:
    """How many people one simulated unit has."""

    students: int
    teachers: int
    tutors: int
    mentors: int
    aides: int


@dataclass(frozen=True, kw_only=True)
class Size:
    """One size of the demo: two units and weeks of evidence."""

    hub: UnitSize
    virtual: UnitSize
    weeks: int


SIZES = {
    "full": Size(
        hub=UnitSize(students=240, teachers=12, tutors=5, mentors=10, aides=4),
        virtual=UnitSize(students=400, teachers=16, tutors=8, mentors=14, aides=0),
        weeks=6,
    ),
    "small": Size(
        hub=UnitSize(students=24, teachers=3, tutors=2, mentors=2, aides=2),
        virtual=UnitSize(students=20, teachers=2, tutors=1, mentors=1, aides=0),
        weeks=2,
    ),
}
