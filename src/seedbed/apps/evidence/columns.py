"""Reads attempts as columns, a few queries for hundreds of thousands of them.

The SQL names the system itself. Students and ids are lists and not joins: right after
a large import PostgreSQL has no statistics, and took minutes over a join of rows it
believed to be few. Text sorts by its bytes on both databases, so that the order is the
same.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from django.db import connection

from seedbed.apps.accounts.tenancy import current_system_id
from seedbed.apps.rosters.models import Student
from seedbed.lib.arrays import IntArray

from .cards import AttemptRows, AttemptTally, Unread
from .models import Attempt

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECONDS_OF_A_DAY = 86_400
_LAST_ID = 2**63 - 1
_CHUNK = 50_000
_DTYPES: dict[str, Any] = {
    "attempt_id": np.int64,
    "student_id": np.int64,
    "item_id": np.int64,
    "is_correct": np.bool_,
    "day": np.float64,
    "moment": np.float64,
    "is_due": np.bool_,
}


def attempt_rows(
    *,
    until: datetime,
    student_ids: IntArray | None = None,
    up_to_id: int = _LAST_ID,
    unread: Unread | None = None,
) -> AttemptRows:
    """Return attempts of some students, or of the whole system. One query.

    Parameters
    ----------
    until : datetime
        The cut-off that ``is_due`` tells of; later attempts are returned too.
    student_ids : ndarray of shape (S,), optional
        Whose; default everyone's.
    up_to_id : int
        No attempt with an id over it.
    unread : Unread, optional
        Only these, and a few besides.
    """
    which, values = _which(student_ids, up_to_id, unread)
    columns = _columns(
        f"SELECT a.id, a.student_id, a.item_id, a.is_correct, "  # noqa: S608
        f"{_day('a.occurred_at')}, {_day('coalesce(a.occurred_at, a.received_at)')}, "
        "(a.occurred_at IS NULL OR a.occurred_at <= %s) "
        f"FROM {_table()} a WHERE {_own()} AND {which} "
        "ORDER BY a.student_id, a.occurred_at IS NOT NULL, a.occurred_at, "
        f"a.ordinal, a.event_id{_collation()}, a.id",
        [_moment(until), current_system_id(), *values],
    )
    return AttemptRows(**columns)


def attempt_tally(student_ids: IntArray, *, up_to_id: int) -> AttemptTally:
    """Count the attempts of some students, ascending, up to an id. One query.

    The system is asked of the students, whose attempts are their system's: so the
    index by student answers alone, and no attempt is looked up.
    """
    statement = (
        "SELECT a.student_id, count(CASE WHEN a.id <= %s THEN 1 END), "  # noqa: S608
        f"max(a.id) FROM {_table()} a WHERE a.student_id IN (SELECT s.id "
        f"FROM {_students()} s WHERE s.system_id = %s AND s.id {_in()}) "
        "GROUP BY a.student_id"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [up_to_id, current_system_id(), _ids(student_ids)])
        rows = cursor.fetchall()
    found = np.array(rows, np.int64).reshape(-1, 3)
    n = np.zeros(len(student_ids), np.int64)
    n[np.searchsorted(student_ids, found[:, 0])] = found[:, 1]
    return AttemptTally(n=n, last_id=int(found[:, 2].max(initial=0)))


def arrivals(
    student_ids: Sequence[int], *, since: datetime, until: datetime
) -> dict[int, tuple[int, datetime]]:
    """Return how many attempts of each student arrived in a while, and the last moment.

    Students without one are left out. One query, whose work grows with what arrived and
    not with the log: it begins behind the newest attempt that was there before. Of an
    import that still ran then some attempts may be missed.
    """
    last = _day("coalesce(a.occurred_at, a.received_at)")
    own = _own()
    statement = (
        f"SELECT a.student_id, count(*), max({last}) FROM {_table()} a "  # noqa: S608
        f"WHERE {own} AND a.student_id {_in()} AND a.received_at >= %s "
        "AND a.received_at < %s AND a.id > coalesce((SELECT a.id "
        f"FROM {_table()} a WHERE {own} AND a.received_at < %s "
        "ORDER BY a.id DESC LIMIT 1), 0) GROUP BY a.student_id"
    )
    system, begins = current_system_id(), _moment(since)
    ids = _ids(np.array(student_ids, np.int64))
    with connection.cursor() as cursor:
        cursor.execute(statement, [system, ids, begins, _moment(until), system, begins])
        rows = cursor.fetchall()
    return {
        student_id: (n, _EPOCH + timedelta(days=day)) for student_id, n, day in rows
    }


def _which(
    student_ids: IntArray | None, up_to_id: int, unread: Unread | None
) -> tuple[str, list[Any]]:
    """Return the condition on the attempts, and its values."""
    condition, values = "a.id <= %s", [up_to_id]
    if student_ids is not None:
        condition += f" AND a.student_id {_in()}"
        values = [*values, _ids(student_ids)]
    if unread is None:
        return condition, values
    condition += " AND a.id > %s AND (a.id > %s OR a.occurred_at > %s)"
    values = [
        *values,
        unread.complete_up_to,
        unread.read_up_to,
        _moment(unread.as_of),
    ]
    return f"(({condition}) OR a.id {_in()})", [*values, _ids(unread.besides)]


def _columns(statement: str, values: Sequence[Any]) -> dict[str, Any]:
    """Return the rows of a statement as columns, read some at a time."""
    parts: dict[str, list[Any]] = {
        name: [np.zeros(0, dtype)] for name, dtype in _DTYPES.items()
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        while rows := cursor.fetchmany(_CHUNK):
            columns = zip(*rows, strict=True)
            for (name, dtype), column in zip(_DTYPES.items(), columns, strict=True):
                parts[name].append(np.array(column, dtype))
    return {name: np.concatenate(part) for name, part in parts.items()}


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"


def _day(column: str) -> str:
    """Return the SQL for days since 1970."""
    if _is_postgres():
        return f"extract(epoch from {column})::float8 / {_SECONDS_OF_A_DAY}"
    return f"julianday({column}) - 2440587.5"


def _moment(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _collation() -> str:
    return ' COLLATE "C"' if _is_postgres() else ""


def _in() -> str:
    """Return the SQL for being one of a list, which is one parameter."""
    return "= ANY(%s)" if _is_postgres() else "IN (SELECT value FROM json_each(%s))"


def _own() -> str:
    """Return the condition that a row is the system's own.

    The plus keeps SQLite from reading all of the system's rows through an index of its
    own accord, where students or ids name far fewer.
    """
    return "a.system_id = %s" if _is_postgres() else "+a.system_id = %s"


def _ids(ids: IntArray) -> Any:
    plain = [int(each) for each in ids]
    return plain if _is_postgres() else json.dumps(plain)


def _table() -> str:
    return connection.ops.quote_name(Attempt._meta.db_table)


def _students() -> str:
    return connection.ops.quote_name(Student._meta.db_table)
