"""What the queries and services of the rosters app return: small frozen cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

UNDO_DAYS = 7


@dataclass(frozen=True, kw_only=True)
class ProblemGroup:
    """Rows with the same mistake, which one repair mends.

    ``rows`` names the first of ``n_rows`` rows, as a spreadsheet counts; ``values``
    the first different values found in them.
    """

    code: str
    file: str
    message: str
    rows: tuple[int, ...]
    n_rows: int
    is_held: bool
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What one roster file would change, or changed, and what was wrong in it.

    ``counts`` maps what people call the rows (students, staff, guardians, leaders,
    units, terms, courses, sections, enrollments, people) to how many are new, changed,
    same, retired and held. ``removal_share`` is the share of the active rows of
    ``removal_of`` (person, section or enrollment) that would be retired.
    """

    uuid: UUID
    file_name: str
    source: str
    standard: str
    is_delta: bool
    status: str
    counts: Mapping[str, Mapping[str, int]]
    problem_groups: tuple[ProblemGroup, ...]
    retirements: tuple[str, ...]
    removal_share: float
    needs_confirmation: bool
    refusal: str
    staged_at: datetime
    applied_at: datetime | None
    reverted_at: datetime | None
    by: str
    can_undo: bool
    removal_of: str = "person"

    def _total(self, what: str) -> int:
        return sum(row.get(what, 0) for row in self.counts.values())

    @property
    def n_new(self) -> int:
        """Rows that come in for the first time."""
        return self._total("new")

    @property
    def n_changed(self) -> int:
        """Rows that change."""
        return self._total("changed")

    @property
    def n_same(self) -> int:
        """Rows that stay as they are."""
        return self._total("same")

    @property
    def n_retired(self) -> int:
        """Rows that leave the roster; none is deleted."""
        return self._total("retired")

    @property
    def n_held(self) -> int:
        """Rows that are left out until they are repaired."""
        return self._total("held")

    @property
    def undo_until(self) -> datetime | None:
        """Until when the import can be undone."""
        return self.applied_at + timedelta(days=UNDO_DAYS) if self.applied_at else None


@dataclass(frozen=True, kw_only=True)
class ImportLine:
    """One import in the list of imports."""

    uuid: UUID
    file_name: str
    source: str
    status: str
    n_new: int
    n_changed: int
    n_retired: int
    n_held: int
    by: str
    staged_at: datetime
    applied_at: datetime | None
    reverted_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class HeldRow:
    """One row that was left out, for repair. ``raw`` is CSV without passwords."""

    file: str
    row: int
    message: str
    raw: str


@dataclass(frozen=True, kw_only=True)
class StudentCard:
    """A student, as lists name one."""

    id: int
    uuid: UUID
    name: str
    first_name: str
    grade: int
