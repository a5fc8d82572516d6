"""Rooms for students at the hub who work on their own: quiet, with a device, or any."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day
from seedbed.engines.scheduler.pairing import Block
from seedbed.engines.scheduler.space import Space
from seedbed.engines.scheduler.supervision import open_rooms
from seedbed.lib.arrays import BoolArray, IntArray


def place(
    day: Day,
    space: Space,
    *,
    lesson: IntArray,
    seat: IntArray,
    hosts: BoolArray,
    spare: IntArray | None = None,
) -> IntArray:
    """Return a room for everyone at the hub outside sessions, (S, B), -1 without.

    It is a room of their site. ``hosts`` (R, B) marks rooms with a session, and
    ``spare`` (B,) counts licensed adults left to look after a room, where each needs
    one. Quiet rooms go first to those who need one; devices to those whose lesson takes
    one; the other seats fill up in order. A student is left without a room only when
    every seat of a kind is taken. Pairs are kept apart or together last.
    """
    room = np.full(lesson.shape, -1, np.int64)
    if not day.n_rooms:
        return room
    takes = np.append(space.takes_device, False)[lesson]
    alone = day.students.free & ~day.students.at_home & (seat < 0)
    rooms = open_rooms(day, space, idle=space.room_free & ~hosts, spare=spare)
    for block, site in np.ndindex(day.n_blocks, day.n_sites):
        here = alone[:, block] & (space.student_site[:, block] == site)
        is_open = rooms[:, block] & (space.room_site == site)
        _place_at_site(day, space, room[:, block], here, takes[:, block], is_open)
    return room


def _place_at_site(
    day: Day,
    space: Space,
    room: IntArray,
    here: BoolArray,
    takes: BoolArray,
    is_open: BoolArray,
) -> None:
    """Give the students of one site rooms in one block."""
    desk = _Desks(day, is_open)
    for quiet, device in ((True, True), (False, True), (True, False)):
        who = here & (space.needs_quiet == quiet) & (takes == device)
        desk.seat(room, np.flatnonzero(who), quiet, device)
    who = here & ~space.needs_quiet & ~takes
    desk.seat(room, np.flatnonzero(who), quiet=False, device=False)
    if len(space.apart) or len(space.together):
        own = np.where(here, room, -1)
        Block(day, space, own, takes, is_open).settle()
        room[here] = own[here]


class _Desks:
    """Seats and devices left in the rooms of one block."""

    def __init__(self, day: Day, is_open: BoolArray) -> None:
        self.seats = np.where(is_open, day.rooms.seats, 0)
        self.devices = np.where(is_open, day.rooms.devices, 0)
        self.is_quiet = day.rooms.is_quiet

    def seat(self, room: IntArray, who: IntArray, quiet: bool, device: bool) -> None:
        """Give students the next rooms; those who need no quiet use other rooms first.

        Rooms without devices fill first with work that takes none.
        """
        order = np.lexsort((self.devices * (not device), self.is_quiet * (not quiet)))
        done = 0
        for r in order.tolist():
            if quiet and not self.is_quiet[r]:
                continue
            left = min(self.seats[r], self.devices[r]) if device else self.seats[r]
            taken = who[done : done + int(left)]
            room[taken] = r
            self.seats[r] -= len(taken)
            self.devices[r] -= len(taken) * device
            done += len(taken)
