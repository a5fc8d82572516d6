"""Reads what a unit has on a date: blocks, rooms, adults who are in, rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from seedbed.apps.accounts.models import Unit
from seedbed.apps.rosters.models import Staff
from seedbed.apps.scheduling.errors import NoFrameError
from seedbed.apps.scheduling.models import (
    Absence,
    BellSchedule,
    Block,
    BlockKind,
    Closure,
    Qualification,
    Room,
    RuleWaiver,
    StaffHours,
    UnitRule,
)
from seedbed.lib.calendar import is_school_day
from seedbed.lib.calendar import minutes_of as minutes_of

#: Blocks in which nobody is placed: the student eats or plays.
UNPLACED_KINDS = (BlockKind.BREAK, BlockKind.LUNCH)


@dataclass(frozen=True, kw_only=True)
class BlockRow:
    """One block; ``starts`` is minutes after midnight."""

    id: int
    ordinal: int
    title: str
    kind: str
    starts: int
    minutes: int

    @property
    def clock(self) -> str:
        """When it starts, as sentences say it."""
        return f"{self.starts // 60}:{self.starts % 60:02}"


@dataclass(frozen=True, kw_only=True)
class RoomRow:
    """One room."""

    id: int
    name: str
    seats: int
    n_devices: int
    is_quiet: bool
    is_online: bool
    site: str = ""


@dataclass(frozen=True, kw_only=True)
class StaffRow:
    """One adult; ``hours`` are minutes after midnight, ``is_out`` the whole date."""

    id: int
    name: str
    kind: str
    language: str
    qualifications: tuple[tuple[str, int, int], ...]
    hours: tuple[tuple[int, int], ...]
    is_out: bool
    substitute_id: int | None

    def works(self, block: BlockRow) -> bool:
        """Tell whether the adult is in for the whole block."""
        return not self.is_out and any(
            start <= block.starts and block.starts + block.minutes <= end
            for start, end in self.hours
        )


@dataclass(frozen=True, kw_only=True)
class RuleRow:
    """A unit's value for a rule, or its waiver."""

    value: float | None
    is_waived: bool


@dataclass(frozen=True, kw_only=True)
class FrameRows:
    """What a unit has on one date. ``blocks`` holds breaks and lunch too.

    ``days_left`` counts the school days of the week that are left, this one included.
    """

    unit_id: int
    unit: str
    unit_kind: str
    on: date
    blocks: tuple[BlockRow, ...]
    rooms: tuple[RoomRow, ...]
    staff: tuple[StaffRow, ...]
    rules: dict[str, RuleRow]
    days_left: int

    @property
    def placed_blocks(self) -> tuple[BlockRow, ...]:
        """Blocks in which every student has a place: all but breaks and lunch."""
        return tuple(b for b in self.blocks if b.kind not in UNPLACED_KINDS)

    @property
    def own_site(self) -> str:
        """Where students without a site are: as such rooms, else as the first room."""
        words = [room.site for room in self.rooms]
        return "" if "" in words or not words else words[0]

    @property
    def stand_ins(self) -> dict[int, int]:
        """Absent staff id to the id of the substitute who is in."""
        here = {s.id for s in self.staff if not s.is_out}
        return {
            s.id: s.substitute_id
            for s in self.staff
            if s.is_out and s.substitute_id is not None and s.substitute_id in here
        }

    def led_by(self, staff_id: int | None) -> int | None:
        """Return who leads in place of a staff member: themself, a substitute, None."""
        if staff_id is None:
            return None
        if any(s.id == staff_id and not s.is_out for s in self.staff):
            return staff_id
        return self.stand_ins.get(staff_id)


WHOLE_DAY = ((0, 24 * 60),)


def read_frame(unit_id: int, on: date) -> FrameRows:
    """Return what a unit has on a date. Eleven queries.

    Raises
    ------
    NoFrameError
        If the unit has no blocks.
    """
    unit = Unit.objects.get(pk=unit_id)
    blocks = tuple(
        BlockRow(
            id=b.pk,
            ordinal=b.ordinal,
            title=b.title,
            kind=b.kind,
            starts=minutes_of(b.starts_at),
            minutes=b.minutes,
        )
        for b in Block.objects.filter(bell_schedule__unit_id=unit_id).order_by(
            "starts_at", "ordinal"
        )
    )
    if not blocks:
        raise NoFrameError(unit.name)
    return FrameRows(
        unit_id=unit_id,
        unit=unit.name,
        unit_kind=unit.kind,
        on=on,
        blocks=blocks,
        rooms=_rooms(unit_id),
        staff=_staff(unit_id, on),
        rules=read_rules(unit_id, on),
        days_left=_days_left(unit_id, on),
    )


def own_rules(unit_id: int) -> dict[str, RuleRow]:
    """Return a unit's own values of rules, whatever a charter waives. One query."""
    return {
        r.name: RuleRow(value=r.value, is_waived=r.is_waived)
        for r in UnitRule.objects.filter(unit_id=unit_id).order_by("name")
    }


def read_rules(unit_id: int, on: date) -> dict[str, RuleRow]:
    """Return a unit's values of rules on a date, its waivers of that date before them.

    Where two waivers of one rule hold, the one that began later does. Two queries.
    """
    rules = own_rules(unit_id)
    begun = RuleWaiver.objects.filter(unit_id=unit_id, from_on__lte=on)
    holding = begun.filter(Q(until_on=None) | Q(until_on__gte=on))
    for w in holding.order_by("from_on", "id"):
        rules[w.name] = RuleRow(value=w.value, is_waived=w.value is None)
    return rules


def closures_of(unit_id: int) -> QuerySet[Closure]:
    """Return the days off of a unit: its own and the whole system's."""
    return Closure.objects.filter(Q(unit_id=unit_id) | Q(unit_id=None))


def _days_left(unit_id: int, on: date) -> int:
    weekdays = BellSchedule.objects.values_list("weekdays", flat=True).get(
        unit_id=unit_id
    )
    week = [on + timedelta(days=n) for n in range(7 - on.weekday())]
    closed = set(closures_of(unit_id).filter(on__in=week).values_list("on", flat=True))
    taught = {int(digit) for digit in weekdays if digit.isdigit()}
    days = sum(is_school_day(d, closed=closed, weekdays=taught) for d in week)
    return max(1, days)


def _rooms(unit_id: int) -> tuple[RoomRow, ...]:
    return tuple(
        RoomRow(
            id=r.pk,
            name=r.name,
            seats=r.seats,
            n_devices=r.n_devices,
            is_quiet=r.is_quiet,
            is_online=r.is_online,
            site=r.site,
        )
        for r in Room.objects.filter(unit_id=unit_id).order_by("id")
    )


def _staff(unit_id: int, on: date) -> tuple[StaffRow, ...]:
    absences = {a.staff_id: a for a in Absence.objects.filter(on=on)}
    qualifications: dict[int, list[tuple[str, int, int]]] = {}
    for q in Qualification.objects.filter(staff__unit_id=unit_id).order_by("id"):
        qualifications.setdefault(q.staff_id, []).append(
            (q.subject, q.grade_low, q.grade_high)
        )
    hours = _hours(unit_id, on)
    rows = []
    staff = Staff.objects.filter(unit_id=unit_id, is_active=True)
    for s in staff.select_related("person").order_by("id"):
        absence = absences.get(s.pk)
        rows.append(
            StaffRow(
                id=s.pk,
                name=s.person.name,
                kind=s.kind,
                language=s.person.language,
                qualifications=tuple(qualifications.get(s.pk, ())),
                hours=hours.get(s.pk, WHOLE_DAY),
                is_out=absence is not None,
                substitute_id=absence.substitute_id if absence else None,
            )
        )
    return tuple(rows)


def _hours(unit_id: int, on: date) -> dict[int, tuple[tuple[int, int], ...]]:
    """Return working hours of a weekday by staff id.

    Someone with hours on other weekdays only is not in; someone without any is in all
    day.
    """
    hours: dict[int, list[tuple[int, int]]] = {}
    for h in StaffHours.objects.filter(staff__unit_id=unit_id).order_by("starts_at"):
        mine = hours.setdefault(h.staff_id, [])
        if h.weekday == on.weekday():
            mine.append((minutes_of(h.starts_at), minutes_of(h.ends_at)))
    return {staff_id: tuple(spans) for staff_id, spans in hours.items()}
