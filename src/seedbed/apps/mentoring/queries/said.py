"""What a student said about a day, for the student's own page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import (
    CharField,
    DateTimeField,
    F,
    IntegerField,
    QuerySet,
    UUIDField,
    Value,
)
from django.db.models.functions import Cast

from seedbed.apps.mentoring.cards import OpenPaper, SaidToday
from seedbed.apps.mentoring.models import Signal, SignalKind, SlipPaper

_PAPER = "paper"


def said_today(student_id: int, on: date) -> SaidToday:
    """Return a student's open call for help, words and exit slips. One query."""
    signals = _rows(
        Signal.objects.filter(student_id=student_id, on=on),
        word=F("kind"),
        ordinal=F("block__ordinal"),
        moment=F("said_at"),
        closed=F("acted_at"),
        key=Cast(Value(None), UUIDField()),
        words=F("title"),
    )
    papers = _rows(
        SlipPaper.objects.filter(student_id=student_id, slip__on=on),
        word=Value(_PAPER, CharField()),
        ordinal=Cast(Value(None), IntegerField()),
        moment=F("slip__opened_at"),
        closed=Cast(F("handed_in_at"), DateTimeField()),
        key=F("slip__uuid"),
        words=F("slip__title"),
    )
    asked_at = None
    felt = {}
    told = []
    for row in signals.union(papers, all=True).order_by("moment", "id"):
        if row["word"] == _PAPER:
            told.append(
                OpenPaper(
                    uuid=row["key"],
                    title=row["words"],
                    is_handed_in=row["closed"] is not None,
                )
            )
        elif row["word"] == SignalKind.STUCK:
            asked_at = row["moment"] if row["closed"] is None else asked_at
        elif row["ordinal"] is not None:
            felt[row["ordinal"]] = row["word"]
    return SaidToday(asked_at=asked_at, felt=felt, papers=tuple(told))


def _rows(rows: QuerySet[Any], **columns: Any) -> QuerySet[Any, dict[str, Any]]:
    made: QuerySet[Any, dict[str, Any]] = rows.annotate(**columns).values(
        "id", *columns
    )
    return made
