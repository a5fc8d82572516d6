"""Signals: a student says something, an adult comes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from seedbed.apps.mentoring.models import Signal, SignalKind
from seedbed.apps.mentoring.permissions import require_student
from seedbed.apps.scheduling.models import DayStatus, Seat


@transaction.atomic
def say(
    *,
    student_id: int,
    kind: str,
    on: date,
    at: datetime,
    block_ordinal: int | None = None,
) -> None:
    """Keep what a student says about a block; the same said twice is said once.

    A second call for help leaves the open one as it is. Of the other kinds the last one
    said about a block stands; without a block of that day they are not kept.

    Raises
    ------
    ValueError
        If the kind is not one of ``SignalKind``.
    """
    said = SignalKind(kind)
    seat = _seat(student_id, on, block_ordinal)
    block_id, title = (seat.block_id, seat.title) if seat else (None, "")
    facts: dict[str, Any] = {"title": title, "said_at": at}
    if said == SignalKind.STUCK:
        facts |= {"on": on, "block_id": block_id}
        Signal.objects.get_or_create(
            student_id=student_id, kind=said, acted_at=None, defaults=facts
        )
    elif seat is not None:
        others = Signal.objects.exclude(kind=SignalKind.STUCK)
        others.update_or_create(
            student_id=student_id,
            on=on,
            block_id=block_id,
            defaults=facts | {"kind": said},
        )


@transaction.atomic
def act_on_signal(*, student_id: int, by_id: int, on: date, at: datetime) -> bool:
    """Note that an adult went to a student who had asked; return whether one waited.

    Raises
    ------
    NotAllowedError
        If the adult may not see the student.
    """
    require_student(by_id, student_id, on=on, action="answer this call for help")
    return _close(student_id, by_id=by_id, at=at)


@transaction.atomic
def withdraw_call(*, student_id: int, by_id: int, at: datetime) -> bool:
    """Let a student say that help is not needed any more; return whether it was."""
    return _close(student_id, by_id=by_id, at=at)


def _close(student_id: int, *, by_id: int, at: datetime) -> bool:
    is_open = Signal.objects.filter(
        student_id=student_id, kind=SignalKind.STUCK, acted_at=None
    )
    return is_open.update(acted_at=at, acted_by_id=by_id) == 1


def _seat(student_id: int, on: date, block_ordinal: int | None) -> Any:
    """Return the student's published seat in a block, None without one."""
    if block_ordinal is None:
        return None
    return Seat.objects.filter(
        student_id=student_id,
        day__on=on,
        day__status=DayStatus.PUBLISHED,
        block__ordinal=block_ordinal,
    ).first()
