"""What the exchange hands to others: frozen cards, no model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class StoryWords:
    """What somebody tells: what was tried, what happened, what they would tell you."""

    kind: str
    topic: str
    tried: str
    happened: str
    advice: str
    language: str = "en"

    def texts(self) -> dict[str, str]:
        """Return the three fields that people write freely."""
        return {
            "tried": self.tried,
            "happened": self.happened,
            "advice": self.advice,
        }

    def missing(self) -> list[str]:
        """Return the fields without words, as a sentence names them."""
        named = {
            "what you tried": self.tried,
            "what happened": self.happened,
            "what you would tell others": self.advice,
        }
        return [name for name, text in named.items() if not text.strip()]


@dataclass(frozen=True, kw_only=True)
class QuestionCard:
    """A question to an author, and the answer where there is one."""

    uuid: UUID
    story: UUID
    question: str
    answer: str
    asked_on: date
    is_shown: bool


@dataclass(frozen=True, kw_only=True)
class ReplyCard:
    """What the author of a story told by name writes under it."""

    uuid: UUID
    story: UUID
    words: str
    replied_on: date
    is_shown: bool


@dataclass(frozen=True, kw_only=True)
class StoryCard:
    """A released story; ``told_by`` where its author chose to tell it by name.

    ``replies`` are that author's own, as far as a steward has read them.
    """

    uuid: UUID
    kind: str
    topic: str
    language: str
    tried: str
    happened: str
    advice: str
    state: str
    size_band: str
    told_by: str
    n_reports: int
    n_helped: int
    released_on: date
    source: str
    replies: tuple[ReplyCard, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StoryPage:
    """A story with its answered questions.

    ``has_helped`` if this system said so; ``wishes`` are the words of those who had
    asked for it.
    """

    story: StoryCard
    questions: tuple[QuestionCard, ...]
    has_helped: bool
    wishes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ReadingCard:
    """What one reader found; ``mine`` for the one who looks."""

    mine: bool
    is_steward: bool
    passes: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class TellingCard:
    """A story that waits; it does not say who told it.

    ``can_call_back``: a sealed identity is there until ``forget_on``.
    """

    uuid: UUID
    kind: str
    topic: str
    language: str
    tried: str
    happened: str
    advice: str
    state: str
    size_band: str
    told_by: str
    status: str
    received_on: date
    note: str
    answer: str
    forget_on: date | None
    readings: tuple[ReadingCard, ...] = ()
    questions: tuple[QuestionCard, ...] = ()
    story: UUID | None = None
    replies: tuple[ReplyCard, ...] = ()

    @property
    def n_passed(self) -> int:
        """Return how many readers passed it."""
        return sum(one.passes for one in self.readings)

    @property
    def is_ready(self) -> bool:
        """Tell whether two readers passed it, one of them a steward."""
        passed = [one for one in self.readings if one.passes]
        return len(passed) > 1 and any(one.is_steward for one in passed)


@dataclass(frozen=True, kw_only=True)
class DeskCard:
    """What waits on the desk of a steward or of a second reader."""

    is_steward: bool
    tellings: tuple[TellingCard, ...]
    answers: tuple[QuestionCard, ...]
    replies: tuple[ReplyCard, ...] = ()
    wishes: tuple[AskedForCard, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SenderCard:
    """A deployment whose packages are taken in."""

    name: str
    public_key: str


@dataclass(frozen=True, kw_only=True)
class AuthorCard:
    """Whom a steward calls back; it is never kept."""

    name: str
    username: str
    system: str


@dataclass(frozen=True, kw_only=True)
class ListedCard:
    """One system of the directory; ``told_as`` is state and band as far as may be.

    ``is_here`` where it keeps its records in this deployment.
    """

    name: str
    state: str
    size_band: str
    is_here: bool
    told_as: tuple[str, str] | None


@dataclass(frozen=True, kw_only=True)
class DirectoryPage:
    """A page of the directory; ``narrowness`` is how many of all may be told how.

    By state and size, by state alone, by neither.
    """

    systems: tuple[ListedCard, ...]
    number: int
    n_pages: int
    n_found: int
    n_all: int
    states: dict[str, int]
    narrowness: tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class DirectoryReport:
    """What a directory would change, or changed."""

    file_name: str
    n_rows: int
    n_new: int
    n_changed: int
    n_same: int
    n_gone: int
    narrowness: tuple[int, int, int]


@dataclass(frozen=True, kw_only=True)
class AskedForCard:
    """A story that others would like to read."""

    uuid: UUID
    words: str
    n_asking: int
    asked_on: date


@dataclass(frozen=True, kw_only=True)
class PlayWords:
    """Everything a version of a play says."""

    title: str
    summary: str
    topic: str
    needs: str
    cost: str
    measure: str
    note_kind: str
    note: str
    grade_low: int = 0
    grade_high: int = 12
    modality: str = ""
    steps: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    parts: dict[str, Any] = field(default_factory=dict)

    def missing(self) -> list[str]:
        """Return what it must have before it can be shared, in words."""
        wanted = {
            "a title": self.title,
            "a summary": self.summary,
            "what it needs": self.needs,
            "its cost": self.cost,
            "steps": " ".join(self.steps),
            "a measure": self.measure,
            "a note on how it went or what failed": self.note,
        }
        return [name for name, text in wanted.items() if not text.strip()]

    def texts(self) -> dict[str, str]:
        """Return the fields that people write freely, lists as lines."""
        return {
            "title": self.title,
            "summary": self.summary,
            "needs": self.needs,
            "cost": self.cost,
            "measure": self.measure,
            "note": self.note,
            "steps": "\n".join(self.steps),
            "materials": "\n".join(self.materials),
        }

    def with_texts(self, texts: Mapping[str, str]) -> PlayWords:
        """Return the same play with other texts, as ``texts`` gives them."""
        return replace(
            self,
            title=texts["title"],
            summary=texts["summary"],
            needs=texts["needs"],
            cost=texts["cost"],
            measure=texts["measure"],
            note=texts["note"],
            steps=_lines(texts["steps"]),
            materials=_lines(texts["materials"]),
        )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.splitlines())))


@dataclass(frozen=True, kw_only=True)
class ChosenParts:
    """What a writer puts into a play, for others to take over with a click.

    ``rules`` are names of the unit's own, ``lessons`` codes of the system's own,
    ``charter`` one that the writer may open.
    """

    rules: tuple[str, ...] = ()
    lessons: tuple[str, ...] = ()
    charter: UUID | None = None
    pilot_name: str = ""
    pilot_aim: str = ""


@dataclass(frozen=True, kw_only=True)
class Makings:
    """What a unit has that could go into a play."""

    rules: tuple[tuple[str, float], ...]
    charters: tuple[tuple[UUID, str], ...]
    n_lessons: int


@dataclass(frozen=True, kw_only=True)
class DraftCard:
    """A play that its writer has not shared yet, as it was typed."""

    token: UUID
    of: UUID | None
    grown_from: UUID | None
    words: dict[str, Any]
    saved_at: datetime

    @property
    def title(self) -> str:
        """The title, empty where none was typed."""
        return str(self.words.get("title", ""))


@dataclass(frozen=True, kw_only=True)
class EvidenceCard:
    """What one pilot of a play found."""

    version: int
    measure: str
    estimate: float
    low: float
    high: float
    n_students: int
    decision: str
    as_of: date


@dataclass(frozen=True, kw_only=True)
class AdoptionCard:
    """What taking over one part of a version made: ``result`` as its adopter says."""

    part: str
    version: int
    result: dict[str, Any]
    adopted_at: datetime


@dataclass(frozen=True, kw_only=True)
class PlayCard:
    """One version of a play, with what it grew from and what pilots found."""

    uuid: UUID
    number: int
    by_system: str
    source: str
    published_on: date
    words: PlayWords
    grown_from: tuple[UUID, str, int] | None = None
    grown: tuple[tuple[UUID, str, str], ...] = ()
    evidence: tuple[EvidenceCard, ...] = ()
    adoptions: tuple[AdoptionCard, ...] = ()
