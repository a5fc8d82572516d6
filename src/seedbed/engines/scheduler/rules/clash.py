"""No adult and no room is in two places, or shared by two uses, in one block."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault, session_title
from seedbed.engines.scheduler.space import Space
from seedbed.lib.modalities import Modality
from seedbed.lib.text import listing

NAME = "clash"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return adults and rooms claimed twice in a block, and rooms not free."""
    return [
        *_adults_twice(day, timetable),
        *_rooms_twice(day, timetable),
        *_rooms_shared(day, timetable),
        *_rooms_closed(day, timetable),
    ]


def constrain(day: Day, space: Space) -> None:
    """Take adults and rooms of fixed sessions, and closed rooms, out of the day."""
    space.room_free &= day.rooms.free
    for index, block in enumerate(day.fixed.block.tolist()):
        if day.fixed.staff[index] >= 0:
            space.staff_free[day.fixed.staff[index], block] = False
        if day.fixed.room[index] >= 0:
            space.room_free[day.fixed.room[index], block] = False


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say that every room is closed or taken by fixed sessions, if so."""
    del lesson  # every rule is asked alike
    free = day.rooms.free[:, block].copy()
    taken = day.fixed.room[(day.fixed.block == block) & (day.fixed.room >= 0)]
    free[taken] = False
    if free.any() or not day.n_rooms or day.students.at_home[student, block]:
        return ""
    return f"No room is free in {day.names.blocks[block]}."


def _fixed_title(day: Day, index: int) -> str:
    modality = Modality(int(day.fixed.modality[index])).slug
    return f"the fixed {modality} session"


def _adults_twice(day: Day, timetable: Timetable) -> list[Fault]:
    claims: dict[tuple[int, int], list[str]] = defaultdict(list)
    for index, block in enumerate(day.fixed.block.tolist()):
        claims[int(day.fixed.staff[index]), block].append(_fixed_title(day, index))
    for session, block in enumerate(timetable.session_block.tolist()):
        title = session_title(day, timetable, session)
        for adult in (timetable.session_staff, timetable.session_aide):
            claims[int(adult[session]), block].append(title)
    return [
        Fault(
            NAME,
            f"{day.names.staff[adult]} is in {len(titles)} places in "
            f"{day.names.blocks[block]}: {listing(titles)}.",
            (),
            block,
        )
        for (adult, block), titles in claims.items()
        if adult >= 0 and len(titles) > 1
    ]


def _rooms_twice(day: Day, timetable: Timetable) -> list[Fault]:
    """Find rooms with two sessions; several check-ins may share a room."""
    claims: dict[tuple[int, int], list[str]] = defaultdict(list)
    for index, block in enumerate(day.fixed.block.tolist()):
        title = _fixed_title(day, index)
        room = int(day.fixed.room[index])
        is_check_in = day.fixed.modality[index] == Modality.MENTOR
        if not (is_check_in and title in claims[room, block]):
            claims[room, block].append(title)
    for session, block in enumerate(timetable.session_block.tolist()):
        room = int(timetable.session_room[session])
        claims[room, block].append(session_title(day, timetable, session))
    return [
        Fault(
            NAME,
            f"{day.names.rooms[room]} hosts {len(titles)} sessions in "
            f"{day.names.blocks[block]}: {listing(titles)}.",
            (),
            block,
        )
        for (room, block), titles in claims.items()
        if room >= 0 and len(titles) > 1
    ]


def _rooms_shared(day: Day, timetable: Timetable) -> list[Fault]:
    """Find rooms that host a session and students on their own work."""
    found = []
    hosts = set(
        zip(
            timetable.session_room.tolist(),
            timetable.session_block.tolist(),
            strict=True,
        )
    )
    hosts |= set(zip(day.fixed.room.tolist(), day.fixed.block.tolist(), strict=True))
    for room, block in sorted(host for host in hosts if host[0] >= 0):
        who = np.flatnonzero(timetable.room[:, block] == room)
        if len(who):
            names = listing([day.names.students[s] for s in who])
            found.append(
                Fault(
                    NAME,
                    f"{day.names.rooms[room]} hosts a session in "
                    f"{day.names.blocks[block]}, so {names} cannot work there.",
                    tuple(int(s) for s in who),
                    block,
                )
            )
    return found


def _rooms_closed(day: Day, timetable: Timetable) -> list[Fault]:
    used = {
        (int(room), int(block))
        for room, block in zip(
            timetable.session_room, timetable.session_block, strict=True
        )
    }
    who, block = np.nonzero(timetable.room >= 0)
    alone = np.unique(
        np.stack([timetable.room[who, block], block], axis=1), axis=0
    ).tolist()
    used |= {(room, block) for room, block in alone}
    return [
        Fault(
            NAME,
            f"{day.names.rooms[room]} is not free in {day.names.blocks[block]}.",
            (),
            block,
        )
        for room, block in sorted(used)
        if room >= 0 and not day.rooms.free[room, block]
    ]
