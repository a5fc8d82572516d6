"""A proven upper bound: the day summed over its blocks, as a linear program."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.baseline import narrowed
from seedbed.engines.scheduler.day import Day
from seedbed.engines.scheduler.linear import LinearProgram
from seedbed.engines.scheduler.space import UNLIMITED, Space
from seedbed.lib.arrays import BoolArray, FloatArray, IntArray
from seedbed.lib.modalities import GROUPED, Modality

_LEADERLESS = -1
#: How far a row may be broken before it is added.
_BROKEN = 1e-6


def upper_bound(day: Day) -> float:
    """Return a gain that no plan without faults can exceed.

    A relaxation: seats may be split, and only what holds summed over the blocks is
    asked - each student's free blocks, repeats of a skill, screens, the sessions that
    adults and rooms can hold, their least and most students, devices and licences, and
    that nobody has a lesson more often than it meets. It is valid whatever the rules
    left out, and whatever the solver's tolerances (see ``LinearProgram.maximum``).
    """
    space = narrowed(day)
    usable = np.flatnonzero(space.allowed.any(axis=1) & (space.gain > 0))
    if not len(usable):
        return 0.0
    relaxation = _Relaxation(day, space, usable)
    return relaxation.program.maximum(relaxation.missed)


class _Relaxation:
    """The linear program: full seats, repeated seats, sessions of adults and of peers.

    Columns: V seats that count in full, V seats that count as repeats, then sessions:
    one for each kind of adult and lesson they may lead, and one per peer lesson, each
    once with a room and once as a call. Where repeats count in full there are no seats
    of the second kind.
    """

    def __init__(self, day: Day, space: Space, usable: IntArray) -> None:
        self.day, self.space = day, space
        self.student, self.lesson = space.student[usable], space.lesson[usable]
        self.modality = day.lessons.modality[self.lesson]
        self.n = len(usable)
        self.has_repeats = day.limits.repeat_share < 1
        self.first_session = self.n * (1 + self.has_repeats)
        self.kinds, self.capacity = _kinds_of_adults(day, space)
        kind, led = np.nonzero(self.kinds)
        peers = np.unique(self.lesson[self.modality == Modality.PEER])
        has_takers = np.isin(led, self.lesson)
        self.leader = np.append(kind[has_takers], np.full(len(peers), _LEADERLESS))
        self.session_lesson = np.append(led[has_takers], peers)
        self.n_sessions = len(self.session_lesson)
        gain, times = space.gain[usable], float(space.lesson_most)
        gains, most = [gain], [np.full(self.n, times)]
        if self.has_repeats:
            gains.append(gain * day.limits.repeat_share)
            most.append(np.full(self.n, times))
        nothing = np.zeros(2 * self.n_sessions)
        gains.append(nothing)
        most.append(nothing + day.n_blocks * day.n_students)
        self.program = LinearProgram(np.concatenate(gains), np.concatenate(most))
        self.is_linked = ~np.isin(self.modality, GROUPED)
        self._limit_students()
        self._limit_groups()
        self._limit_adults_and_rooms()
        self._limit_devices()

    def _seats(self, chosen: BoolArray, rows: IntArray, value: float = 1.0) -> None:
        """Count chosen seats, full or repeated, in rows."""
        columns = np.flatnonzero(chosen)
        self.program.add(rows, columns, value)
        if self.has_repeats:
            self.program.add(rows, columns + self.n, value)

    def missed(self, solution: FloatArray) -> bool:
        """Add the rows that a solution breaks; return whether there were any.

        A student has a lesson at most as often as it meets, at the hub as often as it
        meets there. There is one such row for each seat of a group, and few of them
        matter: so they are added once they are broken.
        """
        seats = solution[: self.n].copy()
        if self.has_repeats:
            seats += solution[self.n : 2 * self.n]
        with_room, calls = np.split(solution[self.first_session :], 2)
        n_lessons = self.day.n_lessons
        met = np.bincount(self.session_lesson, with_room, n_lessons)[self.lesson]
        met_home = np.bincount(self.session_lesson, calls, n_lessons)[self.lesson]
        at_hub = _never_home(self.day)[self.student]
        most = met + np.where(at_hub, 0, met_home)
        broken = ~self.is_linked & (seats > most + _BROKEN)
        if not broken.any():
            return False
        self.is_linked |= broken
        self._link(np.flatnonzero(broken), at_hub)
        return True

    def _link(self, seats: IntArray, at_hub: BoolArray) -> None:
        chosen = np.zeros(self.n, bool)
        chosen[seats] = True
        rows = self.program.at_most(np.zeros(len(seats))) + np.arange(len(seats))
        self._seats(chosen, rows)
        order = np.argsort(self.session_lesson, kind="stable")
        lessons = self.session_lesson[order]
        first = np.searchsorted(lessons, self.lesson[seats], "left")
        n_each = np.searchsorted(lessons, self.lesson[seats], "right") - first
        row = np.repeat(rows, n_each)
        place = np.arange(len(row)) - np.repeat(np.cumsum(n_each) - n_each, n_each)
        session = order[np.repeat(first, n_each) + place]
        self.program.add(row, self.first_session + session, -1.0)
        may_call = np.repeat(~at_hub[seats], n_each)
        calls = self.first_session + self.n_sessions + session[may_call]
        self.program.add(row[may_call], calls, -1.0)

    def _limit_students(self) -> None:
        day, program = self.day, self.program
        everyone = np.ones(self.n, bool)
        free = day.students.free.sum(axis=1).astype(np.float64)
        self._seats(everyone, program.at_most(free) + self.student)
        pair = self.student * day.n_skills + day.lessons.skill[self.lesson]
        met, index = np.unique(pair, return_inverse=True)
        if self.has_repeats:
            # A lesson comes so often, full or repeated, and each skill in full once.
            times = np.full(self.n, float(self.space.lesson_most))
            self._seats(everyone, program.at_most(times) + np.arange(self.n))
            first = program.at_most(np.ones(len(met)))
            program.add(first + index, np.arange(self.n), 1.0)
        if self.space.skill_twice < UNLIMITED:
            limit = np.full(len(met), float(self.space.skill_twice))
            self._seats(everyone, program.at_most(limit) + index)
        if self.space.screen_minutes < UNLIMITED:
            online = self.modality == Modality.ONLINE
            first = program.at_most(_online_blocks(day, self.space.screen_minutes))
            self._seats(online, first + self.student[online])
        locked = np.bincount(
            np.array([s for s, _, _ in self.space.locked], np.int64),
            minlength=day.n_students,
        )
        for way in np.flatnonzero(self.space.way_most < UNLIMITED).tolist():
            chosen = self.modality == way
            most = (self.space.way_most[way] + locked).astype(np.float64)
            self._seats(chosen, program.at_most(most) + self.student[chosen])

    def _limit_groups(self) -> None:
        """Sessions have as many students as they hold and need, at the hub or not."""
        program = self.program
        grouped = np.isin(self.modality, GROUPED)
        lessons, index = np.unique(self.lesson[grouped], return_inverse=True)
        held = -self._session_seats()
        row_of = np.full(self.day.n_lessons, -1)
        row_of[lessons] = np.arange(len(lessons))
        own = row_of[self.session_lesson]
        with_room = self.first_session + np.arange(self.n_sessions)
        first = program.at_most(np.zeros(len(lessons)))
        self._seats(grouped, first + index)
        program.add(first + own, with_room, held)
        program.add(first + own, with_room + self.n_sessions, held)
        # One student is enough where an adult locked a seat.
        locked = [lesson for _, _, lesson in self.space.locked if lesson >= 0]
        least = self.space.least.astype(np.float64)
        least[locked] = 1.0
        first = program.at_most(np.zeros(len(lessons)))
        self._seats(grouped, first + index, -1.0)
        for columns in (with_room, with_room + self.n_sessions):
            program.add(first + own, columns, least[self.session_lesson])
        never_home = _never_home(self.day)
        hub = grouped & never_home[self.student]
        first = program.at_most(np.zeros(len(lessons)))
        self._seats(hub, first + row_of[self.lesson[hub]])
        program.add(first + own, with_room, held)

    def _session_seats(self) -> FloatArray:
        """Return the most students of each session column."""
        day, space = self.day, self.space
        most: IntArray = np.minimum(space.most[self.session_lesson], day.n_students)
        led = self.leader >= 0
        by_adult = np.array([seats for _, seats in self.capacity], np.int64)
        most[led] = np.minimum(most[led], by_adult[self.leader[led]])
        return most.astype(np.float64)

    def _limit_adults_and_rooms(self) -> None:
        day, program, n = self.day, self.program, self.n_sessions
        led = np.flatnonzero(self.leader >= 0)
        with_room = self.first_session + np.arange(n)
        blocks = np.array([n_blocks for n_blocks, _ in self.capacity], np.float64)
        first = program.at_most(blocks)
        program.add(first + self.leader[led], with_room[led], 1.0)
        program.add(first + self.leader[led], with_room[led] + n, 1.0)
        rooms = program.at_most(np.array([float(_open_rooms(day, self.space).sum())]))
        program.add(np.full(n, rooms), with_room, 1.0)
        if self.space.peer_groups < UNLIMITED:
            peers = np.flatnonzero(
                day.lessons.modality[self.session_lesson] == Modality.PEER
            )
            most = float(self.space.peer_groups * day.n_blocks)
            row = program.at_most(np.array([most]))
            for columns in (with_room, with_room + n):
                program.add(np.full(len(peers), row), columns[peers], 1.0)

    def _limit_devices(self) -> None:
        day, program = self.day, self.program
        if self.space.licences < UNLIMITED:
            online = self.modality == Modality.ONLINE
            n_blocks = int(day.students.free.any(axis=0).sum())
            row = program.at_most(np.array([float(self.space.licences * n_blocks)]))
            self._seats(online, np.full(int(online.sum()), row))
        if not day.n_rooms:
            return
        never_home = _never_home(day)
        taking = self.space.takes_device[self.lesson] & never_home[self.student]
        devices = np.minimum(day.rooms.devices, day.rooms.seats)
        total = float(devices @ _open_rooms(day, self.space).sum(axis=1))
        row = program.at_most(np.array([total]))
        self._seats(taking, np.full(int(taking.sum()), row))


def _kinds_of_adults(day: Day, space: Space) -> tuple[BoolArray, list[tuple[int, int]]]:
    """Group adults who may lead the same lessons: (G, L), and blocks and seats each."""
    to_fill = day.students.free.any(axis=0)
    blocks = np.minimum((space.staff_free & to_fill).sum(axis=1), space.staff_left)
    useful = (blocks > 0) & space.leads.any(axis=1)
    if not useful.any():
        return np.zeros((0, day.n_lessons), bool), []
    kinds, index = np.unique(space.leads[useful], axis=0, return_inverse=True)
    index = index.ravel()
    capacity = [
        (
            int(blocks[useful][index == kind].sum()),
            int(day.adults.max_seats[useful][index == kind].max()),
        )
        for kind in range(len(kinds))
    ]
    return kinds, capacity


def _never_home(day: Day) -> BoolArray:
    home: BoolArray = np.any(day.students.at_home, axis=1)
    return ~home


def _open_rooms(day: Day, space: Space) -> BoolArray:
    """Return (R, B): rooms open in blocks that the plan fills at the hub."""
    return space.room_free & (day.students.free & ~day.students.at_home).any(axis=0)


def _online_blocks(day: Day, most_minutes: int) -> FloatArray:
    """Return how many of each student's free blocks may be online, shortest first."""
    never = most_minutes + 1
    minutes = np.where(day.students.free, day.block_minutes[None, :], never)
    total = np.cumsum(np.sort(minutes, axis=1), axis=1)
    n_online: IntArray = np.sum(total <= most_minutes, axis=1)
    return n_online.astype(np.float64)
