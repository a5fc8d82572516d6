"""Simulated instances in the ITC-2019 format, with a feasible published solution."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from seedbed.interop.itc2019 import (
    Instance,
    OfferedClass,
    Placement,
    Solution,
    write_solution,
)

N_DAYS, SLOTS, N_ROOMS = 7, 288, 60
#: Meeting patterns: days, slots of length.
PATTERNS = (
    ("1010100", 11),
    ("0101000", 17),
    ("1000000", 22),
    ("0100000", 22),
    ("0010000", 22),
    ("0001000", 22),
    ("0000100", 22),
)


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """What a simulated instance is like.

    ``parts`` are (share, parts, whether linked to the first) of courses;
    ``tightness`` is seats asked for as a share of seats there are.
    """

    name: str
    n_students: int
    n_courses: int
    courses_each: tuple[int, int]
    parts: tuple[tuple[float, int, bool], ...]
    section_size: tuple[int, int]
    tightness: float
    n_programs: int
    n_weeks: int = 13
    odd_weeks: float = 0.0


#: Sizes and shapes after what the competition says of its instances.
RECIPES = {
    # Many small courses, hardly any parts; the size of a college.
    "college": Recipe(
        name="college",
        n_students=5_000,
        n_courses=540,
        courses_each=(2, 6),
        parts=((0.85, 1, False), (0.15, 2, True)),
        section_size=(18, 40),
        tightness=0.88,
        n_programs=60,
    ),
    # Lectures with seminar groups; students with many courses.
    "faculty": Recipe(
        name="faculty",
        n_students=1_500,
        n_courses=230,
        courses_each=(5, 10),
        parts=((0.45, 1, False), (0.55, 2, True)),
        section_size=(15, 30),
        tightness=0.9,
        n_programs=30,
        odd_weeks=0.2,
    ),
    # More parts and conflicts than any student can avoid: hard for the exact search.
    "dense": Recipe(
        name="dense",
        n_students=820,
        n_courses=90,
        courses_each=(6, 10),
        parts=((0.3, 1, False), (0.4, 2, False), (0.3, 3, True)),
        section_size=(18, 30),
        tightness=0.95,
        n_programs=12,
    ),
    # Few courses of many parts, fixed curricula, tight groups.
    "school": Recipe(
        name="school",
        n_students=820,
        n_courses=90,
        courses_each=(4, 7),
        parts=((0.4, 1, False), (0.4, 2, False), (0.2, 3, True)),
        section_size=(22, 34),
        tightness=0.95,
        n_programs=12,
    ),
}


def make(recipe: Recipe, *, seed: int) -> tuple[Instance, Solution]:
    """Return an instance and a solution: random times, students seated at random."""
    rng = np.random.default_rng(seed)
    students = _students(recipe, rng)
    demand: dict[str, list[str]] = {}
    for student, courses in students.items():
        for course in courses:
            demand.setdefault(course, []).append(student)
    classes: dict[str, OfferedClass] = {}
    placements: dict[str, Placement] = {}
    for k in range(recipe.n_courses):
        _course(
            recipe, str(k + 1), demand.get(str(k + 1), []), classes, placements, rng
        )
    rooms = [str(r + 1) for r in range(N_ROOMS)]
    building = rng.integers(0, 6, N_ROOMS)
    travel = {
        (rooms[i], rooms[j]): int(1 + abs(building[i] - building[j]))
        for i in range(N_ROOMS)
        for j in range(N_ROOMS)
        if building[i] != building[j]
    }
    instance = Instance(
        name=f"{recipe.name}-{seed}",
        n_days=N_DAYS,
        n_weeks=recipe.n_weeks,
        slots_per_day=SLOTS,
        rooms=frozenset(rooms),
        travel=travel,
        classes=classes,
        courses=tuple(str(k + 1) for k in range(recipe.n_courses)),
        students=students,
    )
    about = {"name": instance.name, "runtime": "0", "technique": "random"}
    return instance, Solution(name=instance.name, placements=placements, about=about)


def write_instance(instance: Instance, file: Path) -> None:
    """Write an instance as the competition does."""
    with file.open("w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        out.write(
            '<!DOCTYPE problem PUBLIC "-//ITC 2019//DTD Problem Format/EN" '
            '"http://www.itc2019.org/competition-format.dtd">\n'
        )
        out.write(
            f'<problem name="{instance.name}" nrDays="{instance.n_days}" '
            f'nrWeeks="{instance.n_weeks}" slotsPerDay="{instance.slots_per_day}">\n'
            '<optimization time="2" room="1" distribution="10" student="5"/>\n<rooms>\n'
        )
        for room in sorted(instance.rooms, key=int):
            out.write(f'<room id="{room}" capacity="40">\n')
            for (one, other), slots in instance.travel.items():
                if one == room and int(one) < int(other):
                    out.write(f'<travel room="{other}" value="{slots}"/>\n')
            out.write("</room>\n")
        out.write("</rooms>\n<courses>\n")
        out.writelines(_course_lines(instance))
        out.write("</courses>\n<distributions/>\n<students>\n")
        for student, courses in instance.students.items():
            wishes = "".join(f'<course id="{course}"/>' for course in courses)
            out.write(f'<student id="{student}">{wishes}</student>\n')
        out.write("</students>\n</problem>\n")


def write(recipe: Recipe, *, seed: int, folder: Path) -> tuple[Path, Path]:
    """Write an instance and its solution; return the two files."""
    instance, solution = make(recipe, seed=seed)
    files = (
        folder / f"{instance.name}.xml",
        folder / f"{instance.name}-solution.xml",
    )
    write_instance(instance, files[0])
    write_solution(solution, files[1])
    return files


def _students(recipe: Recipe, rng: np.random.Generator) -> dict[str, tuple[str, ...]]:
    """Return wishes: mostly courses of the program, some popular ones, some others."""
    popularity = 1 / np.arange(1, recipe.n_courses + 1) ** 0.6
    size = recipe.n_courses // recipe.n_programs + 6
    programs = [
        rng.choice(
            recipe.n_courses, size, replace=False, p=popularity / popularity.sum()
        )
        for _ in range(recipe.n_programs)
    ]
    students = {}
    for s in range(recipe.n_students):
        program = programs[rng.integers(recipe.n_programs)]
        n = int(rng.integers(recipe.courses_each[0], recipe.courses_each[1] + 1))
        weight = popularity.copy() * 0.15
        weight[program] = popularity[program] * 4 + 0.05
        chosen = rng.choice(recipe.n_courses, n, replace=False, p=weight / weight.sum())
        students[str(s + 1)] = tuple(str(c + 1) for c in np.sort(chosen))
    return students


def _course(
    recipe: Recipe,
    course: str,
    takers: list[str],
    classes: dict[str, OfferedClass],
    placements: dict[str, Placement],
    rng: np.random.Generator,
) -> None:
    """Add one course: lectures, their groups, and takers seated at random."""
    shares = np.array([share for share, _, _ in recipe.parts])
    kind = recipe.parts[rng.choice(len(shares), p=shares / shares.sum())]
    _, n_parts, is_linked = kind
    shuffled = list(rng.permutation(np.array(takers, dtype=object)))
    seats = max(1, round(len(takers) / recipe.tightness))
    above: list[tuple[str, list[str]]] = []
    for part in range(n_parts):
        made: list[tuple[str, list[str]]] = []
        if part and is_linked:
            for parent, attending in above:
                made += _part(
                    recipe, course, part, parent, attending, classes, placements, rng
                )
        else:
            order = list(rng.permutation(np.array(shuffled, dtype=object)))
            is_lecture = part == 0 and n_parts > 1
            made = _part(
                recipe,
                course,
                part,
                None,
                order,
                classes,
                placements,
                rng,
                scale=3 if is_lecture else 1,
                seats=seats,
            )
        if part == 0:
            above = made


def _part(
    recipe: Recipe,
    course: str,
    part: int,
    parent: str | None,
    takers: list[str],
    classes: dict[str, OfferedClass],
    placements: dict[str, Placement],
    rng: np.random.Generator,
    *,
    scale: int = 1,
    seats: int | None = None,
) -> list[tuple[str, list[str]]]:
    """Add the classes of one part and share the takers out; return who attends."""
    seats = seats or max(1, round(len(takers) / recipe.tightness))
    size = int(rng.integers(recipe.section_size[0], recipe.section_size[1] + 1)) * scale
    n = max(1, -(-seats // size))
    limit = max(-(-seats // n), -(-len(takers) // n))
    made = []
    for k in range(n):
        class_id = str(len(classes) + 1)
        days, length = PATTERNS[
            rng.choice(7, p=[0.3, 0.3, 0.08, 0.08, 0.08, 0.08, 0.08])
        ]
        start = int(rng.integers(8, 18)) * 12 + (6 if length == 17 else 0)
        weeks = "1" * recipe.n_weeks
        if rng.random() < recipe.odd_weeks:
            weeks = ("10" * recipe.n_weeks)[int(rng.integers(2)) :][: recipe.n_weeks]
        attending = takers[k::n]
        classes[class_id] = OfferedClass(
            id=class_id,
            course=course,
            config=course,
            subpart=f"{course}-{part}",
            limit=limit,
            parent=parent,
            needs_room=True,
            lengths={(days, start, weeks): length},
        )
        placements[class_id] = Placement(
            class_id=class_id,
            days=days,
            start=start,
            weeks=weeks,
            room=str(int(rng.integers(N_ROOMS)) + 1),
            students=tuple(attending),
        )
        made.append((class_id, attending))
    return made


def _course_lines(instance: Instance) -> list[str]:
    """Return the XML of the courses, their parts in order."""
    courses: dict[str, dict[str, list[OfferedClass]]] = {}
    for offered in instance.classes.values():
        courses.setdefault(offered.course, {}).setdefault(offered.subpart, []).append(
            offered
        )
    lines = []
    for course, parts in courses.items():
        lines.append(f'<course id="{course}"><config id="{course}">\n')
        for part, offers in parts.items():
            lines.append(f'<subpart id="{part}">\n')
            for offered in offers:
                parent = f' parent="{offered.parent}"' if offered.parent else ""
                lines.append(
                    f'<class id="{offered.id}" limit="{offered.limit}"{parent}>\n'
                )
                lines += [
                    f'<time days="{days}" start="{start}" length="{length}" '
                    f'weeks="{weeks}" penalty="0"/>\n'
                    for (days, start, weeks), length in offered.lengths.items()
                ]
                lines.append("</class>\n")
            lines.append("</subpart>\n")
        lines.append("</config></course>\n")
    return lines
