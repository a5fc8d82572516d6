"""What the choices app hands to others: frozen cards, no model."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID


class MeetingTime(NamedTuple):
    """A weekday (Monday is 0) and a span in minutes after midnight."""

    weekday: int
    starts: int
    ends: int


@dataclass(frozen=True, kw_only=True)
class ElectiveTerms:
    """What an elective is to be, as an adult writes it down."""

    title: str
    adult_id: int
    seats: int
    meetings: tuple[MeetingTime, ...]
    minimum: int = 1
    title_es: str = ""
    description: str = ""
    description_es: str = ""
    room: str = ""
    skill_ids: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RoundTerms:
    """What a round is to be; without ``elective_ids``, all that the unit offers."""

    title: str
    opens_at: datetime
    closes_at: datetime
    starts_on: date
    ends_on: date
    method: str = "equal-quality"
    load: int = 1
    title_es: str = ""
    elective_ids: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ElectiveCard:
    """One elective, in a round or on offer.

    ``n_first`` counts those who want it most, ``n_asked`` all who rank it.
    """

    id: int
    title: str
    title_es: str
    description: str
    description_es: str
    adult: str
    room: str
    seats: int
    minimum: int
    meetings: tuple[MeetingTime, ...]
    needs: tuple[str, ...]
    designed_by: str
    is_held: bool = True
    n_asked: int = 0
    n_first: int = 0
    n_seated: int = 0
    n_waiting: int = 0

    @property
    def n_free(self) -> int:
        """Seats that nobody has."""
        return max(0, self.seats - self.n_seated) if self.is_held else 0


@dataclass(frozen=True, kw_only=True)
class RoundCard:
    """One round. ``seed`` and ``salt`` are empty until seats are allotted.

    ``state``: ``planned``, ``open``, ``closed`` (seats not allotted yet), ``allotted``.
    """

    uuid: UUID
    unit_id: int
    title: str
    title_es: str
    method: str
    load: int
    state: str
    opens_at: datetime
    closes_at: datetime
    starts_on: date
    ends_on: date
    commitment: str
    seed: str
    salt: str
    allotted_at: datetime | None
    measures: dict[str, float]
    electives: tuple[ElectiveCard, ...]
    n_ranking: int
    n_students: int


@dataclass(frozen=True, kw_only=True)
class WishCard:
    """What became of one wish; ``place`` on the waiting list, 0 for none."""

    elective: ElectiveCard
    rank: int
    is_got: bool
    is_given_back: bool
    reason: dict[str, Any]
    place: int = 0


@dataclass(frozen=True, kw_only=True)
class MyRound:
    """A round as one student sees it: the student's wishes in order, then the rest."""

    round: RoundCard
    wishes: tuple[WishCard, ...]
    others: tuple[ElectiveCard, ...]


@dataclass(frozen=True, kw_only=True)
class WayCard:
    """A pace, place or span of work that a student asked for."""

    id: int
    student_id: int
    student: str
    kind: str
    subject: str
    weekday: int
    value: str
    starts: int
    ends: int
    why: str
    state: str
    asked_at: datetime
    decided_by: str
    note: str


@dataclass(frozen=True, kw_only=True)
class RequestCard:
    """Wishes for one new elective: how many ask, and what a student designed.

    ``id`` is of the request that tells most: one designed with a mentor, else the
    first.
    """

    id: int
    title: str
    n_asking: int
    description: str
    designer: str
    mentor: str
    state: str


@dataclass(frozen=True, kw_only=True)
class AdultCard:
    """An adult of the unit."""

    id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class MyChoices:
    """All that one student can choose, and has chosen."""

    rounds: tuple[MyRound, ...]
    ways: tuple[WayCard, ...]
    requests: tuple[RequestCard, ...]
    adults: tuple[AdultCard, ...]
    needs_approval: bool
    subjects: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class UnitChoices:
    """A unit's choices as its leader sees them, newest round first."""

    rounds: tuple[RoundCard, ...]
    offered: tuple[ElectiveCard, ...]
    requests: tuple[RequestCard, ...]
    adults: tuple[AdultCard, ...]
    n_ways_waiting: int
    needs_approval: bool


@dataclass(frozen=True, kw_only=True)
class RoundProof:
    """What anyone can check of a round: ``faults`` are rules that its seats break.

    ``is_order_drawn`` is None where no public lottery gave the order.
    """

    uuid: UUID
    title: str
    method: str
    commitment: str
    seed: str
    salt: str
    is_committed: bool
    is_order_drawn: bool | None
    faults: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Tell whether everything that can be checked holds."""
        return (
            self.is_committed and self.is_order_drawn is not False and not self.faults
        )


@dataclass(frozen=True, kw_only=True)
class ElectiveMeeting:
    """A chosen elective that meets on a date, with the students who have a seat."""

    elective_id: int
    title: str
    starts: int
    ends: int
    adult_id: int
    room: str
    seats: int
    student_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class StudentWays:
    """Approved ways of one student on a date; empty where nothing was asked.

    ``work`` are spans in minutes after midnight.
    """

    place: str = ""
    pace: str = ""
    subject_places: dict[str, str] = field(default_factory=dict)
    subject_paces: dict[str, str] = field(default_factory=dict)
    work: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChosenDay:
    """What students of a unit have chosen for a date; ways by student id."""

    meetings: tuple[ElectiveMeeting, ...]
    ways: dict[int, StudentWays]


@dataclass(frozen=True, kw_only=True)
class UnmetWish:
    """A student asked for something and has not got it."""

    student_id: int
    is_offered: bool
