"""Reads of what a unit works with: bells, rooms, adults, days off, accommodations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from django.db.models import Count

from seedbed.apps.rosters.models import Staff
from seedbed.apps.scheduling.models import (
    Accommodation,
    BellSchedule,
    Block,
    Qualification,
    Room,
    StaffHours,
)
from seedbed.apps.scheduling.rows.frame import closures_of
from seedbed.apps.scheduling.services.frame import DEFAULT_BELLS
from seedbed.apps.scheduling.unit_cards import (
    AccommodationLine,
    AdultLine,
    BlockLine,
    ClosureLine,
    HoursLine,
    ReachLine,
    RoomLine,
    UnitFrame,
)
from seedbed.lib.calendar import SCHOOL_WEEKDAYS, next_school_day

_AHEAD = timedelta(days=400)


def unit_frame(unit_id: int, *, since: date) -> UnitFrame:
    """Return what a unit works with; days off from a date on. Seven queries."""
    rows: Any = Block.objects.filter(bell_schedule__unit_id=unit_id)
    blocks = list(rows.select_related("bell_schedule").order_by("ordinal"))
    bells = blocks[0].bell_schedule if blocks else None
    reaches = _reaches(unit_id)
    return UnitFrame(
        is_default=bells is None or bells.name == DEFAULT_BELLS,
        weekdays=_weekdays(bells),
        blocks=_blocks(blocks),
        rooms=_rooms(unit_id),
        adults=_adults(unit_id, reaches),
        closures=_closures(unit_id, since),
        accommodations=_accommodations(unit_id),
        subjects=tuple(
            sorted({r.subject for each in reaches.values() for r in each} - {""})
        ),
    )


def next_taught_on(unit_id: int, *, after: date) -> date | None:
    """Return the first day after a date on which a unit teaches. Two queries.

    None if it teaches on none of the next 120 days.
    """
    bells = BellSchedule.objects.filter(unit_id=unit_id).first()
    closed = closures_of(unit_id).filter(on__range=(after, after + _AHEAD))
    try:
        return next_school_day(
            after,
            closed=set(closed.values_list("on", flat=True)),
            weekdays=_weekdays(bells),
        )
    except ValueError:
        return None


def day_off(unit_id: int, on: date) -> str | None:
    """Return why a unit does not teach on a date, or None if it does. Two queries.

    The reason is empty on a weekday that it never teaches.
    """
    reason = closures_of(unit_id).filter(on=on).values_list("reason", flat=True).first()
    if reason is not None:
        return str(reason)
    bells = BellSchedule.objects.filter(unit_id=unit_id).first()
    return None if on.weekday() in _weekdays(bells) else ""


def _weekdays(bells: Any) -> tuple[int, ...]:
    found = tuple(
        sorted({int(d) for d in bells.weekdays if d.isdigit()} if bells else ())
    )
    return found or tuple(sorted(SCHOOL_WEEKDAYS))


def _blocks(blocks: Iterable[Any]) -> tuple[BlockLine, ...]:
    return tuple(
        BlockLine(
            id=b.pk,
            title=b.title,
            kind=b.kind,
            starts_at=b.starts_at,
            minutes=b.minutes,
        )
        for b in blocks
    )


def _rooms(unit_id: int) -> tuple[RoomLine, ...]:
    return tuple(
        RoomLine(
            id=r.pk,
            name=r.name,
            seats=r.seats,
            n_devices=r.n_devices,
            is_quiet=r.is_quiet,
            is_online=r.is_online,
            site=r.site,
        )
        for r in Room.objects.filter(unit_id=unit_id).order_by("name")
    )


def _reaches(unit_id: int) -> dict[int, list[ReachLine]]:
    found: dict[int, list[ReachLine]] = defaultdict(list)
    rows = Qualification.objects.filter(staff__unit_id=unit_id)
    for q in rows.order_by("subject", "grade_low"):
        found[q.staff_id].append(
            ReachLine(
                id=q.pk,
                subject=q.subject,
                grade_low=q.grade_low,
                grade_high=q.grade_high,
            )
        )
    return found


def _adults(unit_id: int, reaches: dict[int, list[ReachLine]]) -> tuple[AdultLine, ...]:
    hours: dict[int, dict[tuple[time, time], list[int]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for h in StaffHours.objects.filter(staff__unit_id=unit_id).order_by("weekday"):
        hours[h.staff_id][h.starts_at, h.ends_at].append(h.weekday)
    staff: Any = (
        Staff.objects.filter(unit_id=unit_id, is_active=True)
        .select_related("person")
        .annotate(n_students=Count("caseload"))
    )
    return tuple(
        AdultLine(
            id=s.pk,
            name=s.person.name,
            kind=s.kind,
            reaches=tuple(reaches.get(s.pk, ())),
            hours=tuple(
                HoursLine(weekdays=tuple(days), starts_at=starts, ends_at=ends)
                for (starts, ends), days in hours[s.pk].items()
            ),
            n_students=s.n_students,
        )
        for s in sorted(staff, key=lambda s: (s.person.name, s.pk))
    )


def _closures(unit_id: int, since: date) -> tuple[ClosureLine, ...]:
    rows = closures_of(unit_id).filter(on__gte=since)
    return tuple(
        ClosureLine(id=c.pk, on=c.on, reason=c.reason, is_own=c.unit_id is not None)
        for c in rows.order_by("on", "id")
    )


def _accommodations(unit_id: int) -> tuple[AccommodationLine, ...]:
    rows: Any = Accommodation.objects.filter(
        student__unit_id=unit_id, student__is_active=True
    ).select_related("student__person")
    lines = [
        AccommodationLine(
            id=a.pk,
            student=a.student.person.name,
            kind=a.kind,
            amount=a.amount,
            detail=a.detail,
        )
        for a in rows
    ]
    return tuple(sorted(lines, key=lambda a: (a.student, a.kind)))
