"""What a student said about a day, for the student's own page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from seedbed.apps.mentoring.cards import OpenPaper, SaidToday
from seedbed.apps.mentoring.models import Signal, SignalKind, SlipPaper


def said_today(student_id: int, on: date) -> SaidToday:
    """Return a student's open call for help, words and exit slips. Two queries."""
    asked_at = None
    felt = {}
    signals: Iterable[Any] = Signal.objects.filter(
        student_id=student_id, on=on
    ).select_related("block")
    for signal in signals:
        if signal.kind != SignalKind.STUCK and signal.block is not None:
            felt[signal.block.ordinal] = signal.kind
        elif signal.kind == SignalKind.STUCK and signal.acted_at is None:
            asked_at = signal.said_at
    papers: Iterable[Any] = (
        SlipPaper.objects.filter(student_id=student_id, slip__on=on)
        .select_related("slip")
        .order_by("slip__opened_at", "id")
    )
    return SaidToday(
        asked_at=asked_at,
        felt=felt,
        papers=tuple(
            OpenPaper(
                uuid=paper.slip.uuid,
                title=paper.slip.title,
                is_handed_in=paper.handed_in_at is not None,
            )
            for paper in papers
        ),
    )
