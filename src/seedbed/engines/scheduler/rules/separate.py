"""Two students whom an adult keeps apart never share a session, or a room."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault, session_title
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import IntArray
from seedbed.lib.modalities import Modality
from seedbed.lib.text import listing

NAME = "separate"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return blocks in which a pair shares a session, fixed or planned, or a room."""
    found = []
    for number, (s, v) in enumerate(day.pairs.apart.tolist()):
        for b in range(day.n_blocks):
            where = _shared(day, timetable, s, v, b)
            if where:
                message = f"{_title(day, number)}, and both are in {where}."
                found.append(Fault(NAME, message, (s, v), b))
    return found


def constrain(day: Day, space: Space) -> None:
    """Hand the pairs to the solver, with the rooms that keep all of them apart."""
    space.apart = day.pairs.apart
    space.apart_rooms = _n_rooms(day.pairs.apart)


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Name those from whom the student is kept apart."""
    del lesson, block  # every rule is asked alike
    pairs = day.pairs.apart
    others = sorted({*pairs[pairs[:, 0] == student, 1].tolist()}
                    | {*pairs[pairs[:, 1] == student, 0].tolist()})  # fmt: skip
    if not others:
        return ""
    names = listing([day.names.students[v] for v in others])
    return f"{day.names.students[student]} is kept apart from {names}."


def _title(day: Day, number: int) -> str:
    s, v = day.pairs.apart[number].tolist()
    by = day.pairs.apart_by
    asked = f" ({by[number]} asked)" if by else ""
    return f"{day.names.students[s]} and {day.names.students[v]} are kept apart{asked}"


def _shared(day: Day, timetable: Timetable, s: int, v: int, b: int) -> str:
    """Say what two students share in a block, or nothing."""
    fixed, seat = day.students.fixed[[s, v], b], timetable.seat[[s, v], b]
    if fixed[0] == fixed[1] >= 0:
        way = Modality(int(day.fixed.modality[fixed[0]])).slug
        return f"the fixed {way} session in {day.names.blocks[b]}"
    if seat[0] == seat[1] >= 0:
        return session_title(day, timetable, int(seat[0]))
    room = timetable.room[[s, v], b]
    if room[0] == room[1] >= 0:
        return f"{day.names.rooms[room[0]]} in {day.names.blocks[b]}"
    return ""


def _n_rooms(pairs: IntArray) -> int:
    """Return how many rooms keep everyone apart who should be; 0 without a pair."""
    colour: dict[int, int] = {}
    for s in np.unique(pairs).tolist():
        others = {*pairs[pairs[:, 0] == s, 1].tolist()}
        others |= {*pairs[pairs[:, 1] == s, 0].tolist()}
        taken = {colour.get(v, -1) for v in others}
        colour[s] = next(n for n in range(len(taken) + 1) if n not in taken)
    return 1 + max(colour.values(), default=-1)
