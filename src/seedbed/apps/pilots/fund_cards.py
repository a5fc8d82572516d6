"""What the fund hands to others: frozen cards, and what an application must say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

#: What each of the four steps asks, problem first.
STEPS: tuple[tuple[str, ...], ...] = (
    ("problem", "whom", "n_students"),
    ("leader", "reports_to", "team"),
    ("model_kind", "model", "template"),
    (
        "support", "budget_dollars", "sustainability", "measure", "margin", "n_looks",
        "stop_line", "decision_on",
    ),
)  # fmt: skip
#: What may be left empty.
_MAY_LACK = frozenset({"template", "support", "n_looks"})
#: What a reader does not see where a round is blind.
NAMES = frozenset({"leader", "reports_to", "team"})
#: What readers mark from 1 to 4, once it is sustainable.
MARKS = ("problem", "team", "measure")
N_READERS = 3
#: The cases of a reader's training, and how the fund reads each.
CASES = {"tie": "leave", "gate": "stop", "mark": "1"}


def missing_in(answers: Mapping[str, str]) -> list[str]:
    """Return the fields that keep an application from being sent."""
    found = [
        name
        for step in STEPS
        for name in step
        if name not in _MAY_LACK and not answers.get(name, "").strip()
    ]
    if answers.get("model_kind") == "adapted" and not answers.get("template", ""):
        found.append("template")
    if "margin" not in found and not _is_above_zero(answers["margin"]):
        found.append("margin")
    if "decision_on" not in found and day_in(answers["decision_on"]) is None:
        found.append("decision_on")
    if "budget_dollars" not in found and not answers["budget_dollars"].isdecimal():
        found.append("budget_dollars")
    return found


def day_in(typed: str) -> date | None:
    """Return the day that was typed, None where it is none."""
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return None


def _is_above_zero(typed: str) -> bool:
    try:
        return float(typed) > 0.0
    except ValueError:
        return False


@dataclass(frozen=True, kw_only=True)
class ReviewCard:
    """What one reader said; ``conflict`` is what ties them to the team, else empty."""

    reader: str
    reader_id: int
    conflict: str
    is_sustainable: bool | None
    marks: Mapping[str, int]
    words: str


@dataclass(frozen=True, kw_only=True)
class ApplicationCard:
    """An application; names are left out where the viewer must not see them."""

    uuid: UUID
    round_uuid: UUID
    round_title: str
    unit_id: int
    by: str
    by_id: int
    answers: Mapping[str, str]
    missing: tuple[str, ...]
    sent_at: datetime | None
    decides_by_on: date
    answer: str
    why: str
    answered_by: str
    answered_at: datetime | None
    pilot: UUID | None
    reviews: tuple[ReviewCard, ...]
    is_blind: bool

    @property
    def may_come_again(self) -> bool:
        """Whether its team may take it into a later round: held, or never sent."""
        return self.answer == "hold" or (not self.sent_at and bool(self.answers))

    @property
    def n_judged(self) -> int:
        """How many readers without a conflict have read it."""
        return sum(not one.conflict for one in self.reviews)

    @property
    def n_sustainable(self) -> int:
        """How many of them say that it can go on without the fund."""
        return sum(one.is_sustainable is True for one in self.reviews)


@dataclass(frozen=True, kw_only=True)
class RoundCard:
    """A round of the fund: planned, open or closed.

    ``n_untrained`` of its readers have not finished their training.
    """

    uuid: UUID
    title: str
    budget_dollars: int
    granted_dollars: int
    opens_on: date
    closes_on: date
    decides_by_on: date
    is_blind: bool
    state: str
    readers: tuple[str, ...]
    n_untrained: int
    applications: tuple[ApplicationCard, ...]
