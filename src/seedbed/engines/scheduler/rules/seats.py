"""No session exceeds the seats of its room, staff, modality and lesson; all sit."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import (
    Fault,
    members,
    session_modality,
    session_title,
)
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import IntArray
from seedbed.lib.modalities import GROUPED, Modality
from seedbed.lib.text import count, listing

NAME = "seats"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return sessions that are too full, and students without a seat."""
    return [
        *_full_sessions(day, timetable),
        *_misplaced(day, timetable),
        *_full_fixed(day),
        *_individual_seats(day, timetable),
    ]


def constrain(day: Day, space: Space) -> None:
    """Limit a session to what its modality and lesson hold."""
    space.most = np.minimum(space.most, _lesson_seats(day))


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say how many students one session of this lesson may hold."""
    del student, block  # every rule is asked alike
    if day.lessons.modality[lesson] not in GROUPED:
        return ""
    most = int(_lesson_seats(day)[lesson])
    return f"{day.names.lessons[lesson]} holds at most {count(most, 'student')}."


def _lesson_seats(day: Day) -> IntArray:
    limits, lessons = day.limits, day.lessons
    by_modality = {
        Modality.LIVE: limits.live_max,
        Modality.TUTORING: limits.tutoring_max,
        Modality.PEER: limits.peer_max,
    }
    most = np.full(day.n_lessons, day.n_students, np.int64)
    for modality, seats in by_modality.items():
        most[lessons.modality == modality] = seats
    own = np.where(lessons.seats > 0, lessons.seats, most)
    return np.minimum(most, own)


def _full_sessions(day: Day, timetable: Timetable) -> list[Fault]:
    found = []
    most = _lesson_seats(day)
    for session in range(timetable.n_sessions):
        who = members(timetable, session)
        lesson, staff, room = (
            int(timetable.session_lesson[session]),
            int(timetable.session_staff[session]),
            int(timetable.session_room[session]),
        )
        seats = [(int(most[lesson]), "this kind of session")]
        if staff >= 0:
            seats.append((int(day.adults.max_seats[staff]), day.names.staff[staff]))
        if room >= 0:
            seats.append((int(day.rooms.seats[room]), day.names.rooms[room]))
        fewest, place = min(seats)
        if len(who) > fewest:
            found.append(
                Fault(
                    NAME,
                    f"{session_title(day, timetable, session)} has "
                    f"{count(len(who), 'student')}, but {place} has "
                    f"{count(fewest, 'seat')}.",
                    who,
                    int(timetable.session_block[session]),
                    session,
                )
            )
    return found


def _misplaced(day: Day, timetable: Timetable) -> list[Fault]:
    """Find students who cannot be where their session is."""
    found = []
    modality = session_modality(day, timetable)
    for session in np.flatnonzero(np.isin(modality, GROUPED)).tolist():
        block, room = (
            int(timetable.session_block[session]),
            int(timetable.session_room[session]),
        )
        who = np.array(members(timetable, session), np.int64)
        at_home = day.students.at_home[who, block]
        if room >= 0 and day.rooms.is_online[room]:
            continue
        lost = who[at_home] if room >= 0 else who[~at_home]
        if len(lost):
            names = listing([day.names.students[s] for s in lost])
            where = (
                f"at home and {day.names.rooms[room]} is not a video room"
                if room >= 0
                else "at the hub and the session has no room"
            )
            be = "is" if len(lost) == 1 else "are"
            found.append(
                Fault(
                    NAME,
                    f"{names} cannot sit in {session_title(day, timetable, session)}: "
                    f"{be} {where}.",
                    tuple(lost.tolist()),
                    block,
                    session,
                )
            )
    return found


def _full_fixed(day: Day) -> list[Fault]:
    found = []
    fixed = day.fixed
    here = day.students.fixed[day.students.fixed >= 0]
    n_seated = np.bincount(here, minlength=len(fixed.block))
    for index in np.flatnonzero(n_seated > fixed.seats).tolist():
        block = int(fixed.block[index])
        who = np.flatnonzero(day.students.fixed[:, block] == index)
        what = Modality(int(fixed.modality[index])).slug
        found.append(
            Fault(
                NAME,
                f"The {what} session in {day.names.blocks[block]} has "
                f"{count(int(n_seated[index]), 'student')} and "
                f"{count(int(fixed.seats[index]), 'seat')}.",
                tuple(who.tolist()),
                block,
            )
        )
    return found


def _individual_seats(day: Day, timetable: Timetable) -> list[Fault]:
    """Find blocks in which students at the hub outside sessions lack a seat.

    A unit without any room has nothing to count, so nothing is broken.
    """
    if not day.n_rooms:
        return []
    found = []
    alone = day.students.free & ~day.students.at_home & (timetable.seat < 0)
    for block in range(day.n_blocks):
        who = np.flatnonzero(alone[:, block])
        rooms = timetable.room[who, block]
        lost = who[rooms < 0]
        if len(lost):
            found.append(
                Fault(
                    NAME,
                    f"{count(len(lost), 'student')} at the hub "
                    f"{'has' if len(lost) == 1 else 'have'} no seat in "
                    f"{day.names.blocks[block]}.",
                    tuple(lost.tolist()),
                    block,
                )
            )
        found += _full_rooms(day, block, who, rooms)
    return found


def _full_rooms(day: Day, block: int, who: IntArray, rooms: IntArray) -> list[Fault]:
    n_seated = np.bincount(rooms[rooms >= 0], minlength=day.n_rooms)
    return [
        Fault(
            NAME,
            f"{day.names.rooms[room]} has {count(int(n_seated[room]), 'student')} and "
            f"{count(int(day.rooms.seats[room]), 'seat')} in "
            f"{day.names.blocks[block]}.",
            tuple(who[rooms == room].tolist()),
            block,
        )
        for room in np.flatnonzero(n_seated > day.rooms.seats).tolist()
    ]
