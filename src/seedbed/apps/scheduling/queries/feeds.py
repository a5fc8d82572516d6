"""What a calendar holds of published days: a student's seats, an adult's sessions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count

from seedbed.apps.scheduling.cards import Meeting
from seedbed.apps.scheduling.models import DayStatus, Seat, Session
from seedbed.apps.scheduling.rows.frame import minutes_of
from seedbed.apps.scheduling.store import WORKING
from seedbed.lib.modalities import Modality


def meetings_of_students(
    student_ids: Collection[int], *, since: date
) -> tuple[Meeting, ...]:
    """Return the published seats of students from a date on, in order. One query.

    Hours at a student's own job are left out.
    """
    seats = (
        Seat.objects.filter(
            student_id__in=student_ids,
            day__on__gte=since,
            day__status=DayStatus.PUBLISHED,
        )
        .select_related("day", "block", "room", "session__staff__person")
        .order_by("day__on", "block__starts_at", "student_id")
    )
    return tuple(
        Meeting(
            student_id=seat.student_id,
            on=seat.day.on,
            block_id=seat.block_id,
            starts=minutes_of(seat.block.starts_at),
            minutes=seat.block.minutes,
            modality=Modality(seat.modality).slug,
            title=seat.title,
            adult=seat.session.staff.person.name
            if seat.session and seat.session.staff
            else "",
            room=seat.room.name if seat.room else "",
            place=seat.place,
            version=seat.day.version,
            published_at=seat.day.published_at,
        )
        for seat in seats
        if seat.reason.get("key") != WORKING
    )


def meetings_of_adult(person_id: int, *, since: date) -> tuple[Meeting, ...]:
    """Return the published sessions of an adult from a date on, in order. One query.

    How many students come is told, never who: calendars are shared.
    """
    sessions = (
        Session.objects.filter(
            staff__person_id=person_id,
            day__on__gte=since,
            day__status=DayStatus.PUBLISHED,
        )
        .select_related("day", "block", "room")
        .annotate(n=Count("seated"))
        .order_by("day__on", "block__starts_at", "pk")
    )
    return tuple(
        Meeting(
            student_id=None,
            on=session.day.on,
            block_id=session.block_id,
            starts=minutes_of(session.block.starts_at),
            minutes=session.block.minutes,
            modality=Modality(session.modality).slug,
            title=session.title,
            room=session.room.name if session.room else "",
            n_students=session.n,
            version=session.day.version,
            published_at=session.day.published_at,
        )
        for session in sessions
        if session.n
    )
