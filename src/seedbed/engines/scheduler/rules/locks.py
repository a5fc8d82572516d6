"""What an adult decided for a student stays as decided."""

from __future__ import annotations

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault
from seedbed.engines.scheduler.space import Space

NAME = "locks"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return locks that the plan does not keep."""
    return [
        Fault(
            NAME,
            f"An adult decided {_title(day, lesson)} for {day.names.students[s]} in "
            f"{day.names.blocks[b]}, and the plan has "
            f"{_title(day, int(timetable.lesson[s, b]))}.",
            (s,),
            b,
        )
        for s, b, lesson in day.locks.seats.tolist()
        if timetable.lesson[s, b] != lesson
    ]


def constrain(day: Day, space: Space) -> None:
    """Hand the locks to the solver, which seats them first and never moves them."""
    space.locked = [(s, b, lesson) for s, b, lesson in day.locks.seats.tolist()]


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say what an adult decided for this block, if it is something else."""
    for s, b, decided in day.locks.seats.tolist():
        if (s, b) == (student, block) and decided != lesson:
            return (
                f"An adult decided {_title(day, decided)} for "
                f"{day.names.students[student]} in {day.names.blocks[block]}."
            )
    return ""


def _title(day: Day, lesson: int) -> str:
    return day.names.lessons[lesson] if lesson >= 0 else "supervised study"
