"""From the numbers of a general solver to a timetable that can be verified."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from seedbed.engines.scheduler import Day, Timetable
from seedbed.lib.arrays import FloatArray, IntArray

from .day_program import LEADERLESS, DayProgram, kinds_of_adults

_HALF = 0.5


@dataclass
class _Plan:
    """A timetable in the making: session rows are block, lesson, staff, room."""

    seat: IntArray
    lesson: IntArray
    room: IntArray
    sessions: list[tuple[int, int, int, int]] = field(default_factory=list)


def to_timetable(day: Day, program: DayProgram, x: FloatArray) -> Timetable:
    """Return the plan that a solution of the program stands for.

    Students of a lesson are dealt out to its sessions, adults of a kind to theirs, and
    sessions to the smallest rooms that hold them; who works alone sits where most
    devices are.
    """
    shape = (day.n_students, day.n_blocks)
    plan = _Plan(np.full(shape, -1), np.full(shape, -1), np.full(shape, -1))
    chosen = np.flatnonzero(x[: program.n_seats] > _HALF)
    who = day.options.student[program.option[chosen]]
    what = day.options.lesson[program.option[chosen]]
    plan.lesson[who, program.seat_block[chosen]] = what
    n_held = np.rint(x[program.n_seats :]).astype(np.int64)
    for block in range(day.n_blocks):
        _hold_sessions(day, program, plan, block, n_held)
    _seat_the_others(day, plan)
    rows = np.array(plan.sessions, np.int64).reshape(-1, 4).T
    return Timetable(
        session_block=rows[0],
        session_lesson=rows[1],
        session_staff=rows[2],
        session_aide=np.full(rows.shape[1], -1),
        session_room=rows[3],
        seat=plan.seat,
        lesson=plan.lesson,
        room=plan.room,
    )


def _hold_sessions(
    day: Day, program: DayProgram, plan: _Plan, block: int, n_held: IntArray
) -> None:
    """Hold the sessions of one block."""
    kinds = kinds_of_adults(day)
    idle: dict[int, list[int]] = defaultdict(list)
    for adult in np.flatnonzero(day.adults.free[:, block]).tolist():
        idle[int(kinds.of[adult])].append(adult)
    commons = _commons(day)
    rooms = np.argsort(day.rooms.seats, kind="stable").tolist()
    rooms = [r for r in rooms if r != commons and day.rooms.free[r, block]]
    by_lesson: dict[int, list[int]] = defaultdict(list)
    for column in np.flatnonzero((program.block == block) & (n_held > 0)).tolist():
        by_lesson[int(program.lesson[column])] += [column] * int(n_held[column])
    for lesson, columns in by_lesson.items():
        left = np.flatnonzero(plan.lesson[:, block] == lesson).tolist()
        sizes = _sizes(program, columns, len(left))
        for column, size in zip(columns, sizes, strict=True):
            kind = int(program.kind[column])
            staff = idle[kind].pop() if kind != LEADERLESS else -1
            room = _room(day, rooms, size)
            members, left = left[:size], left[size:]
            plan.seat[members, block] = len(plan.sessions)
            plan.sessions.append((block, lesson, staff, room))


def _sizes(program: DayProgram, columns: list[int], n_students: int) -> list[int]:
    """Return how many students each session has: the least, then what it holds."""
    sizes = [int(program.least[column]) for column in columns]
    left = n_students - sum(sizes)
    for i, column in enumerate(columns):
        more = max(0, min(left, int(program.seats[column]) - sizes[i]))
        sizes[i] += more
        left -= more
    return sizes


def _room(day: Day, rooms: list[int], size: int) -> int:
    """Take the smallest of the rooms that holds so many; -1 where there is none."""
    for room in rooms:
        if day.rooms.seats[room] >= size:
            rooms.remove(room)
            return room
    return -1


def _commons(day: Day) -> int:
    """Return the room for own work: most devices, then most seats; -1 without rooms."""
    by_use = np.lexsort((day.rooms.seats, day.rooms.devices))
    return int(by_use[-1]) if day.n_rooms else -1


def _seat_the_others(day: Day, plan: _Plan) -> None:
    alone = day.students.free & ~day.students.at_home & (plan.seat < 0)
    plan.room[alone] = _commons(day)
