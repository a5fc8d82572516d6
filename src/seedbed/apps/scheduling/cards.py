"""What the queries of the scheduling app return: small frozen cards for pages.

Cards carry data and keys, never sentences in one language: the templates own the words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class SeatCard:
    """One student in one block, as the day page shows it.

    ``modality`` is a slug of ``lib.modalities`` or ``break`` or ``lunch``, the unit's
    own blocks, or ``work``, a job of the student's. ``starts`` is minutes after
    midnight, local time.
    """

    seat_id: int | None
    block_ordinal: int
    block_kind: str
    starts: int
    minutes: int
    modality: str
    title: str
    skill_code: str
    adult: str
    room: str
    place: str
    n_others: int
    origin: str
    is_locked: bool
    reason: dict[str, Any]
    expected_success: float | None


@dataclass(frozen=True, kw_only=True)
class StudentDay:
    """One student's day. ``status`` is ``published``, ``standing`` or ``none``."""

    student_id: int
    first_name: str
    name: str
    unit: str
    mentor: str
    on: date
    status: str
    note: str
    published_at: datetime | None
    seats: tuple[SeatCard, ...]
    unit_id: int = 0


@dataclass(frozen=True, kw_only=True)
class DaysAhead:
    """A student's day, and the published days that come next, at most two."""

    day: StudentDay
    ahead: tuple[StudentDay, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OpenTally:
    """How many decisions of a draft wait: before publishing, and worth a look."""

    n_students: int
    n_must: int
    n_look: int


@dataclass(frozen=True, kw_only=True)
class MinutesCard:
    """Minutes of a student's day in one modality with one adult, if there is one."""

    modality: str
    adult: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One way to decide, with its consequence as data for a sentence."""

    value: str
    key: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DecisionRow:
    """One line of a decision: whom it is about, what was, what it becomes."""

    student_id: int | None
    who: str
    detail: str
    was: dict[str, Any] = field(default_factory=dict)
    becomes: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Something an adult should decide or look at before the day is published.

    ``severity`` is ``must`` (the plan cannot be published) or ``look``. ``kind`` is one
    of: ``fault`` (a broken rule, with ``data["rule"]``), ``absence`` (an adult is out
    and students would lose a lesson), ``far_from_grade``, ``screen_time``,
    ``third_day``, ``no_ready_skill``, ``left_in_study``.
    """

    id: str
    severity: str
    kind: str
    data: dict[str, Any]
    rows: tuple[DecisionRow, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Check:
    """One line of the checks: ``severity`` is ``must``, ``look`` or ``ok``."""

    key: str
    severity: str
    data: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class LoadSlot:
    """Students by modality in one block."""

    starts: int
    minutes: int
    counts: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class LimitBar:
    """How full something is: used of at most."""

    key: str
    used: int
    limit: int


@dataclass(frozen=True, kw_only=True)
class FairnessRow:
    """Live minutes of one group: median and the middle 80 %.

    Groups under 10 students are left out.
    """

    key: str
    n_students: int
    low: float
    median: float
    high: float


@dataclass(frozen=True, kw_only=True)
class PlanReview:
    """Everything the plan page shows for one unit's day."""

    unit_id: int
    unit: str
    on: date
    status: str
    origin: str
    note: str
    version: int
    made_at: datetime | None
    published_at: datetime | None
    published_by: str
    n_students: int
    n_staff: int
    n_attempts: int
    n_hub: int
    n_home: int
    late_sources: tuple[dict[str, Any], ...]
    figures: dict[str, Any]
    decisions: tuple[Decision, ...]
    checks: tuple[Check, ...]
    load: tuple[LoadSlot, ...]
    limits: tuple[LimitBar, ...]
    fairness: tuple[FairnessRow, ...]
    live_median: float

    @property
    def must(self) -> tuple[Decision, ...]:
        """Decisions without which the day cannot be published."""
        return tuple(d for d in self.decisions if d.severity == "must")

    @property
    def look(self) -> tuple[Decision, ...]:
        """Things worth a look; the day can be published without them."""
        return tuple(d for d in self.decisions if d.severity == "look")


@dataclass(frozen=True, kw_only=True)
class HistoryEntry:
    """One line of a day's history."""

    kind: str
    by: str
    at: datetime
    why: str
    details: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class DraftCard:
    """What making a draft came to. ``is_kept``: the same inputs, so nothing changed."""

    day_uuid: UUID
    unit_id: int
    on: date
    origin: str
    note: str
    n_students: int
    n_sessions: int
    n_faults: int
    expected_gain: float
    upper_bound: float
    standing_gain: float
    greedy_gain: float
    seconds: float
    is_kept: bool = False
    version: int = 1


@dataclass(frozen=True, kw_only=True)
class PublishedCard:
    """A day whose standing changed: published, reopened or changed by hand."""

    day_uuid: UUID
    unit_id: int
    on: date
    status: str
    origin: str
    version: int
    n_students: int
    published_at: datetime | None


#: The kinds of a pair.
APART, TOGETHER = "apart", "together"


@dataclass(frozen=True, kw_only=True)
class PairCard:
    """Another student whom a student is kept apart from, or together with."""

    other_id: int
    other: str
    kind: str
    asked_by: str
    asked_at: datetime
    note: str


@dataclass(frozen=True, kw_only=True)
class AlternativeCard:
    """Something else a student could do in one block, with what it would change.

    ``lesson_id`` None is supervised study. ``faults`` are the rules it would break, as
    sentences; without any it can be chosen. ``delta_gain`` is beside what stands now.
    """

    lesson_id: int | None
    modality: str
    title: str
    skill_code: str
    adult: str
    room: str
    n_others: int
    expected_gain: float
    delta_gain: float
    expected_success: float | None
    faults: tuple[str, ...]
    is_now: bool = False

    @property
    def is_possible(self) -> bool:
        """Breaks no rule that is kept now."""
        return not self.faults


@dataclass(frozen=True, kw_only=True)
class FaultCard:
    """One broken rule of a stored day; ``students`` are ids.

    Publication is refused where ``is_binding``.
    """

    rule: str
    message: str
    students: tuple[int, ...]
    is_binding: bool = True
    session_id: int | None = None
    block_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class SeatCostCard:
    """What follows if an adult decides one seat and the plan is repaired around it.

    ``own`` and ``others`` are changes of expected gain; ``n_moved`` other students
    would have another day; ``faults`` are the rules that would be broken.
    """

    own: float
    others: float
    n_moved: int
    faults: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RepairCard:
    """What a repair of the day would change, before anyone decides.

    ``n_affected`` students have a session whose adult is out; ``n_moved`` would have
    another day, ``n_others_moved`` of them without being affected.
    """

    n_affected: int
    n_moved: int
    n_others_moved: int
    delta_gain: float
    n_faults: int
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One entry of a calendar; ``student_id`` is None in an adult's own.

    ``version`` counts the changes of its day.
    """

    student_id: int | None
    on: date
    block_id: int
    starts: int
    minutes: int
    modality: str
    title: str
    version: int
    published_at: datetime | None
    adult: str = ""
    room: str = ""
    place: str = ""
    n_students: int = 0


@dataclass(frozen=True, kw_only=True)
class GroupSheet:
    """One group of a day on paper; ``adult_id`` and ``aide_id`` are persons.

    Without a session (``session_id`` None) its students work by themselves in a room.
    """

    session_id: int | None
    starts: int
    minutes: int
    modality: str
    title: str
    adult: str
    adult_id: int | None
    aide: str
    aide_id: int | None
    room: str
    students: tuple[str, ...]

    @property
    def ends(self) -> int:
        """Minutes after midnight at which it ends."""
        return self.starts + self.minutes
