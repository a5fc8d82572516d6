"""What students choose between: for each course, requests with a few options each.

A course whose only configuration has parts that no parent links becomes several
independent requests. A course with too many combinations becomes one request for each
part, with pairs of options that one student must not hold together. Both say exactly
what the course says, with few options.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from seedbed.engines.sectioning.problem import NONE, Sectioning

Sections = tuple[int, ...]


@dataclass
class Offer:
    """Requests of all courses; an option is the sections it stands for.

    ``options[q]`` are those of request q; ``requests[course]`` the requests of a
    course; ``apart`` the pairs of (request, place) never held together.
    """

    options: list[list[Sections]] = field(default_factory=list)
    requests: list[list[int]] = field(default_factory=list)
    apart: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)

    def add(self, options: list[Sections]) -> int:
        """Add a request to the newest course; return its number."""
        self.requests[-1].append(len(self.options))
        self.options.append(options)
        return len(self.options) - 1


class _Course:
    """One course: the parts of each configuration with their sections."""

    def __init__(self, problem: Sectioning) -> None:
        self.parent = problem.parent.tolist()
        self.part_of = problem.part.tolist()
        self.is_open = (problem.limit > 0).tolist()
        self.configs: list[dict[int, list[int]]] = []

    def groups(self, parts: dict[int, list[int]]) -> list[list[int]]:
        """Return parts that parents link, each group with parents first."""
        above = {
            part: {self.part_of[self.parent[s]] for s in sections if self.has_parent(s)}
            for part, sections in parts.items()
        }
        groups: list[list[int]] = []
        for part in parts:
            linked = [g for g in groups if above[part] & set(g)]
            linked += [g for g in groups if g not in linked and _any(above, g, part)]
            groups = [g for g in groups if g not in linked]
            groups.append([p for g in linked for p in g] + [part])
        return [_parents_first(group, above) for group in groups]

    def has_parent(self, section: int) -> bool:
        return bool(self.parent[section] != NONE)

    def combinations(
        self, parts: dict[int, list[int]], group: list[int], at_most: int
    ) -> list[Sections] | None:
        """Return every way to attend a group of parts, or None if there are more."""
        found: list[Sections] = [()]
        for part in group:
            found = [
                (*chosen, section)
                for chosen in found
                for section in parts[part]
                if self.is_open[section]
                and (not self.has_parent(section) or self.parent[section] in chosen)
            ]
            if len(found) > at_most:
                return None
        return found


def _any(above: dict[int, set[int]], group: list[int], part: int) -> bool:
    return any(part in above[other] for other in group)


def _parents_first(group: list[int], above: dict[int, set[int]]) -> list[int]:
    ordered: list[int] = []
    waiting = list(group)
    while waiting:
        ready = [p for p in waiting if above[p] <= set(ordered)] or waiting[:1]
        ordered += ready
        waiting = [p for p in waiting if p not in ready]
    return ordered


def offer(problem: Sectioning, *, at_most: int) -> Offer:
    """Return the requests of every course, with ``at_most`` options where it may."""
    made = Offer()
    for course in _courses(problem):
        made.requests.append([])
        if not _add_tight(made, course, at_most):
            _add_loose(made, course)
    return made


def _courses(problem: Sectioning) -> Iterator[_Course]:
    courses = [_Course(problem) for _ in range(problem.n_courses)]
    place: dict[int, dict[int, list[int]]] = {}
    for section, part in enumerate(problem.part.tolist()):
        config = int(problem.config[part])
        if config not in place:
            place[config] = {}
            courses[int(problem.course[config])].configs.append(place[config])
        place[config].setdefault(part, []).append(section)
    yield from courses


def _add_tight(made: Offer, course: _Course, at_most: int) -> bool:
    """Add a course with whole combinations as options, if they are few enough."""
    if len(course.configs) == 1:
        parts = course.configs[0]
        groups = [course.combinations(parts, g, at_most) for g in course.groups(parts)]
        found = [options for options in groups if options is not None]
        if len(found) == len(groups):
            for options in found:
                made.add(options)
            return True
        return False
    everything: list[Sections] = []
    for parts in course.configs:
        order = [part for group in course.groups(parts) for part in group]
        ways = course.combinations(parts, order, at_most - len(everything))
        if ways is None:
            return False
        everything += ways
    made.add(everything)
    return True


def _add_loose(made: Offer, course: _Course) -> None:
    """Add a course as one request for each part, held together by forbidden pairs.

    With several configurations, a first request says which one is taken; every part
    then has one more option, its last: not to be attended.
    """
    n_configs = len(course.configs)
    anchor = made.add([() for _ in range(n_configs)]) if n_configs > 1 else NONE
    where: dict[int, tuple[int, int]] = {}
    for k, parts in enumerate(course.configs):
        for sections in parts.values():
            is_open = [s for s in sections if course.is_open[s]]
            options: list[Sections] = [(s,) for s in is_open]
            request = made.add(options + ([()] if n_configs > 1 else []))
            where |= {s: (request, i) for i, s in enumerate(is_open)}
            if n_configs == 1:
                continue
            made.apart.append(((anchor, k), (request, len(options))))
            made.apart += [
                ((anchor, other), (request, i))
                for other in range(n_configs)
                if other != k
                for i in range(len(options))
            ]
    made.apart += list(_without_parent(course, where))


def _without_parent(
    course: _Course, where: dict[int, tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield each section with the siblings of its parent."""
    by_part: dict[int, list[int]] = {}
    for section in where:
        by_part.setdefault(course.part_of[section], []).append(section)
    for section, place in where.items():
        if course.has_parent(section):
            parent = course.parent[section]
            for other in by_part.get(course.part_of[parent], []):
                if other != parent:
                    yield where[other], place
