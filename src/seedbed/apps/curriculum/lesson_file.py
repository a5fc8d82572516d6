"""Reads a lessons file, CSV or Excel, into rows of text with their row numbers."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, load_workbook

from seedbed.lib.text import count

from .errors import MissingColumnsError, UnreadableFileError

REQUIRED = ("code", "title", "skill", "modality", "minutes", "seats")
OPTIONAL = ("needs", "source")
MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_ROWS = 50_000

_EXCEL_MAGIC = b"PK\x03\x04"


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """One row as it stands in the file; the header is row 1."""

    row: int
    cells: dict[str, str]


def read_file(path: Path, *, max_bytes: int) -> bytes:
    """Return the bytes of a file that is there and not too large.

    Raises
    ------
    UnreadableFileError
        Otherwise.
    """
    try:
        size = path.stat().st_size
        if size > max_bytes:
            found = f"it is over {max_bytes // 2**20} MB"
            raise UnreadableFileError(path.name, found)
        return path.read_bytes()
    except OSError as error:
        found = f"{error.strerror or error}; check the path"
        raise UnreadableFileError(path.name, found) from error


def read_lessons(path: Path) -> list[FileRow]:
    """Return the rows of a lessons file, blank ones left out.

    Raises
    ------
    UnreadableFileError
        Not there, too large, or neither CSV nor Excel.
    MissingColumnsError
        A column is missing without which no row can be understood.
    """
    content = read_file(path, max_bytes=MAX_BYTES)
    is_excel = content.startswith(_EXCEL_MAGIC)
    table = iter(_excel(content, path.name) if is_excel else _csv(content, path.name))
    header = [_cleaned(cell).lower() for cell in next(table, [])]
    missing = [column for column in REQUIRED if column not in header]
    if missing:
        raise MissingColumnsError(path.name, missing, [name for name in header if name])
    rows = []
    for number, cells in enumerate(table, start=2):
        named = dict(zip(header, map(_cleaned, cells), strict=False))
        if any(named.values()):
            filled = {name: named.get(name, "") for name in (*REQUIRED, *OPTIONAL)}
            rows.append(FileRow(row=number, cells=filled))
        if len(rows) > MAX_ROWS:
            found = f"it has over {count(MAX_ROWS, 'row')}; split it"
            raise UnreadableFileError(path.name, found)
    return rows


def _cleaned(cell: object) -> str:
    """Return a cell as text on one line; 35.0 from a spreadsheet is 35.

    A cell that looks like a formula stays the text it is: nothing here computes it.
    """
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).replace("\x00", "").split()) if cell is not None else ""


def _csv(content: bytes, file_name: str) -> Iterator[Sequence[object]]:
    """Yield the rows of a CSV file, whichever separator its first line uses."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel on Windows still writes this when asked for plain CSV.
        text = content.decode("cp1252", errors="replace")
    first_line = text.partition("\n")[0]
    separator = max(",;\t", key=first_line.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise UnreadableFileError(file_name, f"it is not CSV ({error})") from error


def _excel(content: bytes, file_name: str) -> list[list[object]]:
    """Return the rows of the first sheet of an Excel workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            raise UnreadableFileError(file_name, "it unpacks to over 200 MB")
        sheet = load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
        # Leading blank rows are kept, so that row numbers are those people see.
        return [list(row) for row in sheet.to_python(skip_empty_area=False)]
    except (CalamineError, zipfile.BadZipFile, IndexError) as error:
        raise UnreadableFileError(file_name, "it is not an Excel workbook") from error
