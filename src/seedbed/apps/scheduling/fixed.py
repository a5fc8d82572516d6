"""Sessions that stand before a day is planned: check-ins and electives."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from seedbed.lib.modalities import Modality

from .models import BlockKind
from .rows.frame import BlockRow, FrameRows, StaffRow
from .rows.people import PeopleRows, StudentRow

#: The most students in front of one adult, whatever the room; a larger caseload or
#: elective leaves the others in supervised study.
MOST_PER_ADULT = 30


@dataclass(frozen=True, kw_only=True)
class FixedRow:
    """One fixed session; ``students`` are positions in ``PeopleRows.students``."""

    block_id: int
    modality: Modality
    staff_id: int
    room_id: int | None
    seats: int
    title: str
    students: tuple[int, ...]


def fixed_sessions(frame: FrameRows, people: PeopleRows) -> tuple[FixedRow, ...]:
    """Return the day's fixed sessions, at most one per adult and block.

    An adult who is out is replaced by the substitute; without one the session does not
    meet and its students are free in that block.
    """
    found: list[FixedRow] = []
    for block in frame.placed_blocks:
        rows = _electives(frame, people, block)
        if block.kind == BlockKind.CHECK_IN:
            taken = {s for row in rows for s in row.students}
            leading = {row.staff_id for row in rows}
            rows += _check_ins(frame, people, block, taken, leading)
        found += rows
    return tuple(found)


def _leader(frame: FrameRows, staff_id: int | None, block: BlockRow) -> StaffRow | None:
    lead_id = frame.led_by(staff_id)
    lead = next((s for s in frame.staff if s.id == lead_id), None)
    return lead if lead is not None and lead.works(block) else None


def _electives(frame: FrameRows, people: PeopleRows, block: BlockRow) -> list[FixedRow]:
    seated: set[int] = set()
    busy: set[int] = set()
    rooms: set[int] = set()
    rows = []
    for offer in sorted(people.electives.values(), key=lambda e: e.id):
        if offer.block_id != block.id:
            continue
        lead = _leader(frame, offer.staff_id, block)
        if lead is None or lead.id in busy or offer.room_id in rooms:
            continue
        seats = min(offer.seats, MOST_PER_ADULT, *_room_seats(frame, offer.room_id))
        wanting = [
            n
            for n, s in enumerate(people.students)
            if offer.id in s.electives and n not in seated and not s.is_at_work(block)
        ]
        chosen = _without_pairs(people, wanting)[:seats]
        busy.add(lead.id)
        seated.update(chosen)
        if offer.room_id is not None:
            rooms.add(offer.room_id)
        rows.append(
            FixedRow(
                block_id=block.id,
                modality=Modality.ELECTIVE,
                staff_id=lead.id,
                room_id=offer.room_id,
                seats=seats,
                title=offer.title,
                students=tuple(chosen),
            )
        )
    return rows


def _without_pairs(people: PeopleRows, wanting: list[int]) -> list[int]:
    """Leave out whoever is kept apart from one who comes before them."""
    chosen: list[int] = []
    for n in wanting:
        if all((n, other) not in people.kept_apart for other in chosen):
            chosen.append(n)
    return chosen


def _room_seats(frame: FrameRows, room_id: int | None) -> tuple[int, ...]:
    return tuple(r.seats for r in frame.rooms if r.id == room_id)


def _check_ins(
    frame: FrameRows,
    people: PeopleRows,
    block: BlockRow,
    taken: set[int],
    leading: set[int],
) -> list[FixedRow]:
    by_lead: dict[int, list[int]] = defaultdict(list)
    for n, student in enumerate(people.students):
        lead = _leader(frame, student.mentor_id, block)
        if lead is None or n in taken or lead.id in leading:
            continue
        if student.is_at_work(block):
            continue
        group = by_lead[lead.id]
        is_apart = any((n, other) in people.kept_apart for other in group)
        if len(group) < MOST_PER_ADULT and not is_apart:
            by_lead[lead.id].append(n)
    rows = [
        FixedRow(
            block_id=block.id,
            modality=Modality.MENTOR,
            staff_id=lead_id,
            room_id=None,
            seats=len(students),
            title="Check-in",
            students=tuple(students),
        )
        for lead_id, students in sorted(by_lead.items())
    ]
    placed = taken.union(*(row.students for row in rows))
    everyone_fixed = len(placed) == len(people.students)
    return _with_rooms(frame, people.students, rows, keep_one=not everyone_fixed)


def _with_rooms(
    frame: FrameRows,
    students: tuple[StudentRow, ...],
    rows: list[FixedRow],
    *,
    keep_one: bool,
) -> list[FixedRow]:
    """Give the largest groups the largest rooms; those left meet where they are told.

    A group has a room at its site, and none where it comes from several. ``keep_one``
    leaves the largest room of each site for students who are in no check-in.
    """
    rooms = sorted(
        (r for r in frame.rooms if not r.is_online), key=lambda r: (-r.seats, r.id)
    )
    if keep_one:
        largest = {r.site: r.id for r in reversed(rooms)}
        rooms = [r for r in rooms if r.id != largest[r.site]]
    placed = {}
    at_hub = {
        row.staff_id: sum(not students[n].is_home for n in row.students) for row in rows
    }
    for row in sorted(rows, key=lambda r: (-at_hub[r.staff_id], r.staff_id)):
        sites = {students[n].site for n in row.students if not students[n].is_home}
        room = next((r for r in rooms if sites == {r.site}), None)
        if room is not None and at_hub[row.staff_id] <= room.seats:
            placed[row.staff_id] = room.id
            rooms.remove(room)
    return [replace(row, room_id=placed.get(row.staff_id)) for row in rows]
