"""Opens evidence tables, recognises their family and checks every row."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from .cells import (
    MOST_SKILLS_OF_A_ROW,
    distinct,
    epoch_seconds,
    read_correct,
    skill_codes,
    translated,
)
from .errors import UnknownEvidenceHeaderError, UnreadableEvidenceFileError
from .families import ALIASES, FAMILIES, Family, family_of
from .records import FRAME_SCHEMA, EvidenceTable, RowProblem

_PARQUET_MAGIC = b"PAR1"
_ROW_COLUMNS = ("student", "item", "skill", "correct", "at", "ordinal", "event_id")


def read_evidence(path: Path, *, time_zone: str = "UTC") -> EvidenceTable:
    """Return the attempts of a CSV or parquet file of any known family.

    Parameters
    ----------
    path : Path
        The file; its bytes say what it is, not its name.
    time_zone : str
        Where times without an offset are local to.

    Raises
    ------
    UnreadableEvidenceFileError
        If the bytes are neither a table with a header nor parquet.
    UnknownEvidenceHeaderError
        If the header is of no known family.
    """
    raw = _open(path)
    raw = raw.rename(_plain_names(raw.columns))
    family = family_of(raw.columns)
    if family is None:
        raise UnknownEvidenceHeaderError(raw.columns, [f.says for f in FAMILIES])
    # A header is row 1; parquet has none, but its rows are counted alike.
    return _table(raw.with_row_index("row", offset=2), family, time_zone=time_zone)


def read_rows(
    rows: Sequence[Mapping[str, Any]], *, time_zone: str = "UTC"
) -> EvidenceTable:
    """Return the attempts of rows that a program sent; the first is row 1.

    Each row has the keys of Seedbed's own CSV file; ``skill`` may be a list. Rows that
    come a few at a time have no order but their time, so each must say it.
    """
    columns: dict[str, list[str | None]] = {name: [] for name in _ROW_COLUMNS}
    for row in rows:
        named = {ALIASES.get(key, key): value for key, value in row.items()}
        for name, values in columns.items():
            values.append(_cell(named.get(name)))
    schema = dict.fromkeys(_ROW_COLUMNS, pl.String)
    raw = pl.DataFrame(columns, schema=schema).with_row_index("row", offset=1)
    own = next(family for family in FAMILIES if family.name == "seedbed")
    return _table(raw, own, time_zone=time_zone, needs_time=True)


def _cell(value: Any) -> str | None:
    """Return a value of JSON as the text a CSV cell would hold."""
    if value is None:
        return None
    if isinstance(value, list):
        return ";".join(str(part) for part in value)
    return str(value)


def _open(path: Path) -> pl.DataFrame:
    """Return the raw table: text columns from CSV, typed ones from parquet."""
    data = path.read_bytes()
    if not data.strip():
        raise UnreadableEvidenceFileError(path.name, "it is empty")
    if data[:4] == _PARQUET_MAGIC:
        return _from_parquet(data, path.name)
    if b"\0" in data[:4096]:
        raise UnreadableEvidenceFileError(path.name, "it is not text")
    return _from_csv(data, path.name)


def _from_parquet(data: bytes, name: str) -> pl.DataFrame:
    """Read parquet, or refuse in one sentence."""
    try:
        return pl.read_parquet(io.BytesIO(data))
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UnreadableEvidenceFileError(name, "the parquet is damaged") from error


def _from_csv(data: bytes, name: str) -> pl.DataFrame:
    """Read CSV as text columns; older exports are Latin-1, not UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        data = data.decode("latin-1").encode()
    data = data.removeprefix(b"\xef\xbb\xbf")
    header = data.split(b"\n", 1)[0]
    separator = max(",;\t", key=lambda mark: header.count(mark.encode()))
    try:
        return pl.read_csv(
            io.BytesIO(data),
            separator=separator,
            infer_schema=False,
            truncate_ragged_lines=True,
        )
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UnreadableEvidenceFileError(
            name, "its rows do not fit its header"
        ) from error


def _plain_names(columns: Sequence[str]) -> dict[str, str]:
    """Return each heading in lower case with underscores, where that stays unique."""
    names: dict[str, str] = {}
    for column in columns:
        plain = column.strip().lower().replace(" ", "_")
        if plain not in names.values() and plain != "row":
            names[column] = plain
        else:
            names[column] = f"{column}_{len(names)}"
    return names


def _table(
    raw: pl.DataFrame, family: Family, *, time_zone: str, needs_time: bool = False
) -> EvidenceTable:
    """Check the rows of a family and split the usable ones from the others."""
    text = family.canonical(raw)
    checked = _checked(text, time_zone=time_zone)
    if needs_time:
        checked = checked.with_columns(
            problem=pl.coalesce(
                "problem",
                pl.when(pl.col("at").is_null()).then(
                    pl.lit("The row does not say when (at).")
                ),
            )
        )
    bad = checked.filter(pl.col("problem").is_not_null())
    good = checked.filter(pl.col("problem").is_null())
    return EvidenceTable(
        family=family.name,
        frame=_with_ordinals(good).select(
            pl.col(name).cast(kind) for name, kind in FRAME_SCHEMA.items()
        ),
        problems=_problems(bad, text),
        skill_titles=family.titles(raw),
    )


def _checked(text: pl.DataFrame, *, time_zone: str) -> pl.DataFrame:
    """Return the canonical columns and ``problem``, a sentence or null."""
    text = text.with_columns(
        pl.col(name).str.strip_chars().replace("", None) for name in _ROW_COLUMNS
    )
    skills: dict[str, object] = {c: skill_codes(c) for c in distinct(text, "skill")}
    right: dict[str, object] = {c: read_correct(c) for c in distinct(text, "correct")}
    read = text.with_columns(
        skills=translated(text, "skill", skills).replace("", None),
        is_right=translated(text, "correct", right).cast(pl.Boolean),
        seconds=epoch_seconds(pl.col("at"), time_zone=time_zone),
        place=pl.col("ordinal").cast(pl.Float64, strict=False).cast(pl.Int64),
    )
    return read.with_columns(problem=_problem_of_a_row()).select(
        "row",
        "student",
        pl.coalesce("item", "skills").alias("item"),
        "skills",
        pl.col("is_right").alias("correct"),
        pl.col("seconds").alias("at"),
        pl.col("place").alias("ordinal"),
        pl.col("event_id").fill_null(""),
        "problem",
    )


def _problem_of_a_row() -> pl.Expr:
    """Return the first thing that is wrong with each row, or null."""
    return (
        pl.when(pl.col("student").is_null())
        .then(pl.lit("The row names no student."))
        .when(pl.col("correct").is_null())
        .then(pl.lit("The row does not say whether the answer was right."))
        .when(pl.col("is_right").is_null())
        .then(pl.format("Correct is '{}'; expected 1 or 0.", "correct"))
        .when(pl.col("at").is_not_null() & pl.col("seconds").is_null())
        .then(
            pl.format("The time is '{}'; expected such as 2026-10-01T14:05:00Z.", "at")
        )
        .when(pl.col("skills").is_null())
        .then(pl.lit("The row names no skill."))
        .when(pl.col("skills").str.count_matches(";") >= MOST_SKILLS_OF_A_ROW)
        .then(pl.lit(f"The row names over {MOST_SKILLS_OF_A_ROW} skills."))
        .otherwise(None)
    )


def _with_ordinals(frame: pl.DataFrame) -> pl.DataFrame:
    """Fill the place of an answer where the file gives neither time nor place.

    Then the order of the rows is the order of the answers, counted within a student,
    so that rows of other students before or between change nothing.
    """
    return frame.with_columns(
        pl.coalesce(
            "ordinal",
            pl.when(pl.col("at").is_not_null()).then(0),
            pl.int_range(pl.len()).over("student"),
        ).alias("ordinal")
    )


def _problems(bad: pl.DataFrame, text: pl.DataFrame) -> tuple[RowProblem, ...]:
    """Return the unusable rows, each with its text as it was read."""
    if bad.is_empty():
        return ()
    whole = bad.select("row", "problem").join(text, on="row", maintain_order="left")
    return tuple(
        RowProblem(
            row=row.pop("row"),
            message=row.pop("problem"),
            raw={key: value for key, value in row.items() if value is not None},
        )
        for row in whole.iter_rows(named=True)
    )
