"""Whom an adult sees today, with the day's sessions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from seedbed.apps.accounts.cards import AccountCard
from seedbed.apps.accounts.models import STAFF_ROLES
from seedbed.apps.mentoring.cards import Event, Known, Learning, Morning, MySession
from seedbed.apps.mentoring.events import events_of
from seedbed.apps.mentoring.learning import learnings
from seedbed.apps.mentoring.seeing import whom_to_see
from seedbed.apps.scheduling.models import Caseload, DayStatus, Seat
from seedbed.apps.scheduling.rows.frame import minutes_of
from seedbed.lib.modalities import Modality

_SINCE_DAYS = 14


def morning_of(account: AccountCard, *, on: date, zone: ZoneInfo) -> Morning:
    """Return whom a person sees on a date, and the sessions of that day. Six queries.

    Students are those of the caseload and those of the person's sessions that day. The
    snapshot is that of the unit the person works in.
    """
    caseload: Iterable[Any] = Caseload.objects.filter(
        mentor__person_id=account.person_id, student__is_active=True
    ).select_related("student__person")
    mine = {row.student_id: row.student for row in caseload}
    seats = _seats_of(account.person_id, on)
    students = {seat.student_id: seat.student for seat in seats} | mine
    events = events_of(students, since=on - timedelta(days=_SINCE_DAYS))
    known_learning = learnings(_unit_of(account), list(mine), zone=zone)
    rows, rest = whom_to_see(
        [
            Known(
                student_id=student_id,
                name=student.person.name,
                first_name=student.person.first_name,
                is_mine=student_id in mine,
                events=events.get(student_id, ()),
                learning=known_learning.of.get(student_id, Learning()),
            )
            for student_id, student in students.items()
        ],
        on=on,
    )
    return Morning(
        on=on,
        rows=rows,
        rest=rest,
        sessions=_sessions(seats, events, on),
        evidence_on=known_learning.on,
    )


def _unit_of(account: AccountCard) -> int | None:
    """Return the unit a person works in, from the role."""
    units = [r.unit_id for r in account.roles if r.kind in STAFF_ROLES and r.unit_id]
    return units[0] if units else None


def _seats_of(person_id: int, on: date) -> list[Any]:
    """Return the seats of a person's published sessions of a date. One query."""
    mine = Q(session__staff__person_id=person_id)
    mine |= Q(session__aide__person_id=person_id)
    return list(
        Seat.objects.filter(mine, day__on=on, day__status=DayStatus.PUBLISHED)
        .select_related("student__person", "block", "session__room", "session__lesson")
        .order_by("block__starts_at", "session_id")
    )


def _sessions(
    seats: list[Any], events: dict[int, tuple[Event, ...]], on: date
) -> tuple[MySession, ...]:
    """Return the sessions behind some seats, in order, with how many are marked."""
    grouped: dict[int, list[Any]] = defaultdict(list)
    for seat in seats:
        grouped[seat.session_id].append(seat)
    return tuple(_session(group, events, on) for group in grouped.values())


def _session(
    group: list[Any], events: dict[int, tuple[Event, ...]], on: date
) -> MySession:
    first = group[0]
    session, block = first.session, first.block
    return MySession(
        session_id=session.pk,
        title=session.title,
        modality=Modality(session.modality).slug,
        starts=minutes_of(block.starts_at),
        minutes=block.minutes,
        room_id=session.room_id,
        room=session.room.name if session.room else "",
        n_students=len(group),
        n_marked=sum(
            any(
                e.source == "mark" and e.on == on and e.block_id == block.pk
                for e in events.get(seat.student_id, ())
            )
            for seat in group
        ),
        has_skill=session.lesson_id is not None,
    )
