"""What an adult decided for a student stays as decided."""

from __future__ import annotations

from collections import defaultdict

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault
from seedbed.engines.scheduler.rules import (
    approval,
    complete,
    extra_time,
    guard_band,
    lesson_once,
    not_twice_running,
    third_day,
)
from seedbed.engines.scheduler.space import Space

NAME = "locks"
#: Rules whose words, if any, are the reason why a lock could not be kept.
_HARD = (
    complete, lesson_once, not_twice_running, third_day, guard_band, approval,
    extra_time,
)  # fmt: skip


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return locks that contradict each other, and those that the plan breaks."""
    found = _contradictions(day)
    torn = {(fault.students[0], fault.block) for fault in found}
    for number, (s, b, lesson) in enumerate(day.locks.seats.tolist()):
        if timetable.lesson[s, b] == lesson or (s, b) in torn:
            continue
        message = (
            f"{_decided(day, number)} {_title(day, lesson)} for "
            f"{day.names.students[s]} in {day.names.blocks[b]}, and the plan has "
            f"{_title(day, int(timetable.lesson[s, b]))}.{_why(day, s, b, lesson)}"
        )
        found.append(Fault(NAME, message, (s,), b))
    return found


def constrain(day: Day, space: Space) -> None:
    """Hand the locks to the solver, which seats them first and never moves them."""
    space.locked = [(s, b, lesson) for s, b, lesson in day.locks.seats.tolist()]


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say what an adult decided for this block, if it is something else."""
    for number, (s, b, decided) in enumerate(day.locks.seats.tolist()):
        if (s, b) == (student, block) and decided != lesson:
            return (
                f"{_decided(day, number)} {_title(day, decided)} for "
                f"{day.names.students[student]} in {day.names.blocks[block]}."
            )
    return ""


def _contradictions(day: Day) -> list[Fault]:
    """Find blocks for which two adults, or one twice, decided different things."""
    by_block: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, (s, b, _) in enumerate(day.locks.seats.tolist()):
        by_block[s, b].append(number)
    found = []
    for (s, b), numbers in by_block.items():
        lessons = day.locks.seats[numbers, 2].tolist()
        for number, lesson in zip(numbers[1:], lessons[1:], strict=True):
            if lesson == lessons[0]:
                continue
            message = (
                f"{_decided(day, numbers[0])} {_title(day, lessons[0])} for "
                f"{day.names.students[s]} in {day.names.blocks[b]}, and "
                f"{_decided(day, number, in_sentence=True)} {_title(day, lesson)}: one "
                "of the two must go."
            )
            found.append(Fault(NAME, message, (s,), b))
    return found


def _decided(day: Day, number: int, *, in_sentence: bool = False) -> str:
    """Say who decided a lock, and when, as far as is known."""
    locks = day.locks
    who = "an adult" if in_sentence else "An adult"
    if locks.by:
        who = locks.by[number]
    return f"{who} ({locks.at[number]}) decided" if locks.at else f"{who} decided"


def _why(day: Day, student: int, block: int, lesson: int) -> str:
    """Say which rule keeps the student from the lesson, if one does."""
    if lesson < 0:
        return ""
    for rule in _HARD:
        words = rule.explain(day, student=student, lesson=lesson, block=block)
        if words:
            return f" {words}"
    return ""


def _title(day: Day, lesson: int) -> str:
    return day.names.lessons[lesson] if lesson >= 0 else "supervised study"
