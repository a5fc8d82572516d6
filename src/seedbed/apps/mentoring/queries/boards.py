"""What a room shows of itself: first names and a word, safe on a wall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count

from seedbed.apps.accounts.cards import AccountCard
from seedbed.apps.evidence import queries as evidence
from seedbed.apps.mentoring.cards import Board, BoardSeat, RoomLine
from seedbed.apps.mentoring.models import (
    Attendance,
    Mark,
    Signal,
    SignalKind,
    SlipPaper,
)
from seedbed.apps.mentoring.permissions import visible_rooms
from seedbed.apps.scheduling.models import DayStatus, Seat
from seedbed.apps.scheduling.rows.frame import minutes_of

ASKED, DONE, WORKING, WAITING = "asked", "done", "working", "waiting"


def rooms_in_use(account: AccountCard, *, on: date) -> tuple[RoomLine, ...]:
    """Return the rooms of a person's units that somebody is in on a date. One query."""
    rows = (
        Seat.objects.filter(
            room__in=visible_rooms(account),
            day__on=on,
            day__status=DayStatus.PUBLISHED,
        )
        .values("room_id", "room__name")
        .annotate(n=Count("student_id", distinct=True))
        .order_by("room__name")
    )
    return tuple(
        RoomLine(room_id=row["room_id"], room=row["room__name"], n_students=row["n"])
        for row in rows
    )


def board_of_room(
    account: AccountCard,
    room_id: int,
    *,
    at: datetime,
    zone: ZoneInfo,
    starts: int | None = None,
) -> Board | None:
    """Return a room at a moment, None without the right to. Six queries.

    Shown is the block under way or, before and between, the next one; ``starts``
    (minutes after midnight) asks for another block of the day. Students marked away are
    left out.
    """
    room = visible_rooms(account).filter(pk=room_id).first()
    if room is None:
        return None
    local = at.astimezone(zone)
    on, minute = local.date(), local.hour * 60 + local.minute
    seats = _chosen(_seats(room_id, on), minute if starts is None else starts)
    board = Board(room_id=room_id, room=room.name, on=on, at=at)
    if not seats:
        return board
    block = seats[0].block
    begins = minutes_of(block.starts_at)
    begins_at = local.replace(
        hour=begins // 60, minute=begins % 60, second=0, microsecond=0
    )
    return _filled(board, seats, begins_at=begins_at, minute=minute)


def _seats(room_id: int, on: date) -> list[Any]:
    """Return the seats of a room on a date. One query."""
    return list(
        Seat.objects.filter(
            room_id=room_id, day__on=on, day__status=DayStatus.PUBLISHED
        )
        .select_related("student__person", "block")
        .order_by("block__starts_at", "student_id")
    )


def _chosen(seats: Sequence[Any], minute: int) -> list[Any]:
    """Return the seats of the block under way, else the next, else the last."""
    blocks: dict[int, list[Any]] = defaultdict(list)
    for seat in seats:
        blocks[minutes_of(seat.block.starts_at)].append(seat)
    ahead = [
        begins
        for begins, group in blocks.items()
        if begins + group[0].block.minutes > minute
    ]
    if ahead:
        return blocks[min(ahead)]
    return blocks[max(blocks)] if blocks else []


def _filled(
    board: Board, seats: list[Any], *, begins_at: datetime, minute: int
) -> Board:
    """Return a board with its students. Four queries."""
    block, ids = seats[0].block, [seat.student_id for seat in seats]
    begins = minutes_of(block.starts_at)
    marks = Attendance.objects.filter(
        student_id__in=ids, on=board.on, block=block, mark=Mark.AWAY
    )
    away = set(marks.values_list("student_id", flat=True))
    asked = dict(
        Signal.objects.filter(
            student_id__in=ids, kind=SignalKind.STUCK, acted_at=None, on=board.on
        ).values_list("student_id", "id")
    )
    papers = SlipPaper.objects.filter(
        student_id__in=ids, slip__on=board.on, slip__block=block
    ).exclude(handed_in_at=None)
    done = set(papers.values_list("student_id", flat=True))
    ends_at = begins_at + timedelta(minutes=block.minutes)
    answers = evidence.arrivals(ids, since=begins_at, until=ends_at)
    here = [seat for seat in seats if seat.student_id not in away]
    names = _first_names(here)
    shown = [
        BoardSeat(
            student_id=student_id,
            first_name=name,
            state=_state(
                is_asked=student_id in asked,
                is_done=student_id in done,
                is_working=student_id in answers,
            ),
            signal_id=asked.get(student_id),
        )
        for student_id, name in names.items()
    ]
    return Board(
        room_id=board.room_id,
        room=board.room,
        on=board.on,
        at=board.at,
        starts=begins,
        ends=begins + block.minutes,
        is_now=begins <= minute < begins + block.minutes,
        titles=tuple(sorted({seat.title for seat in here if seat.title})),
        seats=tuple(
            sorted(shown, key=lambda s: (s.first_name.casefold(), s.student_id))
        ),
        n_answers=sum(n for n, _last in answers.values()),
        last_answer_at=max((last for _n, last in answers.values()), default=None),
    )


def _state(*, is_asked: bool, is_done: bool, is_working: bool) -> str:
    if is_asked:
        return ASKED
    if is_done:
        return DONE
    return WORKING if is_working else WAITING


def _first_names(seats: Iterable[Any]) -> dict[int, str]:
    """Return first names by student; who share one are told apart by a number."""
    named: dict[str, list[Any]] = defaultdict(list)
    for seat in seats:
        named[seat.student.person.first_name].append(seat)
    names: dict[int, str] = {}
    for first, group in named.items():
        group.sort(key=lambda s: (s.student.person.family_name, s.student_id))
        for n, seat in enumerate(group, start=1):
            names[seat.student_id] = first if len(group) == 1 else f"{first} {n}"
    return names
