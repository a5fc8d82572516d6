"""One student's day, as the student, the family and the mentor see it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q

from seedbed.apps.accounts.models import UnitKind
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.cards import SeatCard, StudentDay
from seedbed.apps.scheduling.models import (
    Arrangement,
    BellSchedule,
    Block,
    BlockKind,
    Caseload,
    Closure,
    DayStatus,
    Place,
    SchoolDay,
    Seat,
    SeatOrigin,
    StandingSeat,
)
from seedbed.apps.scheduling.rows.frame import UNPLACED_KINDS, minutes_of
from seedbed.apps.scheduling.rows.people import EVERY_OTHER_WEEKDAY
from seedbed.apps.scheduling.stored_day import STANDING
from seedbed.lib.modalities import Modality

PUBLISHED, NOTHING, DRAFT = "published", "none", "draft"


def student_day(student_id: int, on: date, *, as_draft: bool = False) -> StudentDay:
    """Return a student's day with its breaks, in order. At most eight queries.

    A day that is not published shows the standing schedule; a date without school
    shows nothing. ``as_draft`` is for the adults who review: it shows the draft.
    """
    student = Student.objects.select_related("person", "unit").get(pk=student_id)
    mentor = (
        Caseload.objects.filter(student_id=student_id)
        .select_related("mentor__person")
        .first()
    )
    day = SchoolDay.objects.filter(unit_id=student.unit_id, on=on).first()
    blocks = list(
        Block.objects.filter(bell_schedule__unit_id=student.unit_id).order_by(
            "starts_at", "ordinal"
        )
    )
    is_shown = day is not None and (as_draft or day.status == DayStatus.PUBLISHED)
    if day is not None and is_shown:
        cards = _published(day, student_id)
        status = _status(day)
    else:
        cards = _standing(student, on) if _is_taught(student.unit_id, on) else []
        status = STANDING if cards else NOTHING
    seats = [*cards, *(_unplaced(b) for b in blocks if b.kind in UNPLACED_KINDS)]
    return StudentDay(
        student_id=student_id,
        first_name=student.person.first_name,
        name=student.person.name,
        unit=student.unit.name,
        mentor=mentor.mentor.person.name if mentor else "",
        on=on,
        status=status,
        note=day.note if day is not None and is_shown else "",
        published_at=day.published_at if day is not None and is_shown else None,
        seats=tuple(sorted(seats, key=lambda c: c.starts)) if cards else (),
    )


def next_published_on(student_id: int, on: date) -> date | None:
    """Return the first published day of a student's unit after a date. One query."""
    found = (
        SchoolDay.objects.filter(
            unit__students__id=student_id, on__gt=on, status=DayStatus.PUBLISHED
        )
        .order_by("on")
        .values_list("on", flat=True)
        .first()
    )
    return found if found is None else date(found.year, found.month, found.day)


def _status(day: Any) -> str:
    if day.status != DayStatus.PUBLISHED:
        return DRAFT
    return STANDING if day.origin == STANDING else PUBLISHED


def _is_taught(unit_id: int, on: date) -> bool:
    closed = Closure.objects.filter(Q(unit_id=unit_id) | Q(unit_id=None), on=on)
    bells = BellSchedule.objects.filter(unit_id=unit_id).first()
    return (
        bells is not None and str(on.weekday()) in bells.weekdays
    ) and not closed.exists()


def _published(day: Any, student_id: int) -> list[SeatCard]:
    seats = list(
        Seat.objects.filter(day=day, student_id=student_id).select_related(
            "block",
            "room",
            "lesson__skill",
            "session__staff__person",
            "session__room",
        )
    )
    others = dict(
        Seat.objects.filter(
            session_id__in=[s.session_id for s in seats if s.session_id]
        )
        .values_list("session_id")
        .annotate(n=Count("id"))
    )
    return [_card(seat, n_seated=others.get(seat.session_id, 1)) for seat in seats]


def _card(seat: Any, *, n_seated: int) -> SeatCard:
    session = seat.session
    room = seat.room or (session.room if session else None)
    staff = session.staff if session else None
    return SeatCard(
        seat_id=seat.pk,
        block_ordinal=seat.block.ordinal,
        block_kind=seat.block.kind,
        starts=minutes_of(seat.block.starts_at),
        minutes=seat.block.minutes,
        modality=Modality(seat.modality).slug,
        title=seat.title,
        skill_code=seat.lesson.skill.code if seat.lesson else "",
        adult=staff.person.name if staff else "",
        room=room.name if room else "",
        place=seat.place,
        n_others=max(0, n_seated - 1) if session else 0,
        origin=seat.origin,
        is_locked=seat.is_locked,
        reason=seat.reason,
        expected_success=seat.expected_success,
    )


def _standing(student: Any, on: date) -> list[SeatCard]:
    place = _place(student, on)
    rows: Iterable[Any] = StandingSeat.objects.filter(
        student_id=student.pk
    ).select_related("block", "room", "staff__person")
    return [
        SeatCard(
            seat_id=None,
            block_ordinal=row.block.ordinal,
            block_kind=row.block.kind,
            starts=minutes_of(row.block.starts_at),
            minutes=row.block.minutes,
            modality=Modality(row.modality).slug,
            title=row.title,
            skill_code="",
            adult=row.staff.person.name if row.staff else "",
            room=row.room.name if row.room and place == Place.HUB else "",
            place=place,
            n_others=0,
            origin=SeatOrigin.STANDING,
            is_locked=False,
            reason={"key": "standing"},
            expected_success=None,
        )
        for row in rows
        if row.block.kind not in UNPLACED_KINDS
    ]


def _place(student: Any, on: date) -> str:
    rows = Arrangement.objects.filter(
        student_id=student.pk, weekday__in=(EVERY_OTHER_WEEKDAY, on.weekday())
    ).order_by("-weekday")
    arrangement = rows.first()
    if arrangement is not None:
        return str(arrangement.place)
    is_virtual = student.unit.kind == UnitKind.VIRTUAL
    return str(Place.HOME if is_virtual else Place.HUB)


def _unplaced(block: Any) -> SeatCard:
    slug = "lunch" if block.kind == BlockKind.LUNCH else "break"
    return SeatCard(
        seat_id=None,
        block_ordinal=block.ordinal,
        block_kind=block.kind,
        starts=minutes_of(block.starts_at),
        minutes=block.minutes,
        modality=slug,
        title=block.title,
        skill_code="",
        adult="",
        room="",
        place="",
        n_others=0,
        origin=SeatOrigin.FIXED,
        is_locked=False,
        reason={},
        expected_success=None,
    )
