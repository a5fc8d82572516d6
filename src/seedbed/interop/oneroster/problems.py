"""Every mistake that a row of a roster can have, and its sentence.

A *held* row is left out and kept for repair; a *noted* one comes in, with the reading
that the sentence states. ``each`` is about one row, ``together`` about several rows
that one repair mends.
"""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.lib.text import count

_LONGEST_VALUE = 255


@dataclass(frozen=True, kw_only=True, slots=True)
class RowProblem:
    """One mistake in one row. ``row`` 1 is the header, 0 the whole file.

    ``raw`` is the held row as CSV, without passwords; empty where it is only noted.
    """

    file: str
    row: int
    code: str
    value: str
    message: str
    is_held: bool
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of mistake."""

    is_held: bool
    each: str
    together: str


def _held(each: str, together: str) -> Kind:
    return Kind(True, each, together)


def _noted(each: str, together: str) -> Kind:
    return Kind(False, each, together)


def problem(
    code: str, *, file: str, row: int, value: str = "", raw: str = "", **words: object
) -> RowProblem:
    """Return one mistake with its sentence.

    Raises
    ------
    KeyError
        If the code is not in ``KINDS``, or a word of its sentence is missing.
    """
    kind = KINDS[code]
    return RowProblem(
        file=file,
        row=row,
        code=code,
        value=value[:_LONGEST_VALUE],
        message=kind.each.format(value=value, **words),
        is_held=kind.is_held,
        raw=raw if kind.is_held else "",
    )


def is_held(code: str) -> bool:
    """Tell whether rows with a mistake are held back."""
    return KINDS[code].is_held


def group_sentence(code: str, n_rows: int) -> str:
    """Return the sentence about several rows with the same mistake.

    >>> group_sentence("no-grade", 2)
    '2 rows: a student without a grade came in with that of a section, or else with
     the middle grade of the unit.'
    """
    return f"{count(n_rows, 'row')}: {KINDS[code].together}"


#: code -> whether the row is held, and the sentences.
KINDS: dict[str, Kind] = {
    # Whole files and headers
    "not-utf8": _noted(
        "The file is not UTF-8; it was read as {value}. Check names with accents.",
        "the file is not UTF-8; check names with accents.",
    ),
    "other-separator": _noted(
        "The columns are separated by {value} instead of commas; they were read so.",
        "the columns are not separated by commas; they were read nevertheless.",
    ),
    "header-misspelt": _noted(
        "The column {value!r} was read as {meant}.",
        "a column name was misspelt and read as what it resembles.",
    ),
    "header-unknown": _noted(
        "The column {value!r} is not part of OneRoster and was ignored.",
        "columns that are not part of OneRoster were ignored.",
    ),
    "header-repeated": _noted(
        "The column {value!r} appears twice; the first was read.",
        "a column appears twice; the first was read.",
    ),
    "file-not-listed": _noted(
        "manifest.csv does not mention this file; its rows were read, and nothing "
        "is removed because of it. Add the line {value}.",
        "manifest.csv does not mention this file; nothing is removed because of it.",
    ),
    "file-said-absent": _noted(
        "manifest.csv says this file is absent, but it is here; it was not read.",
        "manifest.csv says this file is absent, but it is here; it was not read.",
    ),
    "file-not-there": _noted(
        "manifest.csv promises this file ({value}), but it is not here; what it would "
        "say stays as it is.",
        "manifest.csv promises this file, but it is not here.",
    ),
    "file-not-kept": _noted(
        "This file was not read: Seedbed keeps no {value}.",
        "this file was not read: Seedbed does not keep what it holds.",
    ),
    "passwords": _noted(
        "The row carries a password; it was neither read nor stored. Ask for an "
        "export without passwords.",
        "a password is in the file; none was read or stored. Ask for an export "
        "without passwords.",
    ),
    # Cells
    "too-many-cells": _held(
        "The row has {value} cells and the header {n_columns}; a comma inside a value "
        "needs quotation marks around it.",
        "more cells than the header has columns; a comma inside a value needs "
        "quotation marks around it.",
    ),
    "no-sourced-id": _held(
        "The row has no sourcedId.", "rows without sourcedId cannot be told apart."
    ),
    "long-sourced-id": _held(
        "The sourcedId has {value} characters; at most 255 can be kept.",
        "a sourcedId is longer than 255 characters.",
    ),
    "repeated-id": _held(
        "The sourcedId {value} was used before, in row {first_row}; that row counts.",
        "the sourcedId was used by an earlier row of the file, which counts.",
    ),
    "bad-status": _noted(
        "The status {value!r} is none of active and tobedeleted; read as active.",
        "an unknown status was read as active.",
    ),
    "bad-flag": _noted(
        "{column} is {value!r} instead of true or false; read as {meant}.",
        "a value is neither true nor false.",
    ),
    "bad-date": _noted(
        "{column} is {value!r}; a date looks like 2026-09-01. It was left blank.",
        "a date does not look like 2026-09-01 and was left blank.",
    ),
    "too-long": _noted(
        "{column} has {value} characters and was cut to {at_most}.",
        "a value was too long and was cut.",
    ),
    "no-name": _held(
        "The row has no {column}.", "a row without a name cannot be shown to anyone."
    ),
    "no-title": _noted(
        "The row has no title; its sourcedId {value} stands in.",
        "a title is missing; the sourcedId stands in.",
    ),
    "no-dates": _held(
        "{title} has the dates {value}; a term needs both, like 2026-09-01.",
        "a term needs a start and an end date, like 2026-09-01.",
    ),
    "dates-reversed": _held(
        "{title} ends on {value}, before it starts on {starts_on}.",
        "the end is before the start.",
    ),
    "enrollment-dates-reversed": _noted(
        "The enrollment ends on {value}, before it begins on {begins_on}.",
        "an enrollment ends before it begins.",
    ),
    # References between rows
    "parent-not-found": _noted(
        "The parent organization {value} is not in orgs.csv; the link was left out.",
        "the parent organization is not in orgs.csv; the link was left out.",
    ),
    "term-parent-not-found": _noted(
        "The parent session {value} is not in academicSessions.csv; the link was "
        "left out.",
        "the parent session is not in academicSessions.csv; the link was left out.",
    ),
    "parent-is-school": _noted(
        "{name} lists the school {value} as its parent; a school's parent is a "
        "district. The link was left out.",
        "a school is listed as the parent of a school; the link was left out.",
    ),
    "unit-from-org": _noted(
        "{name} is a {value}, not a school; people belong to it, so it becomes a "
        "unit of its own.",
        "an organization that is no school became a unit, for people belong to it.",
    ),
    "unit-name-taken": _noted(
        "Another unit is already called {value}; this one becomes {meant}.",
        "a unit's name was taken; its sourcedId was added to it.",
    ),
    "org-not-found": _held(
        "The organization {value} is not in orgs.csv, is held or is being removed.",
        "the organization is not in orgs.csv, is held or is being removed.",
    ),
    "one-org-not-found": _noted(
        "The organization {value} is not in orgs.csv; the others were used.",
        "one of several organizations is not in orgs.csv; the others were used.",
    ),
    "no-org": _held(
        "{name} belongs to no organization and is in no section; give the user an "
        "organization.",
        "the user belongs to no organization and is in no section.",
    ),
    "org-from-section": _noted(
        "{name} names no organization; the unit of an enrollment, {value}, was used.",
        "a user names no organization; the unit of an enrollment was used.",
    ),
    "no-role": _held(
        "{name} has no role; expected student, teacher, aide, administrator, parent, "
        "guardian or relative.",
        "the user has no role.",
    ),
    "unknown-role": _held(
        "The role {value!r} is unknown; expected student, teacher, aide, "
        "administrator, parent, guardian or relative.",
        "the role is unknown; expected student, teacher, aide, administrator, parent, "
        "guardian or relative.",
    ),
    "several-orgs": _noted(
        "{name} is a student of {value} organizations; the first that is a school "
        "was used.",
        "a student of several organizations came in under the first school.",
    ),
    "unknown-grade": _noted(
        "The grade {value!r} of {name} is unknown; expected KG or 01 to 13. The "
        "student came in with {meant}.",
        "a grade is unknown; expected KG or 01 to 13. The grade of a section or the "
        "middle grade of the unit was used.",
    ),
    "no-grade": _noted(
        "{name} has no grade and came in with {meant}.",
        "a student without a grade came in with that of a section, or else with the "
        "middle grade of the unit.",
    ),
    "agent-not-found": _noted(
        "The agent {value} of {name} is not in users.csv; no guardian was linked.",
        "an agent is not in users.csv; no guardian was linked.",
    ),
    "agent-not-guardian": _noted(
        "The agent {value} of {name} is a {role}, not a parent, guardian or relative; "
        "no guardian was linked.",
        "an agent is not a parent, guardian or relative; no guardian was linked.",
    ),
    "ward-not-student": _noted(
        "The agent {value} of the guardian {name} is not a student of this roster; "
        "nobody was linked.",
        "a guardian's agent is not a student of this roster; nobody was linked.",
    ),
    "course-not-found": _noted(
        "The course {value} is not in courses.csv; the section came in without it.",
        "the course is not in courses.csv; the section came in without it.",
    ),
    "no-course": _noted("The section names no course.", "a section names no course."),
    "term-not-found": _noted(
        "The term {value} is not in academicSessions.csv or is being removed; the "
        "section came in without it.",
        "a term is not in academicSessions.csv or is being removed.",
    ),
    "user-not-found": _held(
        "The user {value} is not in users.csv.",
        "the user is not in users.csv. Export users and enrollments together.",
    ),
    "user-held": _held(
        "The user {value} is held (users.csv row {other_row}); repair that row first.",
        "the user's own row in users.csv is held; repair that first.",
    ),
    "user-leaving": _held(
        "The user {value} is disabled or being removed (users.csv row {other_row}), "
        "so the row was left out.",
        "the user is disabled or being removed, so the rows were left out.",
    ),
    "section-not-found": _held(
        "The section {value} is not in classes.csv.",
        "the section is not in classes.csv. Export classes and enrollments together.",
    ),
    "section-held": _held(
        "The section {value} is held (classes.csv row {other_row}); repair that row "
        "first.",
        "the section's own row in classes.csv is held; repair that first.",
    ),
    "section-leaving": _held(
        "The section {value} is being removed (classes.csv row {other_row}), so this "
        "enrollment was left out.",
        "the section is being removed, so its enrollments were left out.",
    ),
    "role-mismatch": _held(
        "{name} is a {role} in users.csv but is enrolled here as a {value}; correct "
        "one of the two.",
        "the enrollment's role contradicts the user's role; correct one of the two.",
    ),
    "other-school": _noted(
        "The enrollment names the school {value}, its section another; the section's "
        "was used.",
        "the enrollment names another school than its section; the section's was used.",
    ),
    # What is possible and unlikely
    "outside-term": _noted(
        "The enrollment's dates, {value}, lie outside its section's term {term}.",
        "the enrollment's dates lie outside its section's term.",
    ),
    "beyond-term": _noted(
        "The enrollment's dates, {value}, reach beyond its section's term {term}.",
        "the enrollment's dates reach beyond its section's term.",
    ),
    "double-booked": _noted(
        "{name} is also in {other} (row {other_row}) in period {value} of the same "
        "term.",
        "a student is in two sections in the same period of the same term.",
    ),
    "far-from-grade": _noted(
        "{name} is in {grade}, the section is for {value}.",
        "the section is for a grade more than two away from the student's.",
    ),
    "crowded-section": _noted(
        "The section has {value} students; more than 60 rarely fit a room.",
        "a section has more than 60 students.",
    ),
}
