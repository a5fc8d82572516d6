"""Reads of the evidence app. Each returns cards and says how many SQL queries."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta

import numpy as np
from django.db import connection
from django.db.models import Count
from django.db.models.functions import Coalesce

from seedbed.apps.accounts.tenancy import current_system_id
from seedbed.apps.rosters.models import Student
from seedbed.lib.calendar import previous_school_day

from .cards import SourceCard, UnitAttempts
from .models import Attempt, EvidenceSource

_SECONDS_OF_A_DAY = 86_400
_SECONDS_OF_AN_HOUR = 3_600
#: A file sent once is history, not a feed that stopped.
_IMPORTS_OF_A_FEED = 2


def attempt_columns(*, unit_id: int, until: datetime) -> UnitAttempts:
    """Return the attempts of a unit's students up to a moment. Two queries.

    Attempts without a time belong to every moment.
    """
    students = list(
        Student.objects.filter(unit_id=unit_id).values_list("pk", flat=True)
    )
    is_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(
            _attempts_statement(is_postgres=is_postgres),
            [
                current_system_id(),
                students if is_postgres else json.dumps(students),
                connection.ops.adapt_datetimefield_value(until),
            ],
        )
        rows = cursor.fetchall()
    columns = list(zip(*rows, strict=True)) or [()] * 4
    student_id = np.array(columns[0], dtype=np.int64)
    item_id = np.array(columns[1], dtype=np.int64)
    is_correct = np.array(columns[2], dtype=np.bool_)
    day = np.array(columns[3], dtype=np.float64)
    digest = hashlib.blake2b(digest_size=16)
    for column in (student_id, item_id, is_correct, day):
        digest.update(column.tobytes())
    return UnitAttempts(
        student_id=student_id,
        item_id=item_id,
        is_correct=is_correct,
        day=day,
        fingerprint=digest.hexdigest(),
    )


def n_attempts_since(unit_id: int, since: datetime) -> int:
    """Return how many attempts of a unit's students happened since then. One query.

    An attempt without a time counts when it was received.
    """
    return int(
        Attempt.objects.filter(student__unit_id=unit_id)
        .annotate(moment=Coalesce("occurred_at", "received_at"))
        .filter(moment__gte=since)
        .count()
    )


def sources(at: datetime) -> tuple[SourceCard, ...]:
    """Return the sources by name, and which stopped sending. One query.

    A source is late if it sent more than once and nothing since the last school day
    before today began.
    """
    today = at.astimezone(UTC).date()
    expected_since = previous_school_day(today)
    cards = []
    for source in EvidenceSource.objects.annotate(n=Count("imports")).order_by("name"):
        last = source.last_received_at
        age = None if last is None else at - last
        cards.append(
            SourceCard(
                name=source.name,
                last_received_at=last,
                age_hours=None if age is None else _hours(age),
                is_late=last is not None
                and source.n >= _IMPORTS_OF_A_FEED
                and last.astimezone(UTC).date() < expected_since,
            )
        )
    return tuple(cards)


def _hours(age: timedelta) -> float:
    return round(age.total_seconds() / _SECONDS_OF_AN_HOUR, 1)


def _attempts_statement(*, is_postgres: bool) -> str:
    """Return the SQL for the attempts of some students; it names the system itself.

    The students are a list and not a join: right after a large import PostgreSQL has
    no statistics, and took minutes over a join of rows it believed to be few. Text
    sorts by its bytes on both databases, so that the order is the same.
    """
    day = (
        f"extract(epoch from a.occurred_at)::float8 / {_SECONDS_OF_A_DAY}"
        if is_postgres
        else "julianday(a.occurred_at) - 2440587.5"
    )
    students = "= ANY(%s)" if is_postgres else "IN (SELECT value FROM json_each(%s))"
    collation = ' COLLATE "C"' if is_postgres else ""
    return (
        f"SELECT a.student_id, a.item_id, a.is_correct, {day} "  # noqa: S608
        f"FROM {connection.ops.quote_name(Attempt._meta.db_table)} a "
        f"WHERE a.system_id = %s AND a.student_id {students} "
        "AND (a.occurred_at IS NULL OR a.occurred_at <= %s) "
        "ORDER BY a.student_id, a.occurred_at IS NOT NULL, a.occurred_at, "
        f"a.ordinal, a.event_id{collation}"
    )
