"""Moves one student's block by hand, checked and logged."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from seedbed.apps.accounts import permissions, queries
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.scheduling.bridge import NONE
from seedbed.apps.scheduling.cards import PublishedCard
from seedbed.apps.scheduling.errors import DayAlreadyPublishedError, PlanFaultsError
from seedbed.apps.scheduling.models import (
    Change,
    ChangeKind,
    DayStatus,
    Seat,
    SeatOrigin,
    Session,
)
from seedbed.apps.scheduling.placing import (
    Move,
    find_move,
    lesson_position,
    new_faults,
    option_worth,
    position_of,
)
from seedbed.apps.scheduling.store import STUDY
from seedbed.apps.scheduling.stored_day import StoredDay, load_day
from seedbed.apps.trials import services as trials
from seedbed.lib.modalities import Modality

from .drafts import claim_draft
from .publishing import WHY_LENGTH, card_of, require_reason, require_version


@transaction.atomic
def move_seat(
    *,
    unit_id: int,
    on: date,
    student_id: int,
    block_ordinal: int,
    lesson_id: int | None,
    by_id: int,
    at: datetime,
    why: str,
    version: int,
) -> PublishedCard:
    """Put a student into another lesson (None: supervised study) and lock the seat.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    NoReasonError, StaleVersionError, DayAlreadyPublishedError
        If no reason is given, or the day is not the draft that was read.
    UnknownSeatError, NoPlaceError
        If there is no such student, block or lesson, or no seat there.
    PlanFaultsError
        If the move would break a rule that is kept now.
    """
    permissions.require(
        by_id, RoleKind.LEADER, action="change a student's day", unit_id=unit_id
    )
    require_reason(why, "change a student's day")
    day = load_day(unit_id, on, with_options=lesson_id is not None)
    if day.row.status == DayStatus.PUBLISHED:
        raise DayAlreadyPublishedError(on)
    require_version(day.row, version)
    s, b = position_of(day, student_id, block_ordinal)
    move = find_move(day, s, b, lesson_position(day, lesson_id))
    faults = new_faults(day, move)
    if faults:
        raise PlanFaultsError("The change was not saved", faults)
    claim_draft(day.row)
    _speak(day, move)
    by = queries.account_card(by_id).name
    reason = {"key": "adult", "by": by, "why": why, "at": at.isoformat()}
    details = write_move(day, move, reason=reason)
    Change.objects.create(
        unit_id=unit_id,
        on=on,
        kind=ChangeKind.OVERRIDE,
        by_id=by_id,
        at=at,
        why=why.strip()[:WHY_LENGTH],
        details=details | {"version": day.row.version},
    )
    return card_of(day.row)


def _speak(day: StoredDay, move: Move) -> None:
    """Mark the draws about which the adult has spoken: what was there, what comes."""
    positions = {int(day.timetable.lesson[move.student, move.block]), move.lesson}
    material = day.problem.material
    trials.mark_overridden(
        unit_id=day.row.unit_id,
        on=day.row.on,
        student_id=material.people.students[move.student].id,
        skill_ids=[material.lessons[n].skill_id for n in positions if n != NONE],
    )


def write_move(day: StoredDay, move: Move, *, reason: dict[str, Any]) -> dict[str, Any]:
    """Write one move as a locked seat; return what was and what became of it."""
    material = day.problem.material
    student = material.people.students[move.student]
    block = material.frame.placed_blocks[move.block]
    before = Seat.objects.filter(
        day_id=day.row.pk, student_id=student.id, block_id=block.id
    ).first()
    lesson = None if move.lesson == NONE else material.lessons[move.lesson]
    session_id = None if move.session == NONE else day.session_ids[move.session]
    gain, success = option_worth(day, move.student, move.lesson)
    title = lesson.title if lesson else STUDY
    Seat.objects.update_or_create(
        day_id=day.row.pk,
        student_id=student.id,
        block_id=block.id,
        defaults={
            "session_id": session_id,
            "lesson_id": lesson.id if lesson else None,
            "room_id": _room_id(day, move, session_id),
            "modality": lesson.modality if lesson else Modality.STUDY,
            "title": title,
            "place": student.place,
            "origin": SeatOrigin.ADULT,
            "is_locked": True,
            "reason": reason,
            "expected_gain": gain,
            "expected_success": success,
        },
    )
    if before is not None and before.session_id not in (None, session_id):
        Session.objects.filter(pk=before.session_id, seated=None).delete()
    return {
        "student": str(student.id),
        "who": student.name,
        "block": block.title,
        "was": before.title if before else "",
        "becomes": title,
    }


def _room_id(day: StoredDay, move: Move, session_id: int | None) -> int | None:
    if session_id is not None:
        return next(r.room_id for r in day.stored.sessions if r.id == session_id)
    if move.room == NONE:
        return None
    return day.problem.material.frame.rooms[move.room].id
