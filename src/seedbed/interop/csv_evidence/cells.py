"""How single cells of an evidence table are read: codes, answers, times."""

from __future__ import annotations

import polars as pl

MOST_SKILLS_OF_A_ROW = 20
_RIGHT = frozenset({"1", "1.0", "true", "t", "yes", "y", "right", "correct"})
_WRONG = frozenset({"0", "0.0", "false", "f", "no", "n", "wrong", "incorrect"})
_WITH_OFFSET = "%Y-%m-%dT%H:%M:%S%.f%z"
_WITH_OFFSET_TO_THE_MINUTE = "%Y-%m-%dT%H:%M%z"
_LOCAL = (
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
)


def skill_codes(text: str) -> str:
    """Return the codes of a cell sorted, each once, joined by ``;``.

    >>> skill_codes(" 6.RP.A.3; 6.NS.B.2;6.RP.A.3 ")
    '6.NS.B.2;6.RP.A.3'
    """
    return ";".join(sorted({code.strip() for code in text.split(";")} - {""}))


def read_correct(text: str) -> bool | None:
    """Return what a cell says about an answer, or None if it says nothing.

    >>> read_correct("1"), read_correct(" FALSE"), read_correct("0.5")
    (True, False, None)
    """
    word = text.strip().lower()
    if word in _RIGHT:
        return True
    return False if word in _WRONG else None


def translated(frame: pl.DataFrame, column: str, words: dict[str, object]) -> pl.Expr:
    """Return the column with each distinct value replaced as ``words`` says.

    Few values repeat over hundreds of thousands of rows, so each is read once.
    """
    return pl.col(column).replace_strict(
        words, default=None, return_dtype=_type_of(words, frame.schema[column])
    )


def _type_of(words: dict[str, object], own: pl.DataType) -> pl.DataType:
    """Return the polars type of the translated values."""
    is_boolean = any(isinstance(value, bool) for value in words.values())
    return pl.Boolean() if is_boolean else own


def distinct(frame: pl.DataFrame, column: str) -> list[str]:
    """Return the distinct texts of a column, without null."""
    values: list[str] = frame.get_column(column).drop_nulls().unique().to_list()
    return values


def epoch_seconds(column: pl.Expr, *, time_zone: str) -> pl.Expr:
    """Return a text column of times as seconds since 1970, null where unreadable.

    Understood: ISO 8601 with or without an offset, a date alone, the US form that
    spreadsheets write, and plain seconds. A time without an offset is local to
    ``time_zone``; of an hour that the clock shows twice, the earlier is meant.
    """
    text = (
        column.str.strip_chars()
        .str.replace(r"^(\d{4}-\d{2}-\d{2}) ", "${1}T")
        .str.replace(r"[zZ]$", "+00:00")
    )
    zoned = [
        text.str.to_datetime(form, time_unit="us", strict=False)
        for form in (_WITH_OFFSET, _WITH_OFFSET_TO_THE_MINUTE)
    ]
    local = [
        text.str.to_datetime(form, time_unit="us", strict=False) for form in _LOCAL
    ]
    local.append(text.str.to_date("%Y-%m-%d", strict=False).cast(pl.Datetime("us")))
    placed = pl.coalesce(local).dt.replace_time_zone(
        time_zone, ambiguous="earliest", non_existent="null"
    )
    plain = (
        pl.when(text.str.contains(r"^-?\d+(\.\d+)?$"))
        .then(text)
        .otherwise(None)
        .cast(pl.Float64, strict=False)
    )
    return pl.coalesce(
        plain,
        pl.coalesce(zoned).dt.epoch("us") / 1_000_000,
        placed.dt.convert_time_zone("UTC").dt.epoch("us") / 1_000_000,
    )
