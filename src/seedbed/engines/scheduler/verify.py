"""The independent check of a plan: every rule, no solver."""

from __future__ import annotations

from seedbed.engines.scheduler.checks import check_index, check_shape
from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault
from seedbed.engines.scheduler.rules import RULES


def verify(day: Day, timetable: Timetable) -> list[Fault]:
    """Return every broken rule of a plan; an empty list means it may be published.

    Shares no code with the solver: it reads the day and the timetable, nothing else.

    Raises
    ------
    ValueError
        If an array of the timetable has the wrong shape or points outside its axis.
    """
    check_timetable(day, timetable)
    return [fault for rule in RULES.values() for fault in rule.faults(day, timetable)]


def check_timetable(day: Day, timetable: Timetable) -> None:
    """Refuse a timetable that does not belong to the day."""
    n = timetable.n_sessions
    axes = {
        "session_block": (day.n_blocks, False),
        "session_lesson": (day.n_lessons, False),
        "session_staff": (day.n_adults, True),
        "session_aide": (day.n_adults, True),
        "session_room": (day.n_rooms, True),
    }
    for name, (length, may_be_none) in axes.items():
        array = getattr(timetable, name)
        check_shape(f"timetable.{name}", array, (n,), "i")
        check_index(f"timetable.{name}", array, length, none=may_be_none)
    for name, length in (
        ("seat", n),
        ("lesson", day.n_lessons),
        ("room", day.n_rooms),
    ):
        array = getattr(timetable, name)
        shape = (day.n_students, day.n_blocks)
        check_shape(f"timetable.{name}", array, shape, "i")
        check_index(f"timetable.{name}", array, length, none=True)
