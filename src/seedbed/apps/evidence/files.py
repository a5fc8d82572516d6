"""Opens a file of evidence, whatever its kind, as rows with names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from seedbed.interop import csv_evidence, xapi

from .resolve import HeldRow

UNREADABLE = "unreadable"
_DATE_AT_THE_END = re.compile(r"[-_. ]*\d{4}-?\d{2}-?\d{2}$")


@dataclass(frozen=True, kw_only=True)
class NamedRows:
    """Rows that name students and skills, before anyone asked whether they exist.

    ``frame`` has ``csv_evidence.FRAME_SCHEMA`` and perhaps ``is_any``; ``unreadable``
    the rows that no import will ever be able to use as they are.
    """

    frame: pl.DataFrame
    unreadable: list[HeldRow]
    n_skipped: int = 0
    skill_titles: dict[str, str] = field(default_factory=dict)

    @property
    def n_rows(self) -> int:
        """Rows of the file, usable or not."""
        return self.frame.height + len(self.unreadable) + self.n_skipped


def rows_of_file(path: Path, *, time_zone: str) -> NamedRows:
    """Return the rows of a table or of xAPI statements; the bytes say which.

    Raises
    ------
    EvidenceFileError, StatementsFileError
        If the file as a whole cannot be used.
    """
    with path.open("rb") as file:
        start = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] in (b"{", b"["):
        return rows_of_statements(xapi.read_file(path))
    return _rows_of_table(csv_evidence.read_evidence(path, time_zone=time_zone))


def rows_of_messages(
    messages: Sequence[dict[str, Any]], *, time_zone: str
) -> NamedRows:
    """Return the rows that a program sent as JSON objects."""
    return _rows_of_table(csv_evidence.read_rows(messages, time_zone=time_zone))


def rows_of_statements(read: xapi.StatementsRead) -> NamedRows:
    """Return the rows that xAPI statements stand for."""
    frame = pl.DataFrame(
        [
            {
                "row": found.line,
                "student": found.student,
                "item": found.item,
                "skills": csv_evidence.skill_codes(";".join(found.skills)),
                "correct": found.is_correct,
                "at": found.at,
                "ordinal": 0,
                "event_id": found.event_id,
                "is_any": found.is_any_skill,
            }
            for found in read.attempts
        ],
        schema={**csv_evidence.FRAME_SCHEMA, "is_any": pl.Boolean},
    )
    return NamedRows(
        frame=frame,
        unreadable=[
            HeldRow(row=p.line, reason=UNREADABLE, message=p.message, raw=p.raw)
            for p in read.problems
        ],
        n_skipped=read.n_skipped,
    )


def source_of_file(file_name: str) -> str:
    """Return the name of the source that a file of this name comes from.

    >>> source_of_file("exit-slips-2026-10-01.csv"), source_of_file("assist09.parquet")
    ('exit-slips', 'assist09')
    """
    stem = Path(file_name).stem
    return _DATE_AT_THE_END.sub("", stem) or stem or "file"


def _rows_of_table(table: csv_evidence.EvidenceTable) -> NamedRows:
    return NamedRows(
        frame=table.frame,
        unreadable=[
            HeldRow(row=p.row, reason=UNREADABLE, message=p.message, raw=dict(p.raw))
            for p in table.problems
        ],
        skill_titles=table.skill_titles,
    )
