"""What every reader of evidence tables returns."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

#: Columns of ``EvidenceTable.frame``; ``at`` is seconds since 1970 (UTC) or null,
#: ``skills`` the codes sorted and joined by ``;``, ``event_id`` empty where the file
#: has none, ``row`` counts as a spreadsheet does: the header is row 1.
FRAME_SCHEMA: dict[str, pl.DataType] = {
    "row": pl.Int64(),
    "student": pl.String(),
    "item": pl.String(),
    "skills": pl.String(),
    "correct": pl.Boolean(),
    "at": pl.Float64(),
    "ordinal": pl.Int64(),
    "event_id": pl.String(),
}


@dataclass(frozen=True, kw_only=True)
class RowProblem:
    """One row that cannot be used, with the reason in a sentence and the whole row."""

    row: int
    message: str
    raw: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class EvidenceTable:
    """The rows of one file as attempts, and the rows that could not be read.

    ``n_rows`` counts the attempts and problems; rows that belong to another attempt
    (a second skill of the same answer, scaffolding) are in neither. ``skill_titles``
    holds the names of skills where the file gives names beside codes.
    """

    family: str
    frame: pl.DataFrame
    problems: tuple[RowProblem, ...] = ()
    skill_titles: dict[str, str] = field(default_factory=dict)

    @property
    def n_rows(self) -> int:
        """Answers in the file, usable or not."""
        return self.frame.height + len(self.problems)
