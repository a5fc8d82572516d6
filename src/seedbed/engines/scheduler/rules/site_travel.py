"""Students sit at the site where they are, and adults have time to go between two.

Who leads by video, or in a call, is bound to no site; whoever sits at the hub is, even
in a video room: they would have no seat anywhere else. Whoever leads, aids or has a
fixed session is not on the way meanwhile. Off where one site is all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault, members, session_title
from seedbed.engines.scheduler.space import ANYWHERE, NOT_THERE, Space
from seedbed.lib.arrays import IntArray
from seedbed.lib.modalities import GROUPED
from seedbed.lib.text import count, listing

NAME = "site_travel"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return students at another site than their room, and adults without time to go.

    Where an adult has two fixed sessions too far apart, that is the unit's doing: a
    fault is only what the plan adds.
    """
    if day.n_sites < 2:
        return []
    return [
        *_sessions_elsewhere(day, timetable),
        *_desks_elsewhere(day, timetable),
        *_too_far(day, timetable),
    ]


def constrain(day: Day, space: Space) -> None:
    """Tell the solver who and what is where, and how far the sites are apart."""
    if day.n_sites < 2:
        return
    space.student_site, space.room_site = day.students.site, day.rooms.site
    space.travel_minutes = day.rooms.travel_minutes
    space.fixed_site = _in_fixed(day)


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say that no room is open at the student's site, if the lesson needs one there."""
    rooms = day.rooms
    grouped = day.lessons.modality[lesson] in GROUPED
    if day.n_sites < 2 or not grouped or day.students.at_home[student, block]:
        return ""
    near = rooms.site == day.students.site[student, block]
    if (near & rooms.free[:, block]).any():
        return ""
    return (
        f"No room is open at the site where {day.names.students[student]} is in "
        f"{day.names.blocks[block]}."
    )


def _is_bound(day: Day) -> IntArray:
    """Return (R + 1,): the site to which a room binds its adults; last, no room."""
    return np.append(np.where(day.rooms.is_online, ANYWHERE, day.rooms.site), ANYWHERE)


def _sessions_elsewhere(day: Day, timetable: Timetable) -> Iterator[Fault]:
    """Find students at the hub in sessions of another site."""
    site = np.append(day.rooms.site, ANYWHERE)[timetable.session_room]
    for session in np.flatnonzero(site != ANYWHERE).tolist():
        block = int(timetable.session_block[session])
        who = np.array(members(timetable, session), np.int64)
        lost = who[~day.students.at_home[who, block]]
        lost = lost[day.students.site[lost, block] != site[session]]
        if len(lost):
            names = listing([day.names.students[s] for s in lost])
            be = "is" if len(lost) == 1 else "are"
            yield Fault(
                NAME,
                f"{names} {be} at another site than "
                f"{day.names.rooms[timetable.session_room[session]]}, the room of "
                f"{session_title(day, timetable, session)}.",
                tuple(lost.tolist()),
                block,
                session,
            )


def _desks_elsewhere(day: Day, timetable: Timetable) -> Iterator[Fault]:
    """Find students at the hub whose own work has a room at another site."""
    site = np.append(day.rooms.site, ANYWHERE)[timetable.room]
    alone = day.students.free & ~day.students.at_home & (timetable.room >= 0)
    for s, b in np.argwhere(alone & (site != day.students.site)).tolist():
        yield Fault(
            NAME,
            f"{day.names.students[s]} is at another site than "
            f"{day.names.rooms[timetable.room[s, b]]} in {day.names.blocks[b]}.",
            (s,),
            b,
        )


@dataclass(frozen=True)
class _Stop:
    """One session of an adult; ``place`` is a site or ``ANYWHERE``."""

    starts: int
    ends: int
    block: int
    place: int
    is_planned: bool


def _too_far(day: Day, timetable: Timetable) -> Iterator[Fault]:
    """Find pairs of an adult's sessions with too little time for the way between."""
    bound, fixed = _is_bound(day)[timetable.session_room], _in_fixed(day)
    for w in range(day.n_adults):
        stops = [
            _stop(day, b, int(fixed[w, b]), is_planned=False)
            for b in np.flatnonzero(fixed[w] != NOT_THERE).tolist()
        ]
        is_own = (timetable.session_staff == w) | (timetable.session_aide == w)
        stops += [
            _stop(day, int(timetable.session_block[n]), int(bound[n]), is_planned=True)
            for n in np.flatnonzero(is_own).tolist()
        ]
        stops.sort(key=lambda stop: stop.starts)
        yield from _long_ways(day, w, stops)


def _stop(day: Day, block: int, place: int, *, is_planned: bool) -> _Stop:
    starts = int(day.block_starts[block])
    ends = starts + int(day.block_minutes[block])
    return _Stop(starts, ends, block, place, is_planned)


def _long_ways(day: Day, adult: int, stops: list[_Stop]) -> Iterator[Fault]:
    for i, first in enumerate(stops):
        for k in range(i + 1, len(stops)):
            last, between = stops[k], stops[i + 1 : k]
            if ANYWHERE in (first.place, last.place) or first.place == last.place:
                continue
            if not any(stop.is_planned for stop in stops[i : k + 1]):
                continue
            needed = int(day.rooms.travel_minutes[first.place, last.place])
            taken = sum(stop.ends - stop.starts for stop in between)
            free = last.starts - first.ends - taken
            if free < needed:
                yield Fault(
                    NAME,
                    f"{day.names.staff[adult]} is at one site in "
                    f"{day.names.blocks[first.block]} and at another in "
                    f"{day.names.blocks[last.block]}: the way takes "
                    f"{count(needed, 'minute')}, and "
                    f"{count(max(0, free), 'minute')} "
                    f"{'is' if free == 1 else 'are'} free for it.",
                    (),
                    last.block,
                )


def _in_fixed(day: Day) -> IntArray:
    """Return (W, B): the place of each adult's fixed session, or ``NOT_THERE``."""
    places = np.full((day.n_adults, day.n_blocks), NOT_THERE, np.int64)
    bound, fixed = _is_bound(day)[day.fixed.room], day.fixed
    for n in np.flatnonzero(fixed.staff >= 0).tolist():
        at = (fixed.staff[n], fixed.block[n])
        places[at] = max(places[at], bound[n])
    return places
