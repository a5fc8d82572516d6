"""Finds where one student could be in one block instead, and what that would break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from seedbed.apps.curriculum.cards import LessonRow
from seedbed.lib.arrays import IntArray
from seedbed.lib.modalities import Modality

from . import bridge
from .bridge import NONE
from .errors import NoPlaceError, UnknownSeatError
from .stored_day import StoredDay

if TYPE_CHECKING:
    from seedbed.engines.scheduler import Timetable


@dataclass(frozen=True, kw_only=True)
class Move:
    """One student, one block, and where they would go; positions of the engine.

    ``session`` is -1 for work outside a group, ``room`` -1 at home or in a session.
    """

    student: int
    block: int
    lesson: int
    session: int
    room: int


def position_of(day: StoredDay, student_id: int, block_ordinal: int) -> tuple[int, int]:
    """Return the positions of a student and of a block that can be filled.

    Raises
    ------
    UnknownSeatError
        If the student or block is not in the day, or the block is not free.
    """
    keys, frame = day.problem.keys, day.problem.material.frame
    block = next((b for b in frame.blocks if b.ordinal == block_ordinal), None)
    s = keys.students.get(student_id)
    if s is None:
        raise UnknownSeatError(f"No student of {frame.unit} has the id {student_id}.")
    b = keys.blocks.get(block.id) if block is not None else None
    if block is None or b is None:
        raise UnknownSeatError(f"Block {block_ordinal} places nobody in a lesson.")
    if not day.problem.day.students.free[s, b]:
        raise UnknownSeatError(f"{block.title} is a fixed session for this student.")
    return s, b


def lesson_position(day: StoredDay, lesson_id: int | None) -> int:
    """Return the position of a lesson, -1 for study.

    Raises
    ------
    UnknownSeatError
        If the lesson is not part of the day's problem.
    """
    if lesson_id is None:
        return NONE
    position = day.problem.keys.lessons.get(lesson_id)
    if position is None:
        raise UnknownSeatError(
            f"Lesson {lesson_id} is not among what students are ready for."
        )
    return position


def find_move(day: StoredDay, s: int, b: int, lesson: int) -> Move:
    """Return where a student would sit for a lesson in a block.

    Raises
    ------
    NoPlaceError
        If no group of the lesson meets then, or no room has a seat.
    """
    modality = _modality(day, lesson)
    if lesson != NONE and bridge.is_grouped(modality):
        session = _group(day, b, lesson)
        return Move(student=s, block=b, lesson=lesson, session=session, room=NONE)
    needs = lesson != NONE and bool(day.problem.day.lessons.needs_device[lesson])
    room = _seat_alone(day, s, b, needs_device=needs)
    return Move(student=s, block=b, lesson=lesson, session=NONE, room=room)


def _modality(day: StoredDay, lesson: int) -> int:
    if lesson == NONE:
        return Modality.STUDY
    return day.problem.material.lessons[lesson].modality


def _group(day: StoredDay, b: int, lesson: int) -> int:
    """Return the emptiest group of a lesson that meets in a block."""
    timetable = day.timetable
    meets = np.flatnonzero(
        (timetable.session_block == b) & (timetable.session_lesson == lesson)
    )
    sizes = {n: int((timetable.seat[:, b] == n).sum()) for n in meets.tolist()}
    if not sizes:
        title = day.problem.material.lessons[lesson].title
        raise NoPlaceError(
            f"No group of {title} meets at {day.problem.day.names.blocks[b]}."
        )
    return min(sizes, key=lambda n: (sizes[n], n))


def _seat_alone(day: StoredDay, s: int, b: int, *, needs_device: bool) -> int:
    """Return the room with most free seats for work outside a group, -1 at home."""
    problem, timetable = day.problem.day, day.timetable
    rooms = problem.rooms
    if problem.students.at_home[s, b] or not problem.n_rooms:
        return NONE
    here = timetable.room[:, b].copy()
    here[s] = NONE
    free = rooms.seats - _seated(here, problem.n_rooms)
    is_open = rooms.free[:, b] & (free > 0)
    is_open &= rooms.site == problem.students.site[s, b]
    hosts = timetable.session_room[timetable.session_block == b]
    is_open[hosts[hosts != NONE]] = False
    if problem.students.needs_quiet[s]:
        is_open &= rooms.is_quiet
    if needs_device:
        takes = np.append(problem.lessons.needs_device, False)[timetable.lesson[:, b]]
        is_open &= _seated(np.where(takes, here, NONE), problem.n_rooms) < rooms.devices
    if not is_open.any():
        raise NoPlaceError(
            f"No room has a seat for {problem.names.students[s]} at "
            f"{problem.names.blocks[b]}."
        )
    return int(np.where(is_open, free, NONE).argmax())


def _seated(rooms: IntArray, n_rooms: int) -> IntArray:
    """Return how many students each room seats; -1 is no room."""
    return np.bincount(rooms[rooms != NONE], minlength=n_rooms)


def moved(day: StoredDay, move: Move) -> Timetable:
    """Return the timetable with the move made."""
    return bridge.with_seat(
        day.timetable,
        student=move.student,
        block=move.block,
        seat=move.session,
        lesson=move.lesson,
        room=move.room,
    )


def new_faults(day: StoredDay, move: Move) -> list[tuple[str, str]]:
    """Return the rules that a move would break and that are kept now.

    The move itself counts as an adult's decision, so a lesson that nobody proposed is
    not refused for that.
    """
    before = {f.message for f in day.faults}
    return [
        (fault.rule, fault.message)
        for fault in bridge.verify(day.problem, moved(day, move))
        if fault.message not in before
        and fault.rule != "options"
        and not _is_own_lock(fault, day, move)
    ]


def _is_own_lock(fault: bridge.FoundFault, day: StoredDay, move: Move) -> bool:
    """Tell whether the fault is only that the same seat was decided before."""
    student = day.problem.material.people.students[move.student].id
    block = day.problem.material.frame.placed_blocks[move.block].id
    return (
        fault.rule == "locks"
        and fault.students == (student,)
        and fault.block_id == block
    )


def option_worth(day: StoredDay, s: int, lesson: int) -> tuple[float, float | None]:
    """Return the expected gain and success of a lesson for a student."""
    options = day.problem.day.options
    at = np.flatnonzero((options.student == s) & (options.lesson == lesson))
    if lesson == NONE or not len(at):
        return 0.0, None
    return float(options.gain[at[0]]), float(options.success[at[0]])


def lessons_of(day: StoredDay, s: int) -> list[tuple[int, LessonRow]]:
    """Return what a student could do, best first, with positions."""
    options = day.problem.day.options
    mine = np.flatnonzero(options.student == s)
    order = mine[np.argsort(-options.gain[mine], kind="stable")]
    return [
        (int(options.lesson[o]), day.problem.material.lessons[int(options.lesson[o])])
        for o in order
    ]
