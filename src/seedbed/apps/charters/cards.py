"""What the queries of the charters app return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from .clauses import Clause

#: What a section holds: words by field, or rows of words.
Content = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class VersionCard:
    """One version of a section: what, who, when."""

    number: int
    content: Content
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SectionCard:
    """A section as it stands; ``beside`` were written without having seen it.

    ``seen`` is the number to send back with a change: who sends it has seen them all.
    """

    key: str
    now: VersionCard | None
    beside: tuple[VersionCard, ...]
    seen: int

    @property
    def content(self) -> Content:
        """What stands, nothing before anyone wrote."""
        return self.now.content if self.now else {}


@dataclass(frozen=True, kw_only=True)
class WaiverCard:
    """One waiver. ``standing`` is its state on the day asked about.

    It is one of "asked", "refused", "coming" (granted, from a later day), "holds" and
    "ended".
    """

    uuid: UUID
    kind: str
    words: str
    rule: str
    value: float | None
    authority: str
    reference: str
    requested_on: date
    standing: str
    from_on: date | None
    until_on: date | None
    answered_on: date | None
    why: str


@dataclass(frozen=True, kw_only=True)
class VoteCard:
    """How a board voted, and which sections have changed since."""

    board: str
    voted_on: date
    n_for: int
    n_against: int
    n_abstained: int
    outcome: str
    why: str
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DecisionCard:
    """One decision, and who really took it."""

    on: date
    domain: str
    what: str
    decided_by: str
    who: str


@dataclass(frozen=True, kw_only=True)
class ShareCard:
    """How many of the decisions noted the unit took itself, with Wilson's interval.

    ``domain`` is empty for all domains in which it is free to decide. ``low`` and
    ``high`` are None where nothing was noted.
    """

    domain: str
    standing: str
    owners: tuple[str, ...]
    n_unit: int
    n: int
    low: float | None
    high: float | None


@dataclass(frozen=True, kw_only=True)
class AutonomyCard:
    """What a unit may decide beside what it decides.

    ``chartered`` is the share of the decisions noted that fell where it is free,
    ``exercised`` the share of these that it took. ``is_on_paper`` where the upper end
    of that is below a half.
    """

    domains: tuple[ShareCard, ...]
    free: ShareCard
    n_noted: int
    chartered: float | None
    is_on_paper: bool


@dataclass(frozen=True, kw_only=True)
class OpenPoint:
    """What keeps a charter from the board.

    ``code`` is one of "empty" (a field), "two_owners" (``about`` is the domain,
    ``names`` who), "no_date" (``about`` is the measure), "no_share" (``about`` is what
    was typed) and "beside" (two versions).
    """

    code: str
    path: str
    about: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ClauseCard:
    """A clause of the charter's law, and what of it is still open."""

    clause: Clause
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MarkCard:
    """The mainstream share that a board adopted with a unit's charter."""

    charter: UUID
    name: str
    share: float
    adopted_on: date


@dataclass(frozen=True, kw_only=True)
class DateCard:
    """A day that a charter names; ``about`` is the measure, or the waiver's words.

    ``what`` is one of "review", "sunset", "measure" and "waiver" (its last day).
    """

    what: str
    on: date
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class DueRow:
    """What a unit's charter waits for.

    ``what`` is that of a ``DateCard``, or "paper": the unit decides on paper only.
    """

    charter: UUID
    name: str
    what: str
    on: date
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class CharterLine:
    """A charter in a list."""

    uuid: UUID
    name: str
    state: str
    unit: str
    unit_id: int | None
    begun_at: datetime


@dataclass(frozen=True, kw_only=True)
class CharterCard:
    """A charter as it stands; ``answer_by`` is until when its law gives a board."""

    uuid: UUID
    name: str
    unit_id: int | None
    unit: str
    law: str
    pocket: str
    state: str
    begun_by: str
    begun_at: datetime
    sent_at: datetime | None
    answer_by: date | None
    sections: tuple[SectionCard, ...]
    waivers: tuple[WaiverCard, ...]
    votes: tuple[VoteCard, ...]
    decisions: tuple[DecisionCard, ...]
    autonomy: AutonomyCard
    open_points: tuple[OpenPoint, ...]
    clauses: tuple[ClauseCard, ...]
    dates: tuple[DateCard, ...]

    def section(self, key: str) -> SectionCard:
        """Return one of its sections."""
        return next(one for one in self.sections if one.key == key)
