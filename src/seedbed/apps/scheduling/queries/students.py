"""A student's day, as the student, the family and the mentor see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from seedbed.apps.accounts.models import UnitKind
from seedbed.apps.choices import queries as choices
from seedbed.apps.choices.cards import StudentWays
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.cards import (
    DaysAhead,
    MinutesCard,
    SeatCard,
    StudentDay,
)
from seedbed.apps.scheduling.models import (
    Arrangement,
    BellSchedule,
    Block,
    BlockKind,
    DayStatus,
    Place,
    SchoolDay,
    Seat,
    SeatOrigin,
    StandingSeat,
)
from seedbed.apps.scheduling.rows.frame import (
    UNPLACED_KINDS,
    closures_of,
    minutes_of,
)
from seedbed.apps.scheduling.rows.people import EVERY_OTHER_WEEKDAY
from seedbed.apps.scheduling.store import WORK, WORKING
from seedbed.apps.scheduling.stored_day import STANDING
from seedbed.lib.modalities import Modality

_OF_STUDENT = ("person", "unit", "mentorship__mentor__person")
_DAYS_AHEAD = 2
PUBLISHED, NOTHING, DRAFT = "published", "none", "draft"
#: How cards call a block that a student's own job takes, beside break and lunch.
AT_A_JOB = "work"


@dataclass(frozen=True, kw_only=True)
class _Board:
    """What the days of one unit's students are made of; cards by student id."""

    on: date
    day: Any
    """The stored day, None where it is not to be shown."""
    mentors: dict[int, str]
    breaks: tuple[SeatCard, ...]
    cards: dict[int, list[SeatCard]]


def student_day(student_id: int, on: date, *, as_draft: bool = False) -> StudentDay:
    """Return a student's day with its breaks, in order. At most seven queries.

    A day that is not published shows the standing schedule; a date without school
    shows nothing. ``as_draft`` is for the adults who review: it shows the draft.
    """
    student = Student.objects.select_related(*_OF_STUDENT).get(pk=student_id)
    return _day_of(student, _board([student], on, as_draft=as_draft))


def days_ahead(person_id: int, on: date) -> DaysAhead | None:
    """Return a student's own day and the next two published, None for no student.

    Four queries where the day has a plan, at most six where it has none. Each day is
    what ``student_day`` returns.
    """
    student = (
        Student.objects.filter(person_id=person_id, is_active=True)
        .select_related(*_OF_STUDENT)
        .annotate(arranged=Subquery(_arranged(on).values("place")[:1]))
        .first()
    )
    if student is None:
        return None
    coming = Q(on=on) | Q(on__gt=on, status=DayStatus.PUBLISHED)
    days = list(
        SchoolDay.objects.filter(coming, unit_id=student.unit_id).order_by("on")[
            : 1 + _DAYS_AHEAD
        ]
    )
    shown = [day for day in days if day.status == DayStatus.PUBLISHED]
    seats = _planned_days(shown, [student.pk]) if shown else {}
    breaks = _breaks(student.unit_id)
    mentors = _mentors([student])

    def board(of: date, day: Any) -> _Board:
        if day:
            cards = seats.get(day, {})
        else:
            arranged = {student.pk: student.arranged} if student.arranged else {}
            cards = _standing([student], of, arranged=arranged)
        return _Board(on=of, day=day, mentors=mentors, breaks=breaks, cards=cards)

    by_date = {day.on: day for day in shown}
    later = [day for day in shown if day.on > on][:_DAYS_AHEAD]
    return DaysAhead(
        day=_day_of(student, board(on, by_date.get(on))),
        ahead=tuple(_day_of(student, board(day.on, day)) for day in later),
    )


def has_standing_seats(student_id: int, on: date) -> bool:
    """Tell whether a student's standing schedule has a date's weekday. One query."""
    return bool(
        StandingSeat.objects.filter(
            student_id=student_id,
            block__bell_schedule__weekdays__contains=str(on.weekday()),
        ).exists()
    )


def student_days(
    unit_id: int,
    on: date,
    *,
    as_draft: bool = False,
    student_ids: Sequence[int] | None = None,
) -> tuple[StudentDay, ...]:
    """Return the day of every active student of a unit, by name. At most six queries.

    Four where a stored day is shown, six for the standing schedule, however many
    students there are; ``student_ids`` asks for these alone. Each day is what
    ``student_day`` returns.
    """
    active = Student.objects.filter(unit_id=unit_id, is_active=True)
    if student_ids is not None:
        active = active.filter(pk__in=student_ids)
    students = sorted(
        active.select_related(*_OF_STUDENT), key=lambda s: (s.person.name, s.pk)
    )
    if not students:
        return ()
    board = _board(students, on, as_draft=as_draft)
    return tuple(_day_of(student, board) for student in students)


def published_days(unit_id: int, *, since: date, n: int = 2) -> tuple[date, ...]:
    """Return a unit's first published days on or after a date. One query."""
    found = (
        SchoolDay.objects.filter(
            unit_id=unit_id, on__gte=since, status=DayStatus.PUBLISHED
        )
        .order_by("on")
        .values_list("on", flat=True)[:n]
    )
    return tuple(date(on.year, on.month, on.day) for on in found)


def minutes_of_next_day(
    student_id: int, unit_id: int, *, after: date
) -> tuple[date, tuple[MinutesCard, ...]] | None:
    """Return the first published day after a date, and its minutes. One query.

    By modality and adult, in the order of the day; None where no such day is published
    or the student has no seat in it.
    """
    later = SchoolDay.objects.filter(
        unit_id=unit_id, on__gt=after, status=DayStatus.PUBLISHED
    ).order_by("on")
    seats = Seat.objects.filter(day_id=later.values("pk")[:1], student_id=student_id)
    minutes: dict[tuple[str, str], int] = defaultdict(int)
    on: date | None = None
    for seat in seats.select_related("day", "block", "session__staff__person").order_by(
        "block__starts_at"
    ):
        staff = seat.session.staff if seat.session else None
        adult = staff.person.name if staff else ""
        minutes[Modality(seat.modality).slug, adult] += seat.block.minutes
        on = seat.day.on
    if on is None:
        return None
    return on, tuple(
        MinutesCard(modality=modality, adult=adult, minutes=n)
        for (modality, adult), n in minutes.items()
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


def _board(students: Sequence[Any], on: date, *, as_draft: bool) -> _Board:
    """Read the days of students of one unit. At most six queries."""
    unit_id = students[0].unit_id
    ids = [student.pk for student in students]
    days = SchoolDay.objects.filter(unit_id=unit_id, on=on)
    if not as_draft:
        days = days.filter(status=DayStatus.PUBLISHED)
    if len(students) == 1:
        # One query for most students: the seats, and with them the day.
        cards = _planned_days(days, ids)
        day = next(iter(cards), None) or days.first()
    else:
        day = days.first()
        cards = {} if day is None else _planned_days([day], ids)
    return _Board(
        on=on,
        day=day,
        mentors=_mentors(students),
        breaks=_breaks(unit_id),
        cards=_standing(students, on) if day is None else cards.get(day, {}),
    )


def _breaks(unit_id: int) -> tuple[SeatCard, ...]:
    """Return the blocks of a unit that nobody plans, in order. One query."""
    blocks = Block.objects.filter(
        bell_schedule__unit_id=unit_id, kind__in=UNPLACED_KINDS
    )
    return tuple(_unplaced(b) for b in blocks.order_by("starts_at", "ordinal"))


def _mentors(students: Iterable[Any]) -> dict[int, str]:
    return {s.pk: s.mentorship.mentor.person.name for s in _mentored(students)}


def _mentored(students: Iterable[Any]) -> list[Any]:
    return [student for student in students if hasattr(student, "mentorship")]


def _day_of(student: Any, board: _Board) -> StudentDay:
    cards = board.cards.get(student.pk, [])
    day = board.day
    standing = STANDING if cards else NOTHING
    return StudentDay(
        student_id=student.pk,
        first_name=student.person.first_name,
        name=student.person.name,
        unit=student.unit.name,
        unit_id=student.unit_id,
        mentor=board.mentors.get(student.pk, ""),
        on=board.on,
        status=standing if day is None else _status(day),
        note="" if day is None else day.note,
        published_at=None if day is None else day.published_at,
        seats=tuple(sorted([*cards, *board.breaks], key=lambda c: c.starts))
        if cards
        else (),
    )


def _status(day: Any) -> str:
    if day.status != DayStatus.PUBLISHED:
        return DRAFT
    return STANDING if day.origin == STANDING else PUBLISHED


def _is_taught(unit_id: int, on: date) -> Exists:
    """Return the condition that a unit teaches on a date, for another query."""
    closed = closures_of(unit_id).filter(on=on)
    taught = BellSchedule.objects.filter(
        ~Exists(closed), unit_id=unit_id, weekdays__contains=str(on.weekday())
    )
    return Exists(taught)


def _planned_days(
    days: Any, student_ids: Sequence[int]
) -> dict[Any, dict[int, list[SeatCard]]]:
    """Return the cards of some days by the day's row and student. One query."""
    together = (
        Seat.objects.filter(session_id=OuterRef("session_id"))
        .order_by()
        .values("session_id")
        .annotate(n=Count("id"))
        .values("n")
    )
    seats = (
        Seat.objects.filter(day__in=days, student_id__in=student_ids)
        .select_related(
            "day",
            "block",
            "room",
            "lesson__skill",
            "session__staff__person",
            "session__room",
        )
        .annotate(n_seated=Coalesce(Subquery(together, output_field=IntegerField()), 1))
    )
    cards: dict[Any, dict[int, list[SeatCard]]] = defaultdict(lambda: defaultdict(list))
    for seat in seats:
        cards[seat.day][seat.student_id].append(_card(seat, n_seated=seat.n_seated))
    return cards


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
        modality=_slug(seat),
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


def _slug(seat: Any) -> str:
    if seat.reason.get("key") == WORKING:
        return AT_A_JOB
    return Modality(seat.modality).slug


def _standing(
    students: Sequence[Any], on: date, *, arranged: Mapping[int, str] | None = None
) -> dict[int, list[SeatCard]]:
    """Return the standing schedules, none where nothing is taught. Three queries.

    Two where it is given what is ``arranged``: the place by student.
    """
    is_taught = _is_taught(students[0].unit_id, on)
    rows: Sequence[Any] = list(
        StandingSeat.objects.filter(is_taught, student_id__in=[s.pk for s in students])
        .exclude(block__kind__in=UNPLACED_KINDS)
        .select_related("block", "room", "staff__person")
    )
    if not rows:
        return {}
    ways = choices.ways_on(students[0].unit_id, on)
    ways = {s.pk: ways[s.pk] for s in students if s.pk in ways}
    places = _places(students, on, ways, arranged=arranged)
    cards: dict[int, list[SeatCard]] = defaultdict(list)
    for row in rows:
        card = _standing_card(row, place=places[row.student_id])
        way = ways.get(row.student_id)
        cards[row.student_id].append(_at_work(card, way) if way else card)
    return cards


def _standing_card(row: Any, *, place: str) -> SeatCard:
    return SeatCard(
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


def _at_work(card: SeatCard, way: StudentWays) -> SeatCard:
    """Return the card, or one that says the student is at a job then."""
    ends = card.starts + card.minutes
    if not any(start < ends and card.starts < until for start, until in way.work):
        return card
    return replace(
        card,
        modality=AT_A_JOB,
        title=WORK,
        adult="",
        room="",
        place="",
        origin=SeatOrigin.FIXED,
        reason={"key": WORKING},
    )


def _places(
    students: Sequence[Any],
    on: date,
    ways: Mapping[int, StudentWays],
    *,
    arranged: Mapping[int, str] | None,
) -> dict[int, str]:
    """Return where each student works, by id. One query, or none."""
    is_virtual = students[0].unit.kind == UnitKind.VIRTUAL
    usual = str(Place.HOME if is_virtual else Place.HUB)
    ids = [student.pk for student in students]
    if arranged is None:
        rows = Arrangement.objects.filter(
            student_id__in=ids, weekday__in=(EVERY_OTHER_WEEKDAY, on.weekday())
        )
        # In this order, what holds on the weekday replaces what holds on every other.
        arranged = dict(rows.order_by("weekday").values_list("student_id", "place"))
    asked = {i: way.place for i, way in ways.items() if way.place}
    return dict.fromkeys(ids, usual) | dict(arranged) | asked


def _arranged(on: date) -> QuerySet[Arrangement]:
    """Return what is arranged for the student of an outer query on a date, first."""
    rows: QuerySet[Arrangement] = Arrangement.objects.filter(
        student=OuterRef("pk"), weekday__in=(EVERY_OTHER_WEEKDAY, on.weekday())
    )
    return rows.order_by("-weekday")


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
