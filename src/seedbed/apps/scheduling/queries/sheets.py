"""A published day by its groups, for sheets on paper: who meets whom, where, when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from seedbed.apps.scheduling.cards import GroupSheet
from seedbed.apps.scheduling.models import DayStatus, Seat
from seedbed.apps.scheduling.rows.frame import minutes_of
from seedbed.lib.modalities import Modality


def groups_of_day(unit_id: int, on: date) -> tuple[GroupSheet, ...]:
    """Return the groups of a published day in order, none of a draft. One query.

    A group is a session with its students, or those who work in one room without an
    adult's session.
    """
    seats = Seat.objects.filter(
        day__unit_id=unit_id, day__on=on, day__status=DayStatus.PUBLISHED
    ).select_related(
        "student__person",
        "block",
        "room",
        "session__staff__person",
        "session__aide__person",
    )
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for seat in seats:
        if seat.session_id is not None:
            groups[seat.session_id, seat.block_id].append(seat)
        elif seat.room_id is not None:
            groups[None, seat.block_id, seat.room_id, seat.modality].append(seat)
    made = (_group(group) for group in groups.values())
    return tuple(sorted(made, key=lambda g: (g.starts, g.room, g.title)))


def _group(seats: Iterable[Any]) -> GroupSheet:
    students = sorted(seats, key=lambda s: (s.student.person.name, s.student_id))
    first = students[0]
    session = first.session
    return GroupSheet(
        session_id=first.session_id,
        starts=minutes_of(first.block.starts_at),
        minutes=first.block.minutes,
        modality=Modality(first.modality).slug,
        title=session.title if session else "",
        adult=session.staff.person.name if session and session.staff else "",
        adult_id=session.staff.person_id if session and session.staff else None,
        aide=session.aide.person.name if session and session.aide else "",
        aide_id=session.aide.person_id if session and session.aide else None,
        room=first.room.name if first.room else "",
        students=tuple(s.student.person.name for s in students),
    )
