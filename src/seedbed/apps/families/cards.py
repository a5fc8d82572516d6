"""What the families app hands to pages: small frozen cards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from seedbed.apps.mastery.cards import LatelySkill


@dataclass(frozen=True, kw_only=True)
class ChildCard:
    """A student, as the student's family sees the record; ``mentor`` may be empty."""

    student_id: int
    uuid: UUID
    name: str
    first_name: str
    grade: int
    unit_id: int
    unit: str
    is_active: bool
    mentor: str


@dataclass(frozen=True, kw_only=True)
class LinkCard:
    """A link that was opened: whose, about whom, and whether it still opens.

    ``is_open`` is False once it is revoked, too old, no longer allowed by the unit, or
    the guardianship has ended; the child's record may have left all the same.
    """

    guardian_id: int
    guardian: str
    language: str
    child: ChildCard
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class MadeLink:
    """A link as it is handed over; ``token`` is the last part of its address."""

    guardian: str
    student: str
    token: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class ConcernCard:
    """One message and its answer; ``answered_by`` is a name."""

    uuid: UUID
    student_id: int
    student: str
    guardian: str
    kind: str
    about: str
    text: str
    language: str
    raised_at: datetime
    reply_by: date
    answered_at: datetime | None
    answered_by: str
    answer: str

    @property
    def is_waiting(self) -> bool:
        """Tell whether nobody has answered yet."""
        return self.answered_at is None


@dataclass(frozen=True, kw_only=True)
class WeekOfConcerns:
    """How many times "something is not right" came in a week, and how many wait."""

    monday: date
    n_raised: int
    n_waiting: int


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One rung of the ladder: a grade, or grades that share their steps.

    ``share`` is how much of it is shown, 0 to 1. ``begins_from`` and ``begins_to`` say
    between which dates it begins at today's pace, None where nobody can know.
    """

    grade_low: int
    grade_high: int
    n_steps: int
    n_shown: int
    n_look_again: int
    is_here: bool
    is_enrolled: bool
    begins_from: date | None = None
    begins_to: date | None = None

    @property
    def share(self) -> float:
        """How much of the rung is shown."""
        return self.n_shown / self.n_steps if self.n_steps else 0.0


@dataclass(frozen=True, kw_only=True)
class StandingCard:
    """The answer to "is this child on a known path", and what it rests on.

    ``answer`` is a word of ``standing.py``, ``because`` the rule that gave it.
    ``n_left`` steps are left to the goal, of the enrolled grade; at today's pace it is
    reached between ``from_on`` and ``to_on`` (None where the range has no end), and
    the school year ends on ``due_on``. ``sure_on`` dates the last sure answer where
    there is no newer one; ``sure_answer`` is that answer.
    """

    answer: str
    because: str
    n_answers: int
    n_left: int
    due_on: date
    from_on: date | None = None
    to_on: date | None = None
    sure_answer: str = ""
    sure_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class PathCard:
    """A child's path in one subject; ``rungs`` from the lowest grade up.

    ``subjects`` are all that have steps, this one's name is ``subject``; ``week`` are
    the skills of the last week, shown ones first.
    """

    as_of: datetime | None
    subject: str
    subjects: tuple[str, ...]
    standing: StandingCard
    here_low: int | None
    here_high: int | None
    last_on: date | None
    rungs: tuple[Rung, ...]
    week: tuple[LatelySkill, ...]
