"""Counts conflicts and faults from the facts; shares no code with the solver."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from seedbed.engines.sectioning.problem import Seating, Sectioning


def verify(problem: Sectioning, seating: Seating) -> list[str]:
    """Return every broken rule as a sentence; an empty list means valid.

    Students, sections and courses are named by their index.
    """
    if len(seating.starts) != problem.n_students + 1:
        return [f"There are {problem.n_students} students to seat."]
    parts_of_config: dict[int, list[int]] = defaultdict(list)
    for part in sorted(set(problem.part.tolist())):
        parts_of_config[int(problem.config[part])].append(part)
    faults: list[str] = []
    n_attending: dict[int, int] = defaultdict(int)
    for student in range(problem.n_students):
        sections = _attended(seating, student)
        for section in sections:
            n_attending[section] += 1
        faults += _faults_of(problem, student, sections, parts_of_config)
    for section, n in sorted(n_attending.items()):
        if n > problem.limit[section]:
            faults.append(
                f"Section {section} has {n} students; its limit is "
                f"{problem.limit[section]}."
            )
    return faults


def count_conflicts(problem: Sectioning, seating: Seating) -> int:
    """Return how many pairs of sections students attend that they cannot.

    A pair counts once per student, however often it clashes (itc2019.org/format,
    Students): it shares a day and a week and either overlaps or leaves less time than
    the way from one room to the other takes.
    """
    known: dict[tuple[int, int], bool] = {}
    n = 0
    for student in range(problem.n_students):
        for pair in combinations(_attended(seating, student), 2):
            if pair not in known:
                known[pair] = _clash(problem, *pair)
            n += known[pair]
    return n


def _attended(seating: Seating, student: int) -> list[int]:
    first, end = seating.starts[student], seating.starts[student + 1]
    return sorted(seating.sections[first:end].tolist())


def _clash(problem: Sectioning, one: int, other: int) -> bool:
    if not int(problem.days[one]) & int(problem.days[other]):
        return False
    if not int(problem.weeks[one]) & int(problem.weeks[other]):
        return False
    rooms = int(problem.room[one]), int(problem.room[other])
    way = 0 if -1 in rooms else int(problem.travel[rooms])
    end = int(problem.start[one] + problem.length[one])
    end_other = int(problem.start[other] + problem.length[other])
    is_before = end + way <= int(problem.start[other])
    is_after = end_other + way <= int(problem.start[one])
    return not (is_before or is_after)


def _faults_of(
    problem: Sectioning,
    student: int,
    sections: list[int],
    parts_of_config: dict[int, list[int]],
) -> list[str]:
    faults = []
    parts_of: dict[int, list[int]] = defaultdict(list)
    for section in sections:
        part = int(problem.part[section])
        parts_of[int(problem.config[part])].append(part)
        parent = int(problem.parent[section])
        if parent >= 0 and parent not in sections:
            faults.append(
                f"Student {student} attends section {section} without section {parent}."
            )
    wishes = problem.wishes[
        problem.wish_starts[student] : problem.wish_starts[student + 1]
    ].tolist()
    courses = sorted(int(problem.course[config]) for config in parts_of)
    if courses != sorted(wishes):
        faults.append(
            f"Student {student} asks for courses {sorted(wishes)} and attends "
            f"{courses}."
        )
    for config, parts in parts_of.items():
        wanted = parts_of_config[config]
        if sorted(parts) != wanted:
            faults.append(
                f"Student {student} attends parts {sorted(parts)} of configuration "
                f"{config}, which has {wanted}."
            )
    return faults
