"""The stored day: its status, the rules it breaks, what a student could do instead."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from seedbed.apps.scheduling import bridge
from seedbed.apps.scheduling.bridge import NONE
from seedbed.apps.scheduling.cards import AlternativeCard, FaultCard
from seedbed.apps.scheduling.errors import NoPlaceError
from seedbed.apps.scheduling.kept_days import kept_options
from seedbed.apps.scheduling.models import DayStatus, SchoolDay
from seedbed.apps.scheduling.placing import (
    Move,
    find_move,
    lessons_of,
    new_faults,
    option_worth,
    position_of,
)
from seedbed.apps.scheduling.problem import read_material
from seedbed.apps.scheduling.store import STUDY
from seedbed.apps.scheduling.stored_day import StoredDay, load_day
from seedbed.lib.modalities import Modality

MOST_ALTERNATIVES = 10
#: Looked at per modality: so that one with many lessons does not crowd out the others.
MOST_PER_MODALITY = 4
#: Better lessons that cannot take place, with the reason.
MOST_CLOSED = 3


@dataclass(frozen=True, kw_only=True)
class DayStatusCard:
    """Where a unit's day stands."""

    day_uuid: UUID
    unit_id: int
    on: date
    status: str
    origin: str
    note: str
    version: int
    made_at: datetime
    figures: dict[str, Any]


def day_status(unit_id: int, on: date) -> DayStatusCard | None:
    """Return where a unit's day stands, None without a plan. One query."""
    row = SchoolDay.objects.filter(unit_id=unit_id, on=on).first()
    if row is None:
        return None
    return DayStatusCard(
        day_uuid=row.uuid,
        unit_id=unit_id,
        on=on,
        status=row.status,
        origin=row.origin,
        note=row.note,
        version=row.version,
        made_at=row.made_at,
        figures=row.figures,
    )


def waiting_day(unit_id: int, *, since: date, n_days: int) -> date | None:
    """Return a unit's next draft of some dates, else its last plan. One query."""
    rows = (
        SchoolDay.objects.filter(
            unit_id=unit_id, on__gte=since, on__lt=since + timedelta(days=n_days)
        )
        .order_by("on")
        .values_list("on", "status")
    )
    planned = list(rows)
    drafts = [on for on, status in planned if status == DayStatus.DRAFT]
    return next(iter(drafts), planned[-1][0] if planned else None)


def faults_of_day(unit_id: int, on: date) -> list[FaultCard]:
    """Return every rule that a stored day breaks. At most 29 queries.

    Raises
    ------
    NoDayError
        If no plan has been made for the date.
    """
    return list(load_day(unit_id, on).faults)


def day_problem_json(unit_id: int, on: date) -> dict[str, Any]:
    """Return a unit's day as a problem for the solver. At most 27 queries.

    It holds every option: the night's lottery has drawn nothing from it yet.

    Raises
    ------
    NoFrameError
        If the unit has no bell schedule.
    """
    problem = bridge.day_problem(read_material(unit_id, on))
    found: dict[str, Any] = bridge.day_json(problem)
    return found


def alternatives(
    unit_id: int, on: date, student_id: int, block_ordinal: int
) -> tuple[AlternativeCard, ...]:
    """Return what a student could do in one block, best first. One query.

    At most 31 where something changed since the day was last asked for.

    What stands now is among them; supervised study is last. Each names the rules it
    would break. A few lessons that would be better and cannot take place are there too,
    with what is in their way.

    Raises
    ------
    NoDayError
        If no plan has been made for the date.
    UnknownSeatError
        If the student or block is not in the day, or the block is fixed.
    """
    day = kept_options(unit_id, on)
    s, b = position_of(day, student_id, block_ordinal)
    now = int(day.timetable.lesson[s, b])
    asked = bridge.Asked(day.problem, day.timetable)
    cards: list[AlternativeCard] = []
    n_closed = 0
    for lesson in _positions(day, s, now):
        is_full = sum(not c.is_now for c in cards) >= MOST_ALTERNATIVES
        if is_full and lesson != now:
            continue
        card = _card(day, s, b, lesson, now)
        if card is not None:
            cards.append(card)
        elif n_closed < MOST_CLOSED and asked.adds(s, b, lesson) > asked.adds(
            s, b, now
        ):
            cards.append(_closed(day, asked, s, b, lesson, now))
            n_closed += 1
    study = _card(day, s, b, NONE, now)
    return (*cards, *([study] if study is not None else []))


def _positions(day: StoredDay, s: int, now: int) -> list[int]:
    """Return lessons worth a look, best first: a few per way, and what stands now."""
    kept: list[int] = []
    per_way: dict[int, int] = defaultdict(int)
    for position, row in lessons_of(day, s):
        per_way[row.modality] += 1
        if per_way[row.modality] <= MOST_PER_MODALITY or position == now:
            kept.append(position)
    return kept


def _card(
    day: StoredDay, s: int, b: int, lesson: int, now: int
) -> AlternativeCard | None:
    """Return one alternative; None where it cannot take place in the block at all."""
    try:
        move = find_move(day, s, b, lesson)
    except NoPlaceError:
        return None
    is_now = lesson == now
    gain, success = option_worth(day, s, lesson)
    material = day.problem.material
    row = None if lesson == NONE else material.lessons[lesson]
    titles = dict(zip(material.skills.ids, material.skills.codes, strict=True))
    session = move.session
    n_others = (
        int((day.timetable.seat[:, b] == session).sum()) if session != NONE else 0
    )
    return AlternativeCard(
        lesson_id=row.id if row else None,
        modality=Modality(row.modality if row else Modality.STUDY).slug,
        title=row.title if row else STUDY,
        skill_code=titles.get(row.skill_id, "") if row else "",
        adult=_adult(day, session),
        room=_room(day, move),
        n_others=max(0, n_others - int(is_now)),
        expected_gain=gain,
        delta_gain=gain - option_worth(day, s, now)[0],
        expected_success=success,
        faults=() if is_now else tuple(text for _rule, text in new_faults(day, move)),
        is_now=is_now,
    )


def _closed(
    day: StoredDay, asked: bridge.Asked, s: int, b: int, lesson: int, now: int
) -> AlternativeCard:
    """Return a better lesson that cannot take place, with what is in its way."""
    gain, success = option_worth(day, s, lesson)
    material = day.problem.material
    row = material.lessons[lesson]
    titles = dict(zip(material.skills.ids, material.skills.codes, strict=True))
    reasons = asked.hindrances(s, b, lesson)
    return AlternativeCard(
        lesson_id=row.id,
        modality=Modality(row.modality).slug,
        title=row.title,
        skill_code=titles.get(row.skill_id, ""),
        adult="",
        room="",
        n_others=0,
        expected_gain=gain,
        delta_gain=gain - option_worth(day, s, now)[0],
        expected_success=success,
        faults=reasons or (f"{row.title} has no place left then.",),
    )


def _adult(day: StoredDay, session: int) -> str:
    staff = NONE if session == NONE else int(day.timetable.session_staff[session])
    return "" if staff == NONE else day.problem.material.frame.staff[staff].name


def _room(day: StoredDay, move: Move) -> str:
    room = move.room
    if move.session != NONE:
        room = int(day.timetable.session_room[move.session])
    return "" if room == NONE else day.problem.material.frame.rooms[room].name
