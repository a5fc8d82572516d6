"""Says whether a solution belongs to an instance and seats its students rightly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from .errors import (
    IncompleteStudentError,
    Itc2019Error,
    MismatchError,
    OverLimitError,
    UnknownReferenceError,
    UnplacedClassError,
)
from .records import Instance, OfferedClass, Placement, Solution


def checked(instance: Instance, solution: Solution, *, file_name: str) -> Solution:
    """Return a solution that fits its instance; a solution without students may pass.

    Raises
    ------
    Itc2019Error
        If a class is unknown, unplaced, placed as it is not offered or over its limit,
        or a student's classes do not make up the courses asked for.
    """
    try:
        _check(instance, solution, file_name)
    except Itc2019Error as error:
        if solution.name in ("", instance.name):
            raise
        found = f"it solves {solution.name}, the instance is {instance.name}"
        raise MismatchError(file_name, found) from error
    return solution


def _check(instance: Instance, solution: Solution, file_name: str) -> None:
    missing = [c for c in instance.classes if c not in solution.placements]
    for placement in solution.placements.values():
        _check_placement(instance, placement, file_name)
    if missing:
        raise UnplacedClassError(file_name, missing[0], len(missing))
    if any(placement.students for placement in solution.placements.values()):
        _check_students(instance, solution, file_name)


def _check_placement(instance: Instance, placed: Placement, file_name: str) -> None:
    offered = instance.classes.get(placed.class_id)
    who = f"class {placed.class_id}"
    if offered is None:
        raise UnknownReferenceError(file_name, "the solution", "class", placed.class_id)
    if (placed.days, placed.start, placed.weeks) not in offered.lengths:
        found = (
            f"{who} meets on days {placed.days}, slot {placed.start}, weeks "
            f"{placed.weeks}, which it does not offer"
        )
        raise MismatchError(file_name, found)
    if placed.room is not None and placed.room not in instance.rooms:
        raise UnknownReferenceError(file_name, who, "room", placed.room)
    if placed.room is None and offered.needs_room:
        raise MismatchError(file_name, f"{who} needs a room and has none")
    for student in placed.students:
        if student not in instance.students:
            raise UnknownReferenceError(file_name, who, "student", student)
    n = len(placed.students)
    if offered.limit is not None and n > offered.limit:
        raise OverLimitError(file_name, placed.class_id, n, offered.limit)


def _check_students(instance: Instance, solution: Solution, file_name: str) -> None:
    subparts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for offered in instance.classes.values():
        subparts[offered.course, offered.config].add(offered.subpart)
    attended: dict[str, list[OfferedClass]] = {s: [] for s in instance.students}
    for class_id, placed in solution.placements.items():
        for student in placed.students:
            attended[student].append(instance.classes[class_id])
    for student, classes in attended.items():
        for found in _gaps(instance.students[student], classes, subparts):
            raise IncompleteStudentError(file_name, student, found)


def _gaps(
    wishes: tuple[str, ...],
    classes: list[OfferedClass],
    subparts: dict[tuple[str, str], set[str]],
) -> Iterator[str]:
    """Yield what is wrong with one student's classes."""
    ids = {offered.id for offered in classes}
    by_course: dict[str, list[OfferedClass]] = defaultdict(list)
    for offered in classes:
        by_course[offered.course].append(offered)
        if offered.parent is not None and offered.parent not in ids:
            yield f"attends class {offered.id} without its parent {offered.parent}"
    for course in by_course.keys() - set(wishes):
        yield f"attends course {course} without asking for it"
    for course in wishes:
        found = by_course[course]
        configs = {offered.config for offered in found}
        if len(configs) != 1:
            yield f"attends {len(configs)} configurations of course {course}"
            continue
        held = [offered.subpart for offered in found]
        wanted = subparts[course, configs.pop()]
        if sorted(held) != sorted(wanted):
            yield (
                f"has {len(held)} classes for the {len(wanted)} subparts of course "
                f"{course}"
            )
