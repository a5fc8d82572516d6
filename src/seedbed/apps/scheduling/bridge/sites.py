"""Turns the words for sites in rows into the engine's numbers."""

from __future__ import annotations

import numpy as np

from seedbed.apps.scheduling.problem import Material
from seedbed.lib.arrays import IntArray


class Sites:
    """A unit's sites in the order in which its rooms name them, then its students.

    A site that no room is at has no seats: the check then names who is there.
    """

    def __init__(self, material: Material) -> None:
        self._rooms = [room.site for room in material.frame.rooms]
        self._students = [student.site for student in material.people.students]
        words = dict.fromkeys([*self._rooms, *self._students])
        self._number = {word: n for n, word in enumerate(words)}
        self._minutes = int(material.limits["travel_minutes"] or 0)

    def of_rooms(self) -> IntArray:
        """Return (R,): the site of each room."""
        return np.array([self._number[word] for word in self._rooms], np.int64)

    def of_students(self, n_blocks: int) -> IntArray:
        """Return (S, B): the site where each student is when at the hub."""
        own = np.array([self._number[word] for word in self._students], np.int64)
        return np.repeat(own[:, None], n_blocks, axis=1)

    def travel_minutes(self) -> IntArray:
        """Return (Z, Z): the unit's minutes from each site to each other one."""
        n = max(1, len(self._number))
        return np.where(np.eye(n, dtype=bool), 0, self._minutes).astype(np.int64)
