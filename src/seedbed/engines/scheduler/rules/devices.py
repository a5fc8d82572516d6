"""Whoever works on a device at the hub has one, and online work has licences."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import BoolArray
from seedbed.lib.modalities import GROUPED, Modality
from seedbed.lib.text import count

NAME = "devices"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return rooms with too few devices, and blocks with too few licences."""
    found = _too_few_licences(day, timetable)
    if not day.n_rooms:
        return found
    students = day.students
    takes = np.append(_takes_device(day), False)[timetable.lesson]
    takes &= students.free & ~students.at_home
    room = np.where(
        timetable.seat >= 0,
        np.append(timetable.session_room, -1)[timetable.seat],
        timetable.room,
    )
    for block in range(day.n_blocks):
        here = takes[:, block] & (room[:, block] >= 0)
        n_users = np.bincount(room[here, block], minlength=day.n_rooms)
        for r in np.flatnonzero(n_users > day.rooms.devices).tolist():
            who = np.flatnonzero(here & (room[:, block] == r))
            has = count(int(day.rooms.devices[r]), "device")
            found.append(
                Fault(
                    NAME,
                    f"{day.names.rooms[r]} has {has} "
                    f"for {count(len(who), 'student')} in {day.names.blocks[block]}.",
                    tuple(who.tolist()),
                    block,
                )
            )
    return found


def constrain(day: Day, space: Space) -> None:
    """Tell the solver which lessons take a device, and how many may be online."""
    if day.limits.licences is not None:
        space.licences = day.limits.licences
    space.takes_device = _takes_device(day)


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say that no room has a device, if the lesson takes one."""
    if not _takes_device(day)[lesson] or day.students.at_home[student, block]:
        return ""
    if not day.n_rooms or day.rooms.devices[day.rooms.free[:, block]].any():
        return ""
    return (
        f"{day.names.lessons[lesson]} takes a device, and no room has one in "
        f"{day.names.blocks[block]}."
    )


def _too_few_licences(day: Day, timetable: Timetable) -> list[Fault]:
    most = day.limits.licences
    if most is None:
        return []
    online = np.append(day.lessons.modality == Modality.ONLINE, False)
    n_online = online[timetable.lesson].sum(axis=0)
    return [
        Fault(
            NAME,
            f"{count(int(n_online[block]), 'student')} work online in "
            f"{day.names.blocks[block]}, and there are {count(most, 'licence')}.",
            tuple(np.flatnonzero(online[timetable.lesson[:, block]]).tolist()),
            block,
        )
        for block in np.flatnonzero(n_online > most).tolist()
    ]


def _takes_device(day: Day) -> BoolArray:
    """Return (L,): online work always does; other lessons done alone may.

    A session brings its own: what its group needs is part of the lesson.
    """
    modality = day.lessons.modality
    alone = ~np.isin(modality, GROUPED)
    takes: BoolArray = (modality == Modality.ONLINE) | (
        day.lessons.needs_device & alone
    )
    return takes
