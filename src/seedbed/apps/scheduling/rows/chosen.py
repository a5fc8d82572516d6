"""Lays what students chose over the rows of a date: electives, pace, place, work.

An approved way stands above the arrangement that adults set; a seat that a round gave
stands beside the electives that adults set up.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from seedbed.apps.choices import queries as choices
from seedbed.apps.choices.cards import ChosenDay, ElectiveMeeting, StudentWays

from .frame import BlockRow, FrameRows
from .people import ElectiveRow, PeopleRows, StudentRow


def with_choices(frame: FrameRows, people: PeopleRows) -> PeopleRows:
    """Return the people with what they chose for the date. At most four queries."""
    return with_chosen(frame, people, choices.chosen_day(frame.unit_id, frame.on))


def with_chosen(frame: FrameRows, people: PeopleRows, day: ChosenDay) -> PeopleRows:
    """Return the people with a day's chosen electives and approved ways. No queries."""
    electives = dict(people.electives)
    chosen: dict[int, list[int]] = defaultdict(list)
    for offer, student_ids in _offers(frame, day.meetings):
        electives[offer.id] = offer
        for student_id in student_ids:
            chosen[student_id].append(offer.id)
    return replace(
        people,
        electives=electives,
        students=tuple(
            _student(s, day.ways.get(s.id), chosen.get(s.id, []))
            for s in people.students
        ),
    )


def _student(
    student: StudentRow, ways: StudentWays | None, chosen: list[int]
) -> StudentRow:
    found = replace(student, electives=(*student.electives, *chosen))
    if ways is None:
        return found
    return replace(
        found,
        place=ways.place or student.place,
        pace=ways.pace or student.pace,
        subject_paces=ways.subject_paces,
        subject_places=ways.subject_places,
        work=ways.work,
    )


def _offers(
    frame: FrameRows, meetings: tuple[ElectiveMeeting, ...]
) -> list[tuple[ElectiveRow, tuple[int, ...]]]:
    """Return an elective for each block that a meeting touches, and who has a seat."""
    rooms = {room.name.casefold(): room.id for room in frame.rooms}
    touched = [
        (meeting, block)
        for meeting in meetings
        for block in frame.placed_blocks
        if _touches(meeting, block)
    ]
    return [
        (
            ElectiveRow(
                # Electives of adults have their row ids, which are positive.
                id=-n,
                title=meeting.title,
                block_id=block.id,
                staff_id=meeting.adult_id,
                room_id=rooms.get(meeting.room.casefold()),
                seats=meeting.seats,
            ),
            meeting.student_ids,
        )
        for n, (meeting, block) in enumerate(touched, start=1)
    ]


def _touches(meeting: ElectiveMeeting, block: BlockRow) -> bool:
    return meeting.starts < block.starts + block.minutes and block.starts < meeting.ends
