"""What the trajectory app hands to others: frozen cards, no model; and who is asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class PocketLookup(Protocol):
    """Says which students are in any pocket; the needs of a system answer it."""

    def __call__(self, *, on: date) -> Collection[int]:
        """Return the ids of the students in any pocket on a day."""
        ...


@dataclass(frozen=True, kw_only=True)
class MonthCard:
    """Who chose the unit in one month."""

    month_on: date
    n_served: int
    n_mainstream: int
    n_educators: int
    n_educators_mainstream: int


@dataclass(frozen=True, kw_only=True)
class IntakeCard:
    """One intake: its entrants, the mainstream share with its interval, and demand.

    ``share``, ``low`` and ``high`` are None where nobody came; counts are None where
    nobody counted.
    """

    title: str
    starts_on: date
    n_mainstream: int
    n_entrants: int
    share: float | None
    low: float | None
    high: float | None
    n_seats: int | None
    n_waiting: int | None
    n_asked: int | None
    n_first_choice: int | None


@dataclass(frozen=True, kw_only=True)
class StageCard:
    """Whether the mark is passed: since which intake, and how many stand in a row."""

    mark: float
    is_passed: bool
    since: str
    n_in_a_row: int


@dataclass(frozen=True, kw_only=True)
class ForecastCard:
    """Next month's mainstream students; ``high`` is None where nothing is promised."""

    expected: float
    low: float
    high: float | None
    level: float
    n_seen: int


@dataclass(frozen=True, kw_only=True)
class ReturnCard:
    """Who came back for a term; ``n_before`` is None without a term before it."""

    term: str
    n_back: int
    n_before: int | None


@dataclass(frozen=True, kw_only=True)
class ServedCard:
    """One grade and subject: adults who may teach it, and skills with a lesson."""

    grade: int
    subject: str
    n_adults: int
    n_skills: int
    n_with_lesson: int

    @property
    def is_whole(self) -> bool:
        """Whether a mainstream student could be served in all of it."""
        return self.n_adults > 0 and self.n_with_lesson == self.n_skills > 0


@dataclass(frozen=True, kw_only=True)
class MilestoneCard:
    """One dated step of an improvement."""

    id: int
    improvement: str
    title: str
    due_on: date
    reached_on: date | None
    evidence: str


@dataclass(frozen=True, kw_only=True)
class LessonCard:
    """What was learned, when, by whom."""

    on: date
    words: str
    by: str


@dataclass(frozen=True, kw_only=True)
class NewcomerCard:
    """Somebody on the roster who is not counted yet; a student has a grade."""

    id: int
    name: str
    grade: int | None


@dataclass(frozen=True, kw_only=True)
class TrajectoryCard:
    """Everything the trajectory page shows of one unit.

    ``since`` is the mainstream share of all entrants since the beginning, with an
    interval that holds however often it is looked at: low, share, high.
    """

    months: tuple[MonthCard, ...]
    n_served: int
    n_mainstream: int
    n_educators: int
    n_educators_mainstream: int
    since: tuple[float, float, float] | None
    intakes: tuple[IntakeCard, ...]
    stage: StageCard | None
    forecast: ForecastCard | None
    returns: tuple[ReturnCard, ...]
    served: tuple[ServedCard, ...]
    milestones: tuple[MilestoneCard, ...]
    lessons: tuple[LessonCard, ...]
    reasons: tuple[tuple[str, int], ...]
    marked: float | None
