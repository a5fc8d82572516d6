"""Adults lead only what they may teach, when they are free."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault, session_title
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import BoolArray
from seedbed.lib.modalities import LED, Modality

NAME = "qualified"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return sessions without an adult, or with one who may not lead them."""
    found = []
    may_lead = _may_lead(day)
    for session in range(timetable.n_sessions):
        lesson, staff, block = (
            int(timetable.session_lesson[session]),
            int(timetable.session_staff[session]),
            int(timetable.session_block[session]),
        )
        title = session_title(day, timetable, session)
        is_led = day.lessons.modality[lesson] in LED
        if staff < 0:
            message = f"{title} has no adult." if is_led else ""
        elif not day.adults.free[staff, block]:
            message = f"{day.names.staff[staff]} is not free to lead {title}."
        elif is_led and not may_lead[staff, lesson]:
            skill = day.names.skills[int(day.lessons.skill[lesson])]
            message = (
                f"{day.names.staff[staff]} leads {title} and is not qualified for "
                f"{skill}."
            )
        else:
            message = ""
        if message:
            found.append(Fault(NAME, message, (), block, session))
    return found


def constrain(day: Day, space: Space) -> None:
    """Let adults lead what they are qualified for, when they are free."""
    space.leads &= _may_lead(day)
    space.staff_free &= day.adults.free


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say that nobody qualified is free, if so."""
    del student  # every rule is asked alike
    if day.lessons.modality[lesson] not in LED:
        return ""
    if (_may_lead(day)[:, lesson] & day.adults.free[:, block]).any():
        return ""
    return (
        f"No adult who may lead {day.names.lessons[lesson]} is free in "
        f"{day.names.blocks[block]}."
    )


def _may_lead(day: Day) -> BoolArray:
    """Return (W, L): live lessons of skills taught, tutoring where one also tutors."""
    teaches = day.adults.teaches[:, day.lessons.skill]
    modality = day.lessons.modality
    tutoring = teaches & day.adults.tutors[:, None]
    led = np.where(modality == Modality.TUTORING, tutoring, teaches)
    return led & np.isin(modality, LED)
