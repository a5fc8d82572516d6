"""What a OneRoster package says, as frozen records in the words of Seedbed.

``row`` counts as a spreadsheet does: the header is row 1. ``is_leaving`` means that
the feed asks for the record's removal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .problems import RowProblem, is_held, problem
from .sheets import Sheet

BULK, DELTA, ABSENT = "bulk", "delta", "absent"


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """Which version, which feed, and whether each file is bulk, delta or absent."""

    version: str
    source: str
    modes: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """What every line of every file has."""

    row: int
    sourced_id: str
    is_leaving: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Org(Record):
    """A school, department, district or other organisation."""

    name: str
    kind: str
    parent_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Term(Record):
    """An academic session: a school year, semester, term or grading period."""

    title: str
    kind: str
    starts_on: date
    ends_on: date
    parent_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Course(Record):
    """What is taught."""

    title: str
    code: str
    subjects: str


@dataclass(frozen=True, kw_only=True, slots=True)
class User(Record):
    """A person. ``role`` is empty where roles are in their own file (1.2)."""

    is_enabled: bool
    given_name: str
    family_name: str
    preferred_name: str
    email: str
    role: str
    org_ids: tuple[str, ...]
    agent_ids: tuple[str, ...]
    grades: tuple[str, ...]

    @property
    def name(self) -> str:
        """The whole name."""
        given = self.preferred_name or self.given_name
        return f"{given} {self.family_name}".strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class UserRole(Record):
    """One role of one user in one organisation (roles.csv of 1.2)."""

    user_id: str
    role: str
    org_id: str
    is_primary: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Section(Record):
    """A scheduled instance of a course (OneRoster class)."""

    title: str
    grades: tuple[str, ...]
    course_id: str
    org_id: str
    term_ids: tuple[str, ...]
    subjects: str
    location: str
    periods: str
    is_homeroom: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Enrollment(Record):
    """A user in a section."""

    section_id: str
    org_id: str
    user_id: str
    role: str
    is_primary: bool
    begins_on: date | None
    ends_on: date | None


@dataclass(frozen=True, kw_only=True)
class Roster:
    """A whole package that could be read, with what was wrong in single rows.

    ``sheets`` holds the cells of each file read, for naming and keeping held rows;
    columns of passwords are blanked in it.
    """

    manifest: Manifest
    orgs: tuple[Org, ...] = ()
    terms: tuple[Term, ...] = ()
    courses: tuple[Course, ...] = ()
    users: tuple[User, ...] = ()
    roles: tuple[UserRole, ...] = ()
    sections: tuple[Section, ...] = ()
    enrollments: tuple[Enrollment, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    sheets: Mapping[str, Sheet] = field(default_factory=dict)

    def mode(self, stem: str) -> str:
        """Return bulk, delta or absent for a file, by its name without ``.csv``."""
        return self.manifest.modes.get(stem, ABSENT)

    @property
    def is_delta(self) -> bool:
        """Whether any file carries changes only."""
        return DELTA in self.manifest.modes.values()

    def problem(
        self, stem: str, row: int, code: str, value: str = "", **words: object
    ) -> RowProblem:
        """Return a problem of one row, with the row itself where it is held."""
        sheet = self.sheets[stem]
        raw = sheet.raw(row) if is_held(code) else ""
        return problem(code, file=sheet.file, row=row, value=value, raw=raw, **words)

    def row_of(self, stem: str, sourced_id: str) -> int | None:
        """Return the row that a file gives to a sourcedId, good or bad, or None."""
        sheet = self.sheets.get(stem)
        return sheet.row_of.get(sourced_id) if sheet else None
