"""One row of each file becomes one record, or a problem that holds it back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .problems import RowProblem, is_held, problem
from .records import Course, Enrollment, Org, Section, Term, User, UserRole
from .sheets import Sheet

_DATE = re.compile(r"^(\d{4}-\d{2}-\d{2})(?:$|[T ])")
_LEAVING = frozenset({"tobedeleted", "inactive", "deleted"})
_STAYING = frozenset({"", "active"})
_TRUE = frozenset({"true", "1", "yes", "t", "y"})
_FALSE = frozenset({"false", "0", "no", "f", "n"})
_LONGEST_ID = 255


@dataclass(frozen=True, slots=True)
class Row:
    """Reads the cells of one row and writes down what is wrong with them."""

    sheet: Sheet
    number: int
    cells: list[str]
    problems: list[RowProblem]

    def add(self, code: str, value: str = "", **words: object) -> None:
        """Write down one problem of this row."""
        file, number = self.sheet.file, self.number
        raw = self.sheet.raw(number) if is_held(code) else ""
        self.problems.append(
            problem(code, file=file, row=number, value=value, raw=raw, **words)
        )

    def is_identified(self, first: dict[str, int]) -> bool:
        """Tell whether the row has a sourcedId of its own and no surplus cells.

        ``first`` holds the first row of each sourcedId, and is added to.
        """
        surplus = self.cells[len(self.sheet.header) :]
        sourced_id = self.cell("sourcedId")
        if any(cell.strip() for cell in surplus):
            self.add(
                "too-many-cells",
                str(len(self.cells)),
                n_columns=len(self.sheet.header),
            )
        elif not sourced_id and self.sheet.stem != "roles":
            self.add("no-sourced-id")
        elif len(sourced_id) > _LONGEST_ID:
            self.add("long-sourced-id", str(len(sourced_id)))
        elif sourced_id in first:
            self.add("repeated-id", sourced_id, first_row=first[sourced_id])
        else:
            if sourced_id:
                first[sourced_id] = self.number
            return True
        return False

    def cell(self, column: str) -> str:
        """Return a trimmed cell, empty where there is none."""
        return self.sheet.cell(self.cells, column)

    def text(self, column: str, at_most: int) -> str:
        """Return a cell cut to what can be kept, noting a cut."""
        value = self.cell(column)
        if len(value) > at_most:
            self.add("too-long", str(len(value)), column=column, at_most=at_most)
        return value[:at_most]

    def words(self, column: str) -> tuple[str, ...]:
        """Return the parts of a comma-separated cell, blanks and repeats left out."""
        parts = (part.strip() for part in self.cell(column).split(","))
        return tuple(dict.fromkeys(part for part in parts if part))

    def flag(self, column: str, *, default: bool) -> bool:
        """Return a true-or-false cell, noting what is neither."""
        value = self.cell(column)
        if not value:
            return default
        if value.lower() in _TRUE | _FALSE:
            return value.lower() in _TRUE
        meant = "true" if default else "false"
        self.add("bad-flag", value, column=column, meant=meant)
        return default

    def on(self, column: str) -> date | None:
        """Return a date cell; a time after it is dropped, another form is noted."""
        value = self.cell(column)
        if not value:
            return None
        match = _DATE.match(value)
        try:
            return date.fromisoformat(match.group(1)) if match else self._no(value)
        except ValueError:
            pass
        self.add("bad-date", value, column=column)
        return None

    @staticmethod
    def _no(value: str) -> date:
        raise ValueError(value)

    def is_leaving(self) -> bool:
        """Tell whether the status asks for removal, noting an unknown one."""
        status = self.cell("status").lower()
        if status in _LEAVING:
            return True
        if status not in _STAYING:
            self.add("bad-status", self.cell("status"))
        return False


def org(row: Row) -> Org | None:
    """Return an organisation, or None where it has no name."""
    name = row.text("name", 200)
    is_leaving = row.is_leaving()
    if not name and not is_leaving:
        row.add("no-name", column="name")
        return None
    return Org(
        row=row.number,
        sourced_id=row.cell("sourcedId"),
        is_leaving=is_leaving,
        name=name,
        kind=row.cell("type").lower() or "school",
        parent_id=row.cell("parentSourcedId"),
    )


def term(row: Row) -> Term | None:
    """Return a term, or None where its dates are of no use."""
    starts_on, ends_on = row.on("startDate"), row.on("endDate")
    title = row.text("title", 200) or row.cell("sourcedId")[:200]
    is_leaving = row.is_leaving()
    if starts_on is None or ends_on is None:
        dates = f"{starts_on or 'none'} to {ends_on or 'none'}"
        row.add("no-dates", dates, title=title)
        return None
    if ends_on < starts_on:
        ends, starts = ends_on.isoformat(), starts_on.isoformat()
        row.add("dates-reversed", ends, title=title, starts_on=starts)
        return None
    return Term(
        row=row.number,
        sourced_id=row.cell("sourcedId"),
        is_leaving=is_leaving,
        title=title,
        kind=row.cell("type")[:16] or "term",
        starts_on=starts_on,
        ends_on=ends_on,
        parent_id=row.cell("parentSourcedId"),
    )


def course(row: Row) -> Course | None:
    """Return a course; its sourcedId stands in for a missing title."""
    return Course(
        row=row.number,
        sourced_id=row.cell("sourcedId"),
        is_leaving=row.is_leaving(),
        title=_title(row),
        code=row.text("courseCode", 100),
        subjects=row.text("subjects", 255),
    )


def user(row: Row) -> User | None:
    """Return a user, or None where it has no name at all."""
    given, family = row.text("givenName", 200), row.text("familyName", 200)
    is_leaving = row.is_leaving()
    if not (given or family) and not is_leaving:
        row.add("no-name", column="givenName and no familyName")
        return None
    primary = row.words("primaryOrgSourcedId")
    return User(
        row=row.number,
        sourced_id=row.cell("sourcedId"),
        is_leaving=is_leaving,
        is_enabled=row.flag("enabledUser", default=True),
        given_name=given or family,
        family_name=family if given else "",
        preferred_name=row.text("preferredGivenName", 200),
        email=row.text("email", 254),
        role=row.cell("role"),
        org_ids=tuple(dict.fromkeys((*primary, *row.words("orgSourcedIds")))),
        agent_ids=row.words("agentSourcedIds"),
        grades=row.words("grades"),
    )


def user_role(row: Row) -> UserRole | None:
    """Return a role of a user."""
    return UserRole(
        row=row.number,
        sourced_id=row.cell("sourcedId"),
        is_leaving=row.is_leaving(),
        user_id=row.cell("userSourcedId"),
        role=row.cell("role"),
        org_id=row.cell("orgSourcedId"),
        is_primary=row.cell("roleType").lower() == "primary",
    )


def section(row: Row) -> Section | None:
    """Return a section; its sourcedId stands in for a missing title."""
    return Section(
        row=row.number,
        sourced_id=row.cell("sourcedId"),
        is_leaving=row.is_leaving(),
        title=_title(row),
        grades=row.words("grades"),
        course_id=row.cell("courseSourcedId"),
        org_id=row.cell("schoolSourcedId"),
        term_ids=row.words("termSourcedIds"),
        subjects=row.text("subjects", 255),
        location=row.text("location", 200),
        periods=row.text("periods", 100),
        is_homeroom=row.cell("classType").lower() == "homeroom",
    )


def enrollment(row: Row) -> Enrollment | None:
    """Return an enrollment; dates in the wrong order are both dropped."""
    begins_on, ends_on = row.on("beginDate"), row.on("endDate")
    if begins_on and ends_on and ends_on < begins_on:
        ends, begins = ends_on.isoformat(), begins_on.isoformat()
        row.add("enrollment-dates-reversed", ends, begins_on=begins)
        begins_on = ends_on = None
    return Enrollment(
        row=row.number,
        sourced_id=row.cell("sourcedId"),
        is_leaving=row.is_leaving(),
        section_id=row.cell("classSourcedId"),
        org_id=row.cell("schoolSourcedId"),
        user_id=row.cell("userSourcedId"),
        role=row.cell("role"),
        is_primary=row.flag("primary", default=False),
        begins_on=begins_on,
        ends_on=ends_on,
    )


def _title(row: Row) -> str:
    title = row.text("title", 200)
    if not title:
        title = row.cell("sourcedId")[:200]
        row.add("no-title", title)
    return title
