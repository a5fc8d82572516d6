"""One CSV file as cells under the standard's column names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from .errors import MissingColumnError, UnreadableFileError
from .headers import REQUIRED, canonical, is_extension, is_password
from .problems import RowProblem, problem

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
_REDACTED = "(removed)"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The cells of one file.

    ``columns`` maps a standard column to its position. ``rows`` are (row number,
    cells) without the header, blank lines left out but counted.
    """

    stem: str
    header: tuple[str, ...]
    columns: dict[str, int]
    rows: list[tuple[int, list[str]]]
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def file(self) -> str:
        """The file's name in the standard's spelling."""
        return f"{self.stem}.csv"

    @cached_property
    def _by_number(self) -> dict[int, list[str]]:
        return dict(self.rows)

    def cell(self, cells: list[str], column: str) -> str:
        """Return a trimmed cell, or an empty string where there is none."""
        at = self.columns.get(column)
        return cells[at].strip() if at is not None and at < len(cells) else ""

    def raw(self, row: int) -> str:
        """Return one row as a line of CSV, as it was but for passwords."""
        line = io.StringIO()
        csv.writer(line, lineterminator="").writerow(self._by_number.get(row, []))
        return line.getvalue()

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Each sourcedId of the file, good row or bad, with its first row."""
        rows: dict[str, int] = {}
        for row, cells in self.rows:
            rows.setdefault(self.cell(cells, "sourcedId"), row)
        return rows


def read_sheet(stem: str, content: bytes) -> Sheet:
    """Parse one file.

    Raises
    ------
    MissingColumnError
        If a column is missing without which the rows mean nothing.
    UnreadableFileError
        If the file stops being CSV.
    """
    problems: list[RowProblem] = []
    file = f"{stem}.csv"
    text = _decode(file, content, problems)
    separator = _separator(file, text, problems)
    lines = list(_records(file, text, separator))
    header = tuple(cell.strip() for cell in lines[0]) if lines else ()
    columns = _columns(stem, header, problems)
    missing = [c for c in REQUIRED[stem] if c not in columns]
    if missing:
        raise MissingColumnError(file, missing, [h for h in header if h])
    secret = [n for n, name in enumerate(header) if is_password(name)]
    rows = [
        (row, cells)
        for row, cells in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]
    _redact(file, len(header), rows, secret, problems)
    return Sheet(
        stem=stem, header=header, columns=columns, rows=rows, problems=problems
    )


def read_pairs(content: bytes) -> list[tuple[str, str]]:
    """Return the (property, value) lines of a manifest, header included."""
    text = _decode("manifest.csv", content, [])
    separator = _separator("manifest.csv", text, [])
    lines = _records("manifest.csv", text, separator)
    return [(line[0].strip(), line[1].strip()) for line in lines if len(line) > 1]


def _decode(file: str, content: bytes, problems: list[RowProblem]) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.append(problem("not-utf8", file=file, row=0, value="UTF-16"))
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            problems.append(problem("not-utf8", file=file, row=0, value="Windows-1252"))
            text = content.decode("cp1252", errors="replace")
    # PostgreSQL refuses NUL, and no name holds another control character.
    return _CONTROL.sub("", text)


def _separator(file: str, text: str, problems: list[RowProblem]) -> str:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    if "," not in first:
        for mark, word in _SEPARATORS.items():
            if mark in first:
                note = problem("other-separator", file=file, row=1, value=word)
                problems.append(note)
                return mark
    return ","


def _records(file: str, text: str, separator: str) -> Iterator[list[str]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    n_read = 0
    try:
        for line in lines:
            n_read += 1
            yield line
    except csv.Error as error:
        raise UnreadableFileError(file, n_read, str(error)) from error


def _columns(
    stem: str, header: tuple[str, ...], problems: list[RowProblem]
) -> dict[str, int]:
    """Find where each standard column is; exact names win over misspelt ones."""
    file = f"{stem}.csv"
    found = [(at, name, *canonical(stem, name)) for at, name in enumerate(header)]
    columns: dict[str, int] = {}
    for at, name, meant, is_misspelt in sorted(found, key=lambda f: f[3]):
        if meant is None:
            if not is_extension(name) and not is_password(name):
                problems.append(problem("header-unknown", file=file, row=1, value=name))
        elif meant in columns:
            problems.append(problem("header-repeated", file=file, row=1, value=name))
        else:
            columns[meant] = at
            if is_misspelt:
                problems.append(
                    problem(
                        "header-misspelt", file=file, row=1, value=name, meant=meant
                    )
                )
    return columns


def _redact(
    file: str,
    n_columns: int,
    rows: list[tuple[int, list[str]]],
    secret: list[int],
    problems: list[RowProblem],
) -> None:
    """Blank every cell of a password column before anything else sees it."""
    for row, cells in rows:
        filled = [at for at in secret if at < len(cells) and cells[at].strip()]
        if secret and len(cells) > n_columns:
            # A surplus cell shifts the others to the right, passwords too.
            filled = [at for at in range(min(secret), len(cells)) if cells[at].strip()]
        for at in filled:
            cells[at] = _REDACTED
        if filled:
            problems.append(problem("passwords", file=file, row=row))
