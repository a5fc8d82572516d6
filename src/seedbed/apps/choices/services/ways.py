"""Takes in the pace, place and working hours that students ask for, and decides."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.db import transaction

from seedbed.apps.choices.errors import WayDecidedError, WayError
from seedbed.apps.choices.models import (
    EVERY_WEEKDAY,
    WayKind,
    WayRequest,
    WaySetting,
    WayState,
)
from seedbed.apps.choices.permissions import (
    require_approver,
    require_leader,
    student_for,
)

#: What can be asked for, by kind; the words are those of the scheduling app.
VALUES = {
    WayKind.PACE: ("more_time", "steady", "faster"),
    WayKind.PLACE: ("hub", "home"),
}
NOTE_LENGTH = 300
SUBJECT_LENGTH = 200
_STILL = (WayState.ASKED, WayState.APPROVED)


@transaction.atomic
def ask_way(
    *,
    student_id: int,
    kind: str,
    by_id: int,
    at: datetime,
    value: str = "",
    subject: str = "",
    weekday: int = EVERY_WEEKDAY,
    starts_at: time | None = None,
    ends_at: time | None = None,
    why: str = "",
) -> int:
    """Ask for a pace, a place or hours off for work; return the request's key.

    It replaces what was asked for the same thing and not decided. Where the unit asks
    for no approval it holds from the next plan on, and ends what held before.

    Raises
    ------
    NotAllowedError
        Unless it is the student's own account, or a mentor or leader of the unit.
    WayError
        If there is no such pace, place, weekday or span.
    """
    student = student_for(student_id, by_id, action="ask for a student's way to learn")
    _check(kind, value, weekday, starts_at, ends_at)
    is_work = kind == WayKind.WORK
    row: Any = WayRequest(
        student=student,
        kind=kind,
        subject="" if is_work else subject.strip()[:SUBJECT_LENGTH],
        weekday=weekday,
        value="" if is_work else value,
        starts_at=starts_at if is_work else None,
        ends_at=ends_at if is_work else None,
        why=why.strip()[:NOTE_LENGTH],
        asked_at=at,
    )
    _alike(row).filter(state=WayState.ASKED).update(state=WayState.ENDED)
    if not needs_approval(student.unit_id):
        _alike(row).update(state=WayState.ENDED)
        row.state, row.decided_at = WayState.APPROVED, at
    row.save()
    return int(row.pk)


@transaction.atomic
def approve_way(*, way_id: int, by_id: int, at: datetime, note: str = "") -> None:
    """Let a way hold from the next plan on; it ends what held before for the same.

    Raises
    ------
    NotAllowedError
        Unless the account mentors in the student's unit or leads it.
    WayDecidedError
        If it was decided or withdrawn.
    """
    row = _decide(way_id, WayState.APPROVED, by_id, at, note)
    earlier = _alike(row).filter(state=WayState.APPROVED).exclude(pk=way_id)
    earlier.update(state=WayState.ENDED)


@transaction.atomic
def decline_way(*, way_id: int, by_id: int, at: datetime, note: str = "") -> None:
    """Decline a way; what held before still holds.

    Raises
    ------
    NotAllowedError
        Unless the account mentors in the student's unit or leads it.
    WayDecidedError
        If it was decided or withdrawn.
    """
    _decide(way_id, WayState.DECLINED, by_id, at, note)


@transaction.atomic
def withdraw_way(*, way_id: int, student_id: int, by_id: int) -> None:
    """End what a student asked for or was given. Safe to repeat.

    Raises
    ------
    NotAllowedError
        Unless it is the student's own account, or a mentor or leader of the unit.
    """
    student_for(student_id, by_id, action="end a student's way to learn")
    WayRequest.objects.filter(
        pk=way_id, student_id=student_id, state__in=_STILL
    ).update(state=WayState.ENDED)


@transaction.atomic
def set_approval(*, unit_id: int, is_needed: bool, by_id: int) -> None:
    """Ask for a mentor's word on ways from now on, or for none.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    """
    require_leader(by_id, unit_id, action="set who approves ways to learn")
    WaySetting.objects.update_or_create(
        unit_id=unit_id, defaults={"needs_approval": is_needed}
    )


def needs_approval(unit_id: int) -> bool:
    """Tell whether a unit's students need a mentor's word. One query."""
    setting = WaySetting.objects.filter(unit_id=unit_id).first()
    return setting is None or bool(setting.needs_approval)


def _alike(row: Any) -> Any:
    """Return what still stands for the same thing; each span of work is one."""
    same = WayRequest.objects.filter(
        student_id=row.student_id,
        kind=row.kind,
        subject=row.subject,
        weekday=row.weekday,
        state__in=_STILL,
    )
    if row.kind == WayKind.WORK:
        same = same.filter(starts_at=row.starts_at, ends_at=row.ends_at)
    return same


def _decide(
    way_id: int, state: WayState, by_id: int, at: datetime, note: str
) -> WayRequest:
    row: Any = WayRequest.objects.select_related("student").filter(pk=way_id).first()
    if row is None:
        raise WayDecidedError
    require_approver(by_id, row.student.unit_id, action="decide a way to learn")
    open_rows = WayRequest.objects.filter(pk=way_id, state=WayState.ASKED)
    decided = open_rows.update(
        state=state,
        decided_at=at,
        decided_by_id=by_id,
        note=note.strip()[:NOTE_LENGTH],
    )
    if decided != 1:
        raise WayDecidedError
    decided_row: WayRequest = row
    return decided_row


def _check(
    kind: str, value: str, weekday: int, starts_at: time | None, ends_at: time | None
) -> None:
    if kind not in WayKind:
        known = ", ".join(WayKind.values)
        raise WayError(f"There is no {kind!r} to ask for; there are {known}.")
    if not EVERY_WEEKDAY <= weekday <= 6:
        raise WayError(f"There is no weekday {weekday}; Monday is 0, -1 every day.")
    if kind == WayKind.WORK:
        if starts_at is None or ends_at is None or starts_at >= ends_at:
            raise WayError(
                "Say from when to when you work; work begins before it ends."
            )
    elif value not in VALUES[WayKind(kind)]:
        known = ", ".join(VALUES[WayKind(kind)])
        raise WayError(f"There is no {kind} {value!r}; there are {known}.")
