"""Which rooms open for own work where each room in use needs a licensed adult."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day
from seedbed.engines.scheduler.space import UNLIMITED, Space
from seedbed.lib.arrays import BoolArray, IntArray


def spare_adults(space: Space) -> IntArray:
    """Return (B,): licensed adults who could look after a room before any session."""
    if space.supervisors is None or space.unstaffed is None:
        return np.full(space.staff_free.shape[1], UNLIMITED, np.int64)
    here: IntArray = space.staff_free[space.supervisors].sum(axis=0)
    return here - space.unstaffed


def room_order(day: Day, space: Space) -> IntArray:
    """Return rooms in the order in which they open for own work, the largest first.

    Where someone needs quiet, a quiet room is the first of its site. The sites take
    turns.
    """
    order = np.argsort(-day.rooms.seats, kind="stable")
    turn = np.zeros(day.n_rooms, np.int64)
    for site in range(len(space.travel_minutes)):
        here = order[space.room_site[order] == site]
        quiet = here[day.rooms.is_quiet[here]]
        is_there = (space.student_site == site).any(axis=1)
        if len(quiet) and (space.needs_quiet & is_there).any():
            here = np.append(quiet[0], here[here != quiet[0]])
        turn[here] = np.arange(len(here)) * len(space.travel_minutes) + site
    return np.argsort(turn, kind="stable")


def open_rooms(
    day: Day,
    space: Space,
    *,
    idle: BoolArray | None = None,
    spare: IntArray | None = None,
) -> BoolArray:
    """Return (R, B): rooms for own work, as many as licensed adults can look after.

    ``idle`` (R, B) are rooms without a session and ``spare`` (B,) licensed adults left;
    by default those of a day without sessions.
    """
    idle = space.room_free if idle is None else idle
    if space.supervisors is None:
        return idle
    spare = spare_adults(space) if spare is None else spare
    order = room_order(day, space)
    usable = (idle & (day.rooms.seats > 0)[:, None])[order]
    is_staffed = usable & (np.cumsum(usable, axis=0) <= spare)
    found = np.zeros_like(usable)
    found[order] = is_staffed
    return found
