"""Writes attempts by the hundred thousand; the key decides what is new.

SQLite takes them through ``executemany``, PostgreSQL through COPY into a temporary
table and one INSERT (a table with row-level security refuses COPY). Both run inside
the caller's ``system_context`` and transaction, and name the system themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import polars as pl
from django.db import connection

from seedbed.apps.accounts.tenancy import current_system_id

from .models import Attempt

#: Columns of the frames that this module takes, in order; ``occurred_at`` is
#: microseconds since 1970 (UTC) or null.
STORED = (
    "event_id",
    "payload_hash",
    "student_id",
    "item_id",
    "is_correct",
    "occurred_at",
    "ordinal",
)
Progress = Callable[[int, int], None]

_CHUNK = 50_000
_LOOKUP = 10_000
_KEY = "(system_id, source_id, event_id)"
_COLUMNS = (
    "event_id, payload_hash, student_id, item_id, is_correct, occurred_at, ordinal, "
    "system_id, source_id, evidence_import_id, received_at"
)
_STAGE = "seedbed_stage"


def insert_attempts(
    frame: pl.DataFrame,
    *,
    source_id: int,
    import_id: int,
    at: datetime,
    progress: Progress | None = None,
) -> int:
    """Store the attempts whose key is new; return how many were.

    Parameters
    ----------
    frame : DataFrame
        Columns ``STORED``, no key twice.
    source_id, import_id : int
        Rows of the current system.
    at : datetime
        When they were received.
    progress : callable, optional
        Called with (rows done, rows in all).
    """
    insert = _copy if connection.vendor == "postgresql" else _execute_many
    n_new = 0
    for start in range(0, frame.height, _CHUNK):
        part = frame.slice(start, _CHUNK).select(STORED)
        n_new += insert(part, source_id=source_id, import_id=import_id, at=at)
        if progress is not None:
            progress(start + part.height, frame.height)
    return n_new


def stored_hashes(event_ids: list[str], *, source_id: int) -> dict[str, str]:
    """Return the payload hash of each of these events that is stored.

    One query for each 10,000 events.
    """
    found: dict[str, str] = {}
    for start in range(0, len(event_ids), _LOOKUP):
        rows = Attempt.objects.filter(
            source_id=source_id, event_id__in=event_ids[start : start + _LOOKUP]
        ).values_list("event_id", "payload_hash")
        found.update(rows)
    return found


def _execute_many(
    part: pl.DataFrame, *, source_id: int, import_id: int, at: datetime
) -> int:
    """Insert through SQLite's ``executemany``; SQL comes from constants alone."""
    rows = part.with_columns(_sqlite_time(pl.col("occurred_at"))).rows()
    constants = ", ".join(
        (
            str(int(current_system_id())),
            str(int(source_id)),
            str(int(import_id)),
            f"'{connection.ops.adapt_datetimefield_value(at)}'",
        )
    )
    statement = (
        f"INSERT INTO {_table()} ({_COLUMNS}) "  # noqa: S608
        f"VALUES (%s, %s, %s, %s, %s, %s, %s, {constants}) "
        f"ON CONFLICT {_KEY} DO NOTHING"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
        return int(cursor.rowcount)


def _sqlite_time(column: pl.Expr) -> pl.Expr:
    """Return times as Django writes them on SQLite: no fraction where it is zero."""
    moment = pl.from_epoch(column, time_unit="us")
    return (
        pl.when(column % 1_000_000 == 0)
        .then(moment.dt.to_string("%Y-%m-%d %H:%M:%S"))
        .otherwise(moment.dt.to_string("%Y-%m-%d %H:%M:%S%.6f"))
    )


def _copy(part: pl.DataFrame, *, source_id: int, import_id: int, at: datetime) -> int:
    """Insert through PostgreSQL's COPY; SQL comes from constants alone."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {_STAGE}")
        cursor.execute(
            f"CREATE TEMPORARY TABLE {_STAGE} (event_id text, payload_hash text, "
            "student_id bigint, item_id bigint, is_correct boolean, "
            "occurred_at timestamptz, ordinal bigint) ON COMMIT DROP"
        )
        statement = f"COPY {_STAGE} FROM STDIN WITH (FORMAT csv)"
        with cursor.cursor.copy(statement) as copy:
            for block in _csv_blocks(part):
                copy.write(block)
        cursor.execute(
            f"INSERT INTO {_table()} ({_COLUMNS}) "  # noqa: S608
            "SELECT event_id, payload_hash, student_id, item_id, is_correct, "
            f"occurred_at, ordinal, %s, %s, %s, %s FROM {_STAGE} "
            f"ON CONFLICT {_KEY} DO NOTHING",
            [current_system_id(), source_id, import_id, at],
        )
        return int(cursor.rowcount)


def _csv_blocks(part: pl.DataFrame) -> Iterator[bytes]:
    """Yield the rows as CSV; null is an empty cell, text is always quoted."""
    moment = pl.from_epoch(pl.col("occurred_at"), time_unit="us")
    text = part.with_columns(moment.dt.to_string("%Y-%m-%d %H:%M:%S%.6f+00"))
    yield text.write_csv(
        include_header=False, quote_style="non_numeric", null_value=""
    ).encode()


def _table() -> str:
    """Return the quoted name of the table of attempts."""
    return connection.ops.quote_name(Attempt._meta.db_table)
