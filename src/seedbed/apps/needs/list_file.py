"""Reads a list of a pocket: a table with a column of students, and what they do.

The table is a CSV, a OneRoster file among them (``users.csv``, ``demographics.csv``,
``enrollments.csv``), or JSON as the interfaces of Ed-Fi and OneRoster answer it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .errors import PocketListError
from .models import Instead

#: Headings that name the column of students, the surest first: a row of OneRoster's
#: enrollments has an id of its own beside that of the student.
_STUDENT = (
    "student",
    "student_id",
    "estudiante",
    "studentuniqueid",
    "usersourcedid",
    "user.sourcedid",
    "sourcedid",
)
#: Headings that name the column of what they do instead.
_INSTEAD = ("instead", "en_lugar")
_NOTHING = ("nothing", "none", "nada")
_UNKNOWN = ("", "?", "unknown", "not known", "no se sabe")
WORDS_LENGTH = 200
_SHOWN_LENGTH = 100
MOST_ROWS = 50_000


@dataclass(frozen=True, kw_only=True)
class ListRows:
    """Rows whose student is known, and (row, id) of the others; the header is row 1."""

    rows: tuple[dict[str, object], ...]
    unknown: tuple[tuple[int, str], ...]


def read_list(content: bytes, known: Mapping[str, int]) -> ListRows:
    """Return a list's rows by student; one named twice counts once, as named last.

    Parameters
    ----------
    known
        Student ids by every name that a list may use: roster id, username, uuid.

    Raises
    ------
    PocketListError
        If it is no CSV in UTF-8, has no column of students, or is empty.
    """
    table = _table(content)
    student = _column(table[0], _STUDENT)
    if student is None:
        raise PocketListError(
            "it has no column named student",
            "Name the column with the ids student, or studentUniqueId as Ed-Fi does.",
        )
    instead = _column(table[0], _INSTEAD)
    rows: dict[int, dict[str, object]] = {}
    unknown = []
    for number, cells in enumerate(table[1:], start=2):
        name = _cell(cells, student)
        if not name:
            continue
        if name not in known:
            unknown.append((number, name[:_SHOWN_LENGTH]))
            continue
        said = _cell(cells, instead)
        rows[known[name]] = {"student": known[name], **_meant(said)}
    return ListRows(rows=tuple(rows.values()), unknown=tuple(unknown))


def _table(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    # Text has no zero bytes; PostgreSQL would not keep them.
    if "\0" in text:
        raise PocketListError(
            "it is no text in UTF-8", "Save it from the spreadsheet as CSV UTF-8."
        )
    is_json = text.lstrip()[:1] in ("[", "{")
    table = [row for row in (_json_rows if is_json else _rows)(text) if any(row)]
    if not 2 <= len(table) <= MOST_ROWS:
        raise PocketListError(
            f"it has {max(0, len(table) - 1):,} rows",
            f"A list has a line of headings and 1 to {MOST_ROWS:,} rows below it.",
        )
    return table


def _rows(text: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text)))
    except csv.Error:
        raise PocketListError(
            "one of its cells has no end",
            "Look for a quotation mark that is not closed, or save it again as CSV.",
        ) from None


def _json_rows(text: str) -> list[list[str]]:
    """Return the records of an interface's answer as a table with headings."""
    try:
        return _records(json.loads(text))
    except (ValueError, RecursionError):
        raise PocketListError(
            "it begins like JSON and is none", "Save the answer whole, or as CSV."
        ) from None


def _records(found: Any) -> list[list[str]]:
    if isinstance(found, dict):
        # OneRoster wraps its records: {"users": [...]}.
        found = next((one for one in found.values() if isinstance(one, list)), [])
    records = [dict(_flat(one)) for one in found if isinstance(one, dict)]
    head = list(dict.fromkeys(name for record in records for name in record))
    return [head, *([record.get(name, "") for name in head] for record in records)]


def _flat(record: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Return the words of a record; those of a reference under its own last name.

    Ed-Fi says ``{"studentReference": {"studentUniqueId": ...}}``, OneRoster ``{"user":
    {"sourcedId": ...}}``, whose name is kept to tell it from the record's own id.
    """
    for name, value in record.items():
        if isinstance(value, dict):
            for inner, one in _flat(value):
                yield (
                    (f"{name}.{inner}" if inner.lower() == "sourcedid" else inner),
                    one,
                )
        elif isinstance(value, str | int):
            yield name, str(value)


def _column(head: list[str], names: tuple[str, ...]) -> int | None:
    lowered = [cell.strip().lower() for cell in head]
    return next((lowered.index(name) for name in names if name in lowered), None)


def _cell(cells: list[str], column: int | None) -> str:
    if column is None or column >= len(cells):
        return ""
    return cells[column].strip()


def _meant(said: str) -> dict[str, object]:
    """Return what a student does instead, as a value and in the list's own words."""
    if said.lower() in _NOTHING:
        return {"instead": str(Instead.NOTHING), "words": ""}
    if said.lower() in _UNKNOWN:
        return {"instead": str(Instead.UNKNOWN), "words": ""}
    return {"instead": str(Instead.SOMETHING), "words": said[:WORDS_LENGTH]}
