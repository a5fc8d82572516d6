"""Rooms for own work exchanged so that pairs of students are apart, or together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.engines.scheduler.day import Day
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import BoolArray, IntArray

#: One pair that should be apart counts for more than all that should be together.
_APART, _TOGETHER = 10_000, 1


@dataclass
class Block:
    """Own work in one block: each student's room (-1), and what each needs there."""

    day: Day
    space: Space
    room: IntArray  # (S,)
    takes_device: BoolArray  # (S,)
    is_open: BoolArray  # (R,)

    def settle(self) -> None:
        """Move or exchange students while a pair that matters gains by it."""
        for s, v in [*self.space.apart.tolist(), *self.space.together.tolist()]:
            if min(self.room[s], self.room[v]) >= 0 and self._is_wrong():
                self._improve(s, v)

    def _is_wrong(self) -> bool:
        return self._faults() > 0

    def _faults(self) -> int:
        """Return how wrong the rooms are, pairs apart first."""
        room = self.room
        first, second = self.space.apart.T
        n_met = int(((room[first] == room[second]) & (room[first] >= 0)).sum())
        first, second = self.space.together.T
        alone = (room[first] >= 0) & (room[second] >= 0)
        n_split = int((alone & (room[first] != room[second])).sum())
        return _APART * n_met + _TOGETHER * n_split

    def _improve(self, s: int, v: int) -> None:
        """Take the first exchange of one of two students that helps."""
        before = self._faults()
        for u in (v, s):
            for r in np.flatnonzero(self.is_open).tolist():
                if r != self.room[u] and self._exchange(u, r, before):
                    return

    def _exchange(self, u: int, r: int, before: int) -> bool:
        """Move u to room r, in someone's place if need be; tell whether it helped."""
        old = int(self.room[u])
        for w in (-1, *np.flatnonzero(self.room == r).tolist()):
            self.room[u] = r
            if w >= 0:
                self.room[w] = old
            if self._holds(r) and self._holds(old) and self._faults() < before:
                return True
            self.room[u] = old
            if w >= 0:
                self.room[w] = r
        return False

    def _holds(self, r: int) -> bool:
        """Tell whether a room has the seats, devices and quiet for those in it."""
        who, rooms = self.room == r, self.day.rooms
        if who.sum() > rooms.seats[r]:
            return False
        if (who & self.takes_device).sum() > rooms.devices[r]:
            return False
        return bool(rooms.is_quiet[r] or not (who & self.space.needs_quiet).any())
