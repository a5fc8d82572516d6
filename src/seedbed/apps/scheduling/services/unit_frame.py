"""Changes what a unit works with. Each is one transaction, by who leads the unit.

A draft that stands is not changed: its page says that what it was made of has changed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Q

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.rosters.models import Staff, Student
from seedbed.apps.scheduling.errors import (
    BadAmountError,
    BellsOverlapError,
    CaseloadFullError,
    FrameInUseError,
    NoLearningBlockError,
    RoomNameTakenError,
)
from seedbed.apps.scheduling.fixed import MOST_PER_ADULT
from seedbed.apps.scheduling.models import (
    Accommodation,
    AccommodationKind,
    BellSchedule,
    Block,
    BlockKind,
    Caseload,
    Closure,
    Qualification,
    Room,
    SchoolDay,
    StaffHours,
)
from seedbed.apps.scheduling.unit_cards import BlockLine, RoomLine
from seedbed.lib.calendar import minutes_of

OWN_BELLS = "Every day"
MOST_BLOCKS = 16
MOST_SEATS = 2_000
MOST_DAYS_OFF = 100
_BLOCK_MINUTES = (5, 240)
_GRADES = (-1, 12)
_FACTOR = (1.0, 4.0)
_MOST_SERVICE_MINUTES = 1_500
_MOST_ORDINAL = 1_000
_WEEKDAYS = range(7)


def _lead(unit_id: int, by_id: int) -> None:
    permissions.require(
        by_id,
        RoleKind.LEADER,
        action="change what the unit works with",
        unit_id=unit_id,
    )


@transaction.atomic
def keep_bells(
    *,
    unit_id: int,
    weekdays: Collection[int],
    blocks: Sequence[BlockLine],
    by_id: int,
) -> None:
    """Give a unit its own day: blocks, by their start, and the weekdays it runs.

    A block of the day that is not named is removed; days that were planned keep theirs.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit.
    NoLearningBlockError
        Without a block to learn in, or without a weekday.
    BellsOverlapError
        If two blocks run at the same time.
    BadAmountError
        If a block is too short or too long, or there are too many.
    FrameInUseError
        If a block that goes stands in a planned day.
    """
    _lead(unit_id, by_id)
    rows = sorted(blocks, key=lambda b: (b.starts_at, b.id))
    _require_day(rows, weekdays)
    bells, _made = BellSchedule.objects.get_or_create(unit_id=unit_id)
    bells.name = OWN_BELLS
    bells.weekdays = "".join(str(n) for n in sorted(set(weekdays)))
    bells.save()
    standing = {b.pk: b for b in Block.objects.filter(bell_schedule=bells)}
    for pk in standing.keys() - {row.id for row in rows}:
        _remove(standing.pop(pk))
    # Two blocks may change places: no number is used twice on the way.
    for n, block in enumerate(standing.values()):
        block.ordinal = _MOST_ORDINAL + n
    Block.objects.bulk_update(standing.values(), ["ordinal"])
    for ordinal, row in enumerate(rows, start=1):
        block = standing.get(row.id) or Block(bell_schedule=bells)
        block.ordinal = ordinal
        block.title = row.title
        block.kind = BlockKind(row.kind)
        block.starts_at = row.starts_at
        block.minutes = row.minutes
        block.save()


def _require_day(rows: Sequence[BlockLine], weekdays: Collection[int]) -> None:
    if not weekdays or not set(weekdays) <= set(_WEEKDAYS):
        raise NoLearningBlockError("a weekday on which it runs")
    if not any(row.kind == BlockKind.LEARNING for row in rows):
        raise NoLearningBlockError("a block to learn in")
    if len(rows) > MOST_BLOCKS:
        raise BadAmountError(f"A day has at most {MOST_BLOCKS} blocks", len(rows))
    low, high = _BLOCK_MINUTES
    for row in rows:
        if not low <= row.minutes <= high:
            words = f"{row.title} must take from {low} to {high} minutes"
            raise BadAmountError(words, row.minutes)
    for first, second in pairwise(rows):
        if minutes_of(first.starts_at) + first.minutes > minutes_of(second.starts_at):
            raise BellsOverlapError(first.title, second.title)


def _remove(row: Block | Room) -> None:
    """Remove a block or a room, unless a planned day stands on it."""
    name = row.title if isinstance(row, Block) else row.name
    part = "block" if isinstance(row, Block) else "room"
    uses = Q(**{f"sessions__{part}": row}) | Q(**{f"seats__{part}": row})
    n_days = SchoolDay.objects.filter(uses).distinct().count()
    if n_days:
        raise FrameInUseError(name, n_days)
    try:
        row.delete()
    except ProtectedError as error:
        raise FrameInUseError(name, n_days) from error


@transaction.atomic
def keep_room(*, unit_id: int, room: RoomLine, by_id: int) -> None:
    """Add a room (``id`` 0) or change one.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit.
    BadAmountError
        If it has too many seats or devices.
    RoomNameTakenError
        If another room of the unit is called so.
    """
    _lead(unit_id, by_id)
    for what, n in (("seats", room.seats), ("devices", room.n_devices)):
        if not 0 <= n <= MOST_SEATS:
            raise BadAmountError(f"A room has 0 to {MOST_SEATS} {what}", n)
    own = Room.objects.filter(unit_id=unit_id)
    if own.filter(name__iexact=room.name).exclude(pk=room.id).exists():
        raise RoomNameTakenError(room.name)
    row = own.get(pk=room.id) if room.id else Room(unit_id=unit_id)
    row.name, row.seats, row.n_devices = room.name, room.seats, room.n_devices
    row.is_quiet, row.is_online, row.site = room.is_quiet, room.is_online, room.site
    row.save()


@transaction.atomic
def drop_room(*, unit_id: int, room_id: int, by_id: int) -> None:
    """Remove a room.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit.
    FrameInUseError
        If a planned day or an elective uses it.
    """
    _lead(unit_id, by_id)
    _remove(Room.objects.get(pk=room_id, unit_id=unit_id))


@transaction.atomic
def add_reach(
    *,
    unit_id: int,
    staff_id: int,
    subject: str,
    grade_low: int,
    grade_high: int,
    by_id: int,
) -> None:
    """Let an adult teach a subject, empty for any, within a span of grades.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit.
    BadAmountError
        If the grades are no span from kindergarten to 12.
    """
    _lead(unit_id, by_id)
    low, high = _GRADES
    if not low <= grade_low <= grade_high <= high:
        span = f"{grade_low} to {grade_high}"
        raise BadAmountError("The first grade comes before the last one", span)
    Qualification.objects.get_or_create(
        staff=_adult(unit_id, staff_id),
        subject=subject,
        grade_low=grade_low,
        grade_high=grade_high,
    )


@transaction.atomic
def drop_reach(*, unit_id: int, reach_id: int, by_id: int) -> None:
    """Let an adult not teach something any more. Safe where it is gone."""
    _lead(unit_id, by_id)
    Qualification.objects.filter(pk=reach_id, staff__unit_id=unit_id).delete()


@transaction.atomic
def keep_hours(
    *,
    unit_id: int,
    staff_id: int,
    weekdays: Collection[int],
    starts_at: time,
    ends_at: time,
    by_id: int,
) -> None:
    """Say when an adult works on some weekdays; without any, the whole of every day.

    Whoever has hours on some weekdays is not in on the others.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit.
    BadAmountError
        If the hours end before they begin.
    """
    _lead(unit_id, by_id)
    staff = _adult(unit_id, staff_id)
    if weekdays and starts_at >= ends_at:
        span = f"{starts_at:%H:%M} to {ends_at:%H:%M}"
        raise BadAmountError("Working hours begin before they end", span)
    own = StaffHours.objects.filter(staff=staff)
    (own.filter(weekday__in=weekdays) if weekdays else own).delete()
    StaffHours.objects.bulk_create(
        StaffHours(staff=staff, weekday=n, starts_at=starts_at, ends_at=ends_at)
        for n in sorted(set(weekdays) & set(_WEEKDAYS))
    )


@transaction.atomic
def close_days(
    *, unit_id: int, first_on: date, last_on: date, reason: str, by_id: int
) -> int:
    """Close a unit from one date to another; return how many dates are new.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit.
    BadAmountError
        If the last date is before the first, or they are too many.
    """
    _lead(unit_id, by_id)
    n_days = (last_on - first_on).days + 1
    if not 1 <= n_days <= MOST_DAYS_OFF:
        raise BadAmountError(f"One holiday has 1 to {MOST_DAYS_OFF} days", n_days)
    own = Closure.objects.filter(unit_id=unit_id, on__range=(first_on, last_on))
    closed = set(own.values_list("on", flat=True))
    new = [
        Closure(unit_id=unit_id, on=on, reason=reason)
        for on in (first_on + timedelta(days=n) for n in range(n_days))
        if on not in closed
    ]
    Closure.objects.bulk_create(new)
    return len(new)


@transaction.atomic
def open_day_again(*, unit_id: int, closure_id: int, by_id: int) -> None:
    """Let a unit teach on a date it was closed on. Safe where it is open."""
    _lead(unit_id, by_id)
    Closure.objects.filter(pk=closure_id, unit_id=unit_id).delete()


@transaction.atomic
def keep_accommodation(
    *,
    unit_id: int,
    student_id: int,
    kind: str,
    amount: float,
    detail: str,
    by_id: int,
) -> None:
    """Give a student a right that every plan meets; the same kind again replaces it.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit.
    BadAmountError
        If extra time is no factor from 1 to 4, or minutes a week are none.
    """
    _lead(unit_id, by_id)
    low, high = _FACTOR
    if kind == AccommodationKind.EXTRA_TIME and not low < amount <= high:
        raise BadAmountError("Extra time is a factor above 1, up to 4", amount)
    if kind == AccommodationKind.SERVICE and not 0 < amount <= _MOST_SERVICE_MINUTES:
        raise BadAmountError("A service takes 1 to 1500 minutes a week", amount)
    Accommodation.objects.update_or_create(
        student=Student.objects.get(pk=student_id, unit_id=unit_id),
        kind=AccommodationKind(kind),
        defaults={"amount": amount, "detail": detail},
    )


@transaction.atomic
def end_accommodation(*, unit_id: int, accommodation_id: int, by_id: int) -> None:
    """End a student's right. Safe where it is gone."""
    _lead(unit_id, by_id)
    Accommodation.objects.filter(pk=accommodation_id, student__unit_id=unit_id).delete()


@transaction.atomic
def give_mentor(*, unit_id: int, student_id: int, staff_id: int, by_id: int) -> None:
    """Give a student a mentor in place of the one before.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit.
    CaseloadFullError
        If the mentor has as many students as one may have.
    """
    _lead(unit_id, by_id)
    mentor = _adult(unit_id, staff_id)
    others = Caseload.objects.filter(mentor=mentor, student__is_active=True)
    if others.exclude(student_id=student_id).count() >= MOST_PER_ADULT:
        raise CaseloadFullError(mentor.person.name, MOST_PER_ADULT)
    Caseload.objects.update_or_create(
        student=Student.objects.get(pk=student_id, unit_id=unit_id),
        defaults={"mentor": mentor},
    )


def _adult(unit_id: int, staff_id: int) -> Any:
    return Staff.objects.select_related("person").get(
        pk=staff_id, unit_id=unit_id, is_active=True
    )
