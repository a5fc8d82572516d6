"""Reads a directory of systems from CSV, as the NCES or a spreadsheet writes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from .errors import DirectoryFileError
from .records import BANDS, STATES, Directory, ListedSystem, RowProblem, band_of

MAX_BYTES = 10 * 1024 * 1024
_MAX_ROWS = 50_000
_LONGEST = {"name": 200, "state": 64}
#: Headings by which each column is known, in lower case.
_ALIASES = {
    "name": ("name", "system", "district", "lea_name", "agency name"),
    "state": ("state", "st", "statename", "state name", "lstate"),
    "students": ("students", "enrollment", "member", "total students"),
    "size_band": ("size_band", "size band", "band"),
}
_BAND_NAMES = {name for _least, name in BANDS}


def read_directory(content: bytes, *, file_name: str) -> Directory:
    """Return the systems that a CSV lists, each once; rows in doubt are left out.

    Raises
    ------
    DirectoryFileError
        If it is too large, no text, or lacks a column.
    """
    if len(content) > MAX_BYTES:
        raise DirectoryFileError(file_name, f"it is over {MAX_BYTES // 2**20} MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DirectoryFileError(file_name, "it is not UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        columns = _columns(next(reader, []), file_name)
        return _directory(columns, reader, file_name)
    except csv.Error as error:
        raise DirectoryFileError(file_name, str(error)) from error


def _columns(header: list[str], file_name: str) -> dict[str, int]:
    """Return the place of each known column."""
    cleaned = [cell.strip().lower() for cell in header]
    found = {
        name: cleaned.index(alias)
        for name, aliases in _ALIASES.items()
        for alias in reversed(aliases)
        if alias in cleaned
    }
    missing = [name for name in ("name", "state") if name not in found]
    if "students" not in found and "size_band" not in found:
        missing.append("students")
    if missing:
        raise DirectoryFileError(file_name, f"it has no column {', '.join(missing)}")
    return found


def _directory(
    columns: Mapping[str, int], rows: Iterator[list[str]], file_name: str
) -> Directory:
    systems: dict[tuple[str, str], ListedSystem] = {}
    problems = []
    for line, cells in enumerate(rows, start=2):
        if line > _MAX_ROWS:
            raise DirectoryFileError(file_name, f"it has over {_MAX_ROWS:,} rows")
        if not any(cells):
            continue
        row = {
            name: cells[place].strip() if place < len(cells) else ""
            for name, place in columns.items()
        }
        found = _system(row)
        if isinstance(found, str):
            problems.append(RowProblem(line=line, why=found))
            continue
        key = (found.name.casefold(), found.state)
        if key in systems:
            problems.append(RowProblem(line=line, why=f"{found.name!r} is there twice"))
        else:
            systems[key] = found
    return Directory(systems=tuple(systems.values()), problems=tuple(problems))


def _system(row: Mapping[str, str]) -> ListedSystem | str:
    """Return the system of a row, or why there is none."""
    for name, longest in _LONGEST.items():
        if not row[name] or len(row[name]) > longest:
            return f"{name} is empty or longer than {longest} letters"
    band = _band(row)
    if band is None:
        found = row.get("students") or row.get("size_band", "")
        return f"{found!r} is no number of students and no known band"
    state = STATES.get(row["state"].upper(), row["state"])
    if state == state.upper() and len(state) > len("XX"):
        state = state.title()
    return ListedSystem(name=row["name"], state=state, size_band=band)


def _band(row: Mapping[str, str]) -> str | None:
    band = row.get("size_band", "")
    if band in _BAND_NAMES:
        return band
    n = row.get("students", "").replace(",", "").removesuffix(".0")
    return band_of(int(n)) if n.isascii() and n.isdigit() else None
