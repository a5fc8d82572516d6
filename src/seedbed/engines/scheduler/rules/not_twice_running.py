"""Never the same lesson on two consecutive school days."""

from __future__ import annotations

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault, pairs_in, seated
from seedbed.engines.scheduler.space import Space

NAME = "not_twice_running"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return seats in a lesson of the previous school day."""
    seats = seated(timetable)
    again = pairs_in(seats.student, seats.lesson, day.history.previous, day.n_lessons)
    return [
        Fault(NAME, explain(day, student=s, lesson=lesson, block=b), (s,), b)
        for s, b, lesson in seats.where(again)
    ]


def constrain(day: Day, space: Space) -> None:
    """Forbid the lessons of the previous school day."""
    history = day.history.previous
    again = pairs_in(space.student, space.lesson, history, day.n_lessons)
    space.allowed[again] = False


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say that the student had the lesson on the previous school day, if so."""
    if [student, lesson] not in day.history.previous.tolist():
        return ""
    return (
        f"{day.names.students[student]} had {day.names.lessons[lesson]} on the "
        f"previous school day ({day.names.blocks[block]})."
    )
