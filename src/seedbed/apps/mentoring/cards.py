"""What the mentoring app hands to pages and commands: frozen cards, no model."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that was said or marked about one student.

    ``source`` is ``check_in``, ``signal`` or ``mark``; ``kind`` the value within it.
    ``text`` is what was agreed, or what the student was doing; ``closed_at`` when
    somebody acted on a signal; ``by`` who talked, came or marked.
    """

    id: int
    student_id: int
    source: str
    kind: str
    on: date
    at: datetime
    block_id: int | None = None
    text: str = ""
    went_well: str = ""
    in_the_way: str = ""
    next_on: date | None = None
    closed_at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Learning:
    """What the latest snapshot says of one student, as far as a talk needs it.

    ``again`` and ``shown`` are titles with the local day of their last evidence, the
    newest first: skills to look at again, and skills shown for the first time.
    """

    last_on: date | None = None
    again: tuple[tuple[str, date | None], ...] = ()
    shown: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Known:
    """All that the list of whom to see knows about one student."""

    student_id: int
    name: str
    first_name: str
    is_mine: bool
    events: tuple[Event, ...] = ()
    learning: Learning = field(default_factory=Learning)


@dataclass(frozen=True, kw_only=True)
class SeeRow:
    """One row: a person, a reason as data for a sentence, and what to do.

    ``key`` is a rule of ``seeing``; ``signal_id`` is set where acting closes a signal.
    """

    student_id: int
    name: str
    first_name: str
    key: str
    data: dict[str, Any]
    talked_on: date | None
    signal_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class LastTalk:
    """A student of the caseload who is not in the list, and the last talk."""

    student_id: int
    name: str
    talked_on: date | None


@dataclass(frozen=True, kw_only=True)
class MySession:
    """One session of an adult's day."""

    session_id: int
    title: str
    modality: str
    starts: int
    minutes: int
    room_id: int | None
    room: str
    n_students: int
    n_marked: int
    has_skill: bool


@dataclass(frozen=True, kw_only=True)
class Morning:
    """Whom an adult sees today, the rest of the caseload, and the day's sessions.

    ``evidence_on`` is the local day of the snapshot, None without one.
    """

    on: date
    rows: tuple[SeeRow, ...]
    rest: tuple[LastTalk, ...]
    sessions: tuple[MySession, ...]
    evidence_on: date | None


@dataclass(frozen=True, kw_only=True)
class SkillEvidence:
    """What a student answered on one skill lately; ``state`` a word of mastery."""

    skill_id: int
    code: str
    title: str
    n: int
    n_right: int
    last_at: datetime
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class PlannedBlock:
    """One block of a published day, in short."""

    on: date
    starts: int
    minutes: int
    modality: str
    title: str
    adult: str
    room: str
    place: str


@dataclass(frozen=True, kw_only=True)
class FamilyContact:
    """One guardian and the language to talk in."""

    name: str
    language: str
    email: str


@dataclass(frozen=True, kw_only=True)
class StudentPage:
    """What a mentor reads before talking with a student, evidence first."""

    student_id: int
    name: str
    first_name: str
    grade: int
    unit_id: int
    mentor: str
    evidence: tuple[SkillEvidence, ...]
    evidence_on: date | None
    plan: tuple[PlannedBlock, ...]
    events: tuple[Event, ...]
    family: tuple[FamilyContact, ...]

    @property
    def last_check_in(self) -> Event | None:
        """The newest check-in, or None."""
        return next((e for e in self.events if e.source == "check_in"), None)


@dataclass(frozen=True, kw_only=True)
class BoardSeat:
    """One student of a board: a first name and a word, nothing else.

    ``state`` is ``asked``, ``done``, ``working`` or ``waiting``.
    """

    student_id: int
    first_name: str
    state: str
    signal_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Board:
    """A room at one moment.

    ``starts`` and ``ends`` are minutes after midnight of the block shown, None when the
    room has nobody in it that day; ``is_now`` says whether the block is under way.
    ``titles`` are the different things that are done in it.
    """

    room_id: int
    room: str
    on: date
    at: datetime
    starts: int | None = None
    ends: int | None = None
    is_now: bool = False
    titles: tuple[str, ...] = ()
    seats: tuple[BoardSeat, ...] = ()
    n_answers: int = 0
    last_answer_at: datetime | None = None

    def n(self, state: str) -> int:
        """Return how many students are in a state."""
        return sum(seat.state == state for seat in self.seats)


@dataclass(frozen=True, kw_only=True)
class RoomLine:
    """A room that somebody is in today."""

    room_id: int
    room: str
    n_students: int


@dataclass(frozen=True, kw_only=True)
class SessionSeat:
    """One student of a session, with the mark and the paper."""

    student_id: int
    name: str
    mark: str = ""
    is_handed_in: bool = False
    n_right: int = 0


@dataclass(frozen=True, kw_only=True)
class SlipQuestionCard:
    """One question, with what became of it: ``n_right`` of ``n_given`` papers."""

    ordinal: int
    stem: str
    answer: str
    choices: tuple[str, ...]
    n_right: int = 0
    n_given: int = 0


@dataclass(frozen=True, kw_only=True)
class SlipCard:
    """The exit slip of a session, as its adult sees it."""

    uuid: UUID
    title: str
    questions: tuple[SlipQuestionCard, ...]
    n_papers: int
    n_handed_in: int


@dataclass(frozen=True, kw_only=True)
class SessionPage:
    """A session with its students, their marks and the exit slip."""

    session_id: int
    on: date
    block_id: int
    starts: int
    minutes: int
    title: str
    modality: str
    room_id: int | None
    room: str
    adult: str
    skill_code: str
    skill: str
    seats: tuple[SessionSeat, ...]
    slip: SlipCard | None

    @property
    def n_unmarked(self) -> int:
        """How many students have no mark yet."""
        return sum(not seat.mark for seat in self.seats)


@dataclass(frozen=True, kw_only=True)
class GivenAnswer:
    """One question of a paper with what was given; ``is_right`` None before that."""

    ordinal: int
    stem: str
    choices: tuple[str, ...]
    answer: str
    given: str = ""
    is_right: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A student's paper. Before it is handed in, ``answer`` is left empty."""

    uuid: UUID
    title: str
    on: date
    handed_in_at: datetime | None
    answers: tuple[GivenAnswer, ...]

    @property
    def n_right(self) -> int:
        """How many answers were right."""
        return sum(bool(answer.is_right) for answer in self.answers)


@dataclass(frozen=True, kw_only=True)
class OpenPaper:
    """An exit slip that waits for a student today."""

    uuid: UUID
    title: str
    is_handed_in: bool


@dataclass(frozen=True, kw_only=True)
class SaidToday:
    """What a student said about a day, and the exit slips of that day.

    ``asked_at`` is the moment of the open call for help, None without one;
    ``felt`` maps a block's ordinal to the kind last said.
    """

    asked_at: datetime | None = None
    felt: dict[int, str] = field(default_factory=dict)
    papers: tuple[OpenPaper, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FoundStudent:
    """A student who fits what was searched for."""

    student_id: int
    name: str
    grade: int
    unit: str
    is_readable: bool


@dataclass(frozen=True, kw_only=True)
class FoundAdult:
    """A staff member who fits what was searched for; ``kind`` is the main role."""

    name: str
    kind: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class StudentLine:
    """One student whom an adult may see; ``is_mine`` if the adult is the mentor."""

    student_id: int
    name: str
    grade: int
    unit: str
    mentor: str
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class DaysAway:
    """On how many of the days marked a student was away all day, until ``last_on``."""

    student_id: int
    n_away: int
    n_days: int
    last_on: date
