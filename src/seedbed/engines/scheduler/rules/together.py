"""Two students whom an adult keeps together are led in a skill together, or not both.

On their own at the hub they share a room, unless a right to quiet or devices or their
sites part them.
"""

from __future__ import annotations

import numpy as np

from seedbed.engines.scheduler.day import Day, Timetable
from seedbed.engines.scheduler.faults import Fault, session_title
from seedbed.engines.scheduler.space import Space
from seedbed.lib.arrays import BoolArray, IntArray
from seedbed.lib.modalities import LED, Modality
from seedbed.lib.text import listing

NAME = "together"


def faults(day: Day, timetable: Timetable) -> list[Fault]:
    """Return pairs led in one skill apart, apart in rooms, or asked both ways."""
    found = []
    for number, (s, v) in enumerate(day.pairs.together.tolist()):
        found += _contradictions(day, number)
        found += _led_apart(day, timetable, number, (s, v))
        found += _rooms_apart(day, timetable, number, (s, v))
    return found


def constrain(day: Day, space: Space) -> None:
    """Hand the pairs to the solver."""
    space.together = day.pairs.together


def explain(day: Day, *, student: int, lesson: int, block: int) -> str:
    """Name those with whom the student is led in the lesson's skill, if by an adult."""
    del block  # every rule is asked alike
    if day.lessons.modality[lesson] not in LED:
        return ""
    pairs = day.pairs.together
    others = sorted({*pairs[pairs[:, 0] == student, 1].tolist()}
                    | {*pairs[pairs[:, 1] == student, 0].tolist()})  # fmt: skip
    if not others:
        return ""
    names = listing([day.names.students[v] for v in others])
    skill = day.names.skills[int(day.lessons.skill[lesson])]
    return f"{day.names.students[student]} has {skill} with an adult beside {names}."


def _title(day: Day, number: int) -> str:
    s, v = day.pairs.together[number].tolist()
    by = day.pairs.together_by
    asked = f" ({by[number]} asked)" if by else ""
    first, second = day.names.students[s], day.names.students[v]
    return f"{first} and {second} are kept together{asked}"


def _contradictions(day: Day, number: int) -> list[Fault]:
    """Find a pair that is to be kept apart too, and say who asked."""
    pair = sorted(day.pairs.together[number].tolist())
    by = day.pairs.apart_by
    found = []
    for n, other in enumerate(day.pairs.apart.tolist()):
        if sorted(other) == pair:
            asked = f" ({by[n]} asked)" if by else ""
            message = f"{_title(day, number)} and apart{asked}: one of the two must go."
            found.append(Fault(NAME, message, tuple(pair)))
    return found


def _led_apart(
    day: Day, timetable: Timetable, number: int, pair: tuple[int, int]
) -> list[Fault]:
    """Find skills in which an adult leads both, in different sessions."""
    first, second = (_led(day, timetable, s) for s in pair)
    found = []
    for skill in np.intersect1d(list(first), list(second)).astype(int).tolist():
        if first[skill] != second[skill]:
            alone = min(first[skill] ^ second[skill])
            title = session_title(day, timetable, alone)
            message = f"{_title(day, number)}, and only one of them sits in {title}."
            block = int(timetable.session_block[alone])
            found.append(Fault(NAME, message, pair, block, alone))
    return found


def _led(day: Day, timetable: Timetable, student: int) -> dict[int, set[int]]:
    """Return the sessions in which an adult leads a student, by skill."""
    seats = timetable.seat[student]
    found: dict[int, set[int]] = {}
    for session in seats[seats >= 0].tolist():
        lesson = int(timetable.session_lesson[session])
        if day.lessons.modality[lesson] in LED:
            found.setdefault(int(day.lessons.skill[lesson]), set()).add(session)
    return found


def _rooms_apart(
    day: Day, timetable: Timetable, number: int, pair: tuple[int, int]
) -> list[Fault]:
    s, v = pair
    if _is_parted(day, pair):
        return []
    rooms: IntArray = timetable.room[list(pair)]
    needs = np.append(_takes_device(day), False)
    both = needs[timetable.lesson[s]] & needs[timetable.lesson[v]]
    apart = (rooms >= 0).all(axis=0) & (rooms[0] != rooms[1]) & ~both
    apart &= day.students.site[s] == day.students.site[v]
    return [
        Fault(
            NAME,
            f"{_title(day, number)}, and in {day.names.blocks[b]} one works in "
            f"{day.names.rooms[rooms[0, b]]}, the other in "
            f"{day.names.rooms[rooms[1, b]]}.",
            pair,
            b,
        )
        for b in np.flatnonzero(apart).tolist()
    ]


def _is_parted(day: Day, pair: tuple[int, int]) -> bool:
    """Tell whether a right to quiet, or another adult, keeps the two apart."""
    quiet = day.students.needs_quiet[list(pair)]
    apart = {tuple(sorted(other)) for other in day.pairs.apart.tolist()}
    return bool(quiet[0] != quiet[1]) or tuple(sorted(pair)) in apart


def _takes_device(day: Day) -> BoolArray:
    online = day.lessons.modality == Modality.ONLINE
    takes: BoolArray = day.lessons.needs_device | online
    return takes
