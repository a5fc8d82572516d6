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

    Where someone needs quiet, a quiet room is the very first.
    """
    order = np.argsort(-day.rooms.seats, kind="stable")
    quiet = order[day.rooms.is_quiet[order]]
    if not len(quiet) or not space.needs_quiet.any():
        return order
    return np.append(quiet[0], order[order != quiet[0]])


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
