"""The adult or aide of a led session speaks the language a student needs."""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import (
    Fault,
    members,
    session_modality,
    session_title,
)
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import BoolArray
from seedbed.lib.modalities import ADULT_LED
from seedbed.lib.text import listing

NAME = "language"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return led sessions in which a student is not understood."""
    found = []
    led = np.flatnonzero(np.isin(session_modality(day, timetable), ADULT_LED))
    for session in led.tolist():
        block = int(timetable.session_block[session])
        adults = [timetable.session_staff[session], timetable.session_aide[session]]
        there = [w for w in adults if w >= 0]
        spoken: BoolArray = np.any(day.adults.speaks[there], axis=0)
        lost = [
            s
            for s in members(timetable, session)
            if day.students.language[s] >= 0 and not spoken[day.students.language[s]]
        ]
        if lost:
            names = listing([day.names.students[s] for s in lost])
            need = "needs" if len(lost) == 1 else "need"
            found.append(
                Fault(
                    NAME,
                    f"{names} {need} language support in "
                    f"{session_title(day, timetable, session)}, and no adult there "
                    "speaks it.",
                    tuple(lost),
                    block,
                    session,
                )
            )
    return found


def constrain(day: Day, space: Space) -> None:
    """Tell the solver which language each student needs in led sessions."""
    space.language = day.students.language.copy()


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Say that nobody free speaks the student's language, if so."""
    language = int(day.students.language[student])
    if language < 0 or day.lessons.modality[lesson] not in ADULT_LED:
        return ""
    if (day.adults.speaks[:, language] & day.adults.free[:, block]).any():
        return ""
    return (
        f"{day.names.students[student]} needs language support in led sessions, and "
        f"no adult free in {day.names.blocks[block]} speaks it."
    )
