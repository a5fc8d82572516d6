"""What was said and marked about students, from three tables in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateField,
    DateTimeField,
    F,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from .cards import Event
from .models import Attendance, CheckIn, Signal, SignalKind

_NO_ID = Cast(Value(None), BigIntegerField())
_NO_TEXT = Cast(Value(""), TextField())
_NO_DATE = Cast(Value(None), DateField())
_NO_TIME = Cast(Value(None), DateTimeField())


def events_of(
    student_ids: Iterable[int], *, since: date
) -> dict[int, tuple[Event, ...]]:
    """Return each student's events from a date on, the newest first. One query.

    Check-ins and open calls for help are told however old they are.
    """
    ids = list(student_ids)
    talks = _rows(
        CheckIn.objects.filter(student_id__in=ids),
        source="check_in",
        kind="kind",
        at="said_at",
        by="by",
        text=Cast("agreed", TextField()),
        well=Cast("went_well", TextField()),
        hard=Cast("in_the_way", TextField()),
        next_day=F("next_on"),
    )
    is_open = Q(kind=SignalKind.STUCK, acted_at=None)
    signals = _rows(
        Signal.objects.filter(Q(on__gte=since) | is_open, student_id__in=ids),
        source="signal",
        kind="kind",
        at="said_at",
        by="acted_by",
        text=Cast("title", TextField()),
        place=Cast("block_id", BigIntegerField()),
        closed=F("acted_at"),
    )
    marks = _rows(
        Attendance.objects.filter(student_id__in=ids, on__gte=since),
        source="mark",
        kind="mark",
        at="marked_at",
        by="marked_by",
        place=Cast("block_id", BigIntegerField()),
    )
    found: dict[int, list[Event]] = defaultdict(list)
    for row in talks.union(signals, marks, all=True).order_by("-moment", "-id"):
        found[row["student_id"]].append(_event(row))
    return {student_id: tuple(events) for student_id, events in found.items()}


def _rows(
    rows: QuerySet[Any], *, source: str, kind: str, at: str, by: str, **columns: Any
) -> QuerySet[Any, dict[str, Any]]:
    """Return rows of one table in the columns that all three share."""
    shared: dict[str, Any] = {
        "source": Value(source, CharField()),
        "word": F(kind),
        "moment": F(at),
        "place": _NO_ID,
        "text": _NO_TEXT,
        "well": _NO_TEXT,
        "hard": _NO_TEXT,
        "next_day": _NO_DATE,
        "closed": _NO_TIME,
        "who": Coalesce(_name(f"{by}__person"), Value(""), output_field=CharField()),
    }
    made = rows.annotate(**(shared | columns))
    told: QuerySet[Any, dict[str, Any]] = made.values("id", "student_id", "on", *shared)
    return told


def _name(path: str) -> Any:
    """Return the first name of a person: preferred where one is known."""
    return Case(
        When(
            **{f"{path}__preferred_name": ""},
            then=F(f"{path}__given_name"),
        ),
        default=F(f"{path}__preferred_name"),
        output_field=CharField(),
    )


def _event(row: dict[str, Any]) -> Event:
    return Event(
        id=row["id"],
        student_id=row["student_id"],
        source=row["source"],
        kind=row["word"],
        on=row["on"],
        at=row["moment"],
        block_id=row["place"],
        text=row["text"],
        went_well=row["well"],
        in_the_way=row["hard"],
        next_on=row["next_day"],
        closed_at=row["closed"],
        by=row["who"],
    )
