"""Turns an ITC-2019 instance and solution into a sectioning problem, and back."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from seedbed.engines import sectioning
from seedbed.interop.itc2019 import Instance, Solution
from seedbed.lib.arrays import IntArray


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """A problem with the names behind its numbers."""

    problem: sectioning.Sectioning
    students: tuple[str, ...]
    classes: tuple[str, ...]


def numbered(instance: Instance, solution: Solution) -> Numbered:
    """Return the problem of reseating the students of a solution that fits."""
    offered = list(instance.classes.values())
    placed = [solution.placements[one.id] for one in offered]
    class_numbers = _numbers([one.id for one in offered])
    parts = _numbers([(one.course, one.config, one.subpart) for one in offered])
    configs = _numbers([part[:2] for part in parts])
    courses = _numbers(instance.courses)
    rooms = _numbers([place.room for place in placed if place.room is not None])
    wishes = [[courses[c] for c in w] for w in instance.students.values()]
    problem = sectioning.Sectioning(
        days=_ints(int(place.days, 2) for place in placed),
        weeks=_ints(int(place.weeks, 2) for place in placed),
        start=_ints(place.start for place in placed),
        length=_ints(
            one.lengths[place.days, place.start, place.weeks]
            for one, place in zip(offered, placed, strict=True)
        ),
        room=_ints(-1 if p.room is None else rooms[p.room] for p in placed),
        limit=_ints(
            sectioning.NO_LIMIT if one.limit is None else one.limit for one in offered
        ),
        parent=_ints(
            -1 if one.parent is None else class_numbers[one.parent] for one in offered
        ),
        part=_ints(parts[one.course, one.config, one.subpart] for one in offered),
        config=_ints(configs[part[:2]] for part in parts),
        course=_ints(courses[course] for course, _ in configs),
        travel=_travel(instance, rooms),
        wish_starts=_starts([len(row) for row in wishes]),
        wishes=_ints(course for row in wishes for course in row),
    )
    return Numbered(
        problem=problem, students=tuple(instance.students), classes=tuple(class_numbers)
    )


def seating_of(found: Numbered, solution: Solution) -> sectioning.Seating:
    """Return who attends what in a solution."""
    numbers = {student: s for s, student in enumerate(found.students)}
    attended: list[list[int]] = [[] for _ in found.students]
    for section, class_id in enumerate(found.classes):
        for student in solution.placements[class_id].students:
            attended[numbers[student]].append(section)
    return sectioning.Seating(
        starts=_starts([len(row) for row in attended]),
        sections=_ints(section for row in attended for section in row),
    )


def reseated(
    found: Numbered, solution: Solution, seating: sectioning.Seating
) -> Solution:
    """Return a solution with the same times and rooms and another seating."""
    attending: list[list[str]] = [[] for _ in found.classes]
    for s, student in enumerate(found.students):
        for section in seating.sections[seating.starts[s] : seating.starts[s + 1]]:
            attending[section].append(student)
    placements = {
        class_id: replace(solution.placements[class_id], students=tuple(students))
        for class_id, students in zip(found.classes, attending, strict=True)
    }
    return replace(solution, placements=placements)


def _travel(instance: Instance, rooms: dict[str, int]) -> IntArray:
    travel = np.zeros((len(rooms), len(rooms)), np.int64)
    for (one, other), slots in instance.travel.items():
        if one in rooms and other in rooms:
            travel[rooms[one], rooms[other]] = slots
    return travel


def _numbers(names: object) -> dict:  # type: ignore[type-arg]
    return {name: n for n, name in enumerate(dict.fromkeys(names))}  # type: ignore[call-overload]


def _ints(values: object) -> IntArray:
    return np.array(list(values), np.int64)  # type: ignore[call-overload]


def _starts(lengths: list[int]) -> IntArray:
    return np.append(0, np.cumsum(lengths)).astype(np.int64)
