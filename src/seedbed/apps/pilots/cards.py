"""What the pilots app hands to others: frozen cards, no model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Registration:
    """What is fixed before a pilot starts.

    ``margin`` and ``least_estimate`` are in units of ``measure``; ``n_looks`` looks
    are planned, one a week. ``stop_line`` says in words when it is stopped at once;
    ``stop_at`` is where it lies on the chart, if it is a number. ``source`` is where
    outcomes come from, ``chosen`` what of it (codes of skills, an elective); ``groups``
    names the one way in which students are told apart to see who gains least.
    ``design`` is how it comes about who is in which arm: groups drawn by lot, a lottery
    of ``n_seats`` seats, or pairs within a ``caliper``.
    """

    design: str = "draw"
    n_seats: int | None = None
    caliper: float = 0.1
    measure: str = ""
    source: str = "upload"
    chosen: str = ""
    groups: str = "start"
    stop_at: float | None = None
    cost_dollars: float | None = None
    margin: float | None = None
    n_looks: int = 0
    stop_line: str = ""
    decision_on: date | None = None
    least_estimate: float = 0.0
    committee: tuple[str, ...] = ()
    board_review_on: date | None = None
    share_treated: float = 0.5
    icc: float = 0.15
    fill_pretests: bool = False
    carry_dissolved: bool = False

    def missing(self) -> list[str]:
        """Return what it must have before it can be registered, in words."""
        wanted = {
            "a measure": bool(self.measure.strip()),
            "a margin above 0": self.margin is not None and self.margin > 0.0,
            "one planned look at least": self.n_looks >= 1,
            "a stop line": bool(self.stop_line.strip()),
            "a decision date": self.decision_on is not None,
        }
        return [what for what, is_there in wanted.items() if not is_there]

    def as_json(self) -> dict[str, Any]:
        """Return it as it stands in the journal."""
        found = asdict(self)
        for name in ("decision_on", "board_review_on"):
            found[name] = found[name].isoformat() if found[name] else None
        return found | {"committee": list(self.committee)}

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Registration:
        """Read it from the journal; what it does not know is left aside."""
        known = {one.name for one in fields(cls)}
        found = {name: value for name, value in content.items() if name in known}
        for name in ("decision_on", "board_review_on"):
            found[name] = date.fromisoformat(found[name]) if found.get(name) else None
        return cls(**found | {"committee": tuple(found.get("committee", ()))})


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    """A student to be in a pilot, and the cluster that will be drawn as a whole."""

    student_id: int
    cluster: str
    block: str = ""
    has_consent: bool = False
    pretest: float | None = None
    takes_part: bool = False


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One measure of one student for one planned look."""

    student_id: int
    look: int
    value: float
    on: date


@dataclass(frozen=True, kw_only=True)
class JournalCard:
    """One entry of a pilot's journal; ``is_whole``: nothing up to it was changed."""

    number: int
    kind: str
    by: str
    by_id: int
    at: datetime
    why: str
    content: dict[str, Any]
    is_whole: bool


@dataclass(frozen=True, kw_only=True)
class LookCard:
    """What the latest look says: the looks of the engine, the verdict, who is missing.

    ``looks`` has one entry a week: ``estimate``, ``low``, ``high``, ``always_low``,
    ``always_high``, ``n_students``; a bound that does not exist is ``None``. ``spread``
    is the deviation of the measure within the arms, where looks noted it. ``size`` is
    how many students and groups were compared, and the smallest p of chance; ``ways``
    the latest look computed plainly, adjusted, and by the draws alone.
    """

    number: int
    looks: tuple[dict[str, Any], ...]
    decision: str
    why: str
    is_harm: bool
    attrition: dict[str, Any]
    n_foreign: int
    balance: tuple[dict[str, Any], ...] = ()
    subgroups: tuple[dict[str, Any], ...] = ()
    spread: float | None = None
    inputs: str = ""
    size: Mapping[str, Any] = field(default_factory=dict)
    ways: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class LookedCard:
    """Who looked, when, and at how many weeks."""

    by: str
    by_id: int
    at: datetime
    n_weeks: int


@dataclass(frozen=True, kw_only=True)
class ArmRow:
    """A cluster of a pilot; ``arm`` is empty until the draw."""

    name: str
    block: str
    arm: str
    n_students: int
    n_consent: int
    n_left: int


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """A student of a pilot, as the list of who is in shows one."""

    id: int
    student: str
    cluster: str
    arm: str
    has_consent: bool
    pretest: float | None
    left_on: date | None
    takes_part: bool


@dataclass(frozen=True, kw_only=True)
class ScoresCard:
    """A file of scores for a look (0 is the pretest), with what is wrong in it.

    Each of ``problems`` has the ``row`` of the file, ``what`` is wrong, and ``who``.
    """

    uuid: UUID
    pilot: UUID
    look: int
    file_name: str
    n_rows: int
    values: tuple[float, ...]
    problems: tuple[dict[str, Any], ...]
    is_applied: bool


@dataclass(frozen=True, kw_only=True)
class Alike:
    """How alike the arms of a matched comparison are before it starts.

    ``balance`` has a row for each thing known before the start; ``answer`` is the
    gate's: ``fine``, ``adjust`` or ``refused``. ``unmatched`` are of the pilot's
    students and have nobody alike; ``n_untested`` have no pretest to be matched by.
    ``n_wanted`` pairs are needed to adjust, 0 where nothing needs it.
    """

    n_pairs: int
    unmatched: tuple[str, ...]
    n_untested: int
    balance: tuple[dict[str, Any], ...]
    answer: str
    n_wanted: int = 0

    @property
    def can_start(self) -> bool:
        """Whether the gate lets the comparison be made."""
        return self.answer != "refused" and self.n_pairs >= self.n_wanted


@dataclass(frozen=True, kw_only=True)
class OtherPilot:
    """Another pilot that students of this one are in at the same time."""

    uuid: UUID
    name: str
    n_students: int


@dataclass(frozen=True, kw_only=True)
class Chances:
    """What can come of a pilot of its size; ``why`` it cannot decide, if so.

    ``smallest_effect`` is in standard deviations of the measure.
    """

    n_students: int
    n_clusters: int
    smallest_p: float
    smallest_effect: float | None
    why: str


@dataclass(frozen=True, kw_only=True)
class PilotCard:
    """A pilot at a glance; ``n_looks`` says how often anyone looked."""

    uuid: UUID
    unit_id: int
    name: str
    aim: str
    starts_on: date
    status: str
    design: str
    n_seats: int | None
    caliper: float
    registration: Registration | None
    n_amendments: int
    n_looks: int
    latest: LookCard | None
    n_students: int
    n_without_consent: int
    n_clusters: int


@dataclass(frozen=True, kw_only=True)
class CycleCard:
    """One week of a pilot's team; ``decision`` is empty until it was studied."""

    week_on: date
    aim: str
    change_idea: str
    prediction: str
    happened: str
    decision: str
    next_test: str
    is_public: bool


@dataclass(frozen=True, kw_only=True)
class DiaryCard:
    """A pilot as anybody of the system may know it; ``n_open`` weeks are published."""

    uuid: UUID
    unit_id: int
    unit: str
    name: str
    aim: str
    starts_on: date
    has_ended: bool
    n_open: int


@dataclass(frozen=True, kw_only=True)
class ConcernsCard:
    """Concerns by week from the start, and since when they are more than usual.

    ``alarm_on`` is the Monday of the first week that sounded, ``None`` if none did;
    ``quotes`` are of that week and later, else of the latest week, newest first.
    ``false_alarm`` is the chance that it sounds in a pilot's year as quiet as usual.
    """

    weekly: tuple[int, ...]
    sums: tuple[float, ...]
    threshold: float
    alarm_on: date | None
    false_alarm: float
    quotes: tuple[str, ...]
    feedback: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class PilotPage:
    """Everything that a pilot's page shows.

    ``inputs`` is the fingerprint of what a look now would look at, empty while there is
    nothing to look at; ``version`` the number of the latest entry of the journal.
    """

    card: PilotCard
    journal: tuple[JournalCard, ...]
    looked: tuple[LookedCard, ...]
    arms: tuple[ArmRow, ...]
    cycles: tuple[CycleCard, ...]
    concerns: ConcernsCard
    inputs: str
    version: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing in the journal was changed afterwards."""
        return all(entry.is_whole for entry in self.journal)


@dataclass(frozen=True, kw_only=True)
class ToldArm:
    """The counts of one arm as a board may read them; None where they are not told."""

    n_students: int | None
    n_consent: int | None
    n_left: int | None
