"""The solver against every seating of tiny schools."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from tests.engines.sectioning.schools import problem, random_school, seating

from seedbed.engines import sectioning
from seedbed.engines.sectioning import menu as menus


def every_timetable(school, student):
    """Yield every set of sections that one student could attend."""
    first, end = school.wish_starts[student : student + 2]
    parts_of: dict[int, list[int]] = {}
    for part in sorted(set(school.part.tolist())):
        parts_of.setdefault(int(school.config[part]), []).append(part)
    ways = [
        [
            way
            for config in np.flatnonzero(school.course == course)
            for way in product(
                *(np.flatnonzero(school.part == p) for p in parts_of[int(config)])
            )
            if all(school.parent[s] < 0 or school.parent[s] in way for s in way)
        ]
        for course in school.wishes[first:end]
    ]
    for chosen in product(*ways):
        yield tuple(int(s) for way in chosen for s in way)


def fewest(school):
    """Return the fewest conflicts of any seating within the limits, by trying all."""
    tables = [list(every_timetable(school, s)) for s in range(school.n_students)]
    states = {(0,) * school.n_sections: 0}
    for options in tables:
        after: dict[tuple[int, ...], int] = {}
        priced = [
            (sectioning.count_conflicts(alone(school), seating(row)), row)
            for row in options
        ]
        for load, conflicts in states.items():
            for more, row in priced:
                new = list(load)
                for s in row:
                    new[s] += 1
                if all(n <= most for n, most in zip(new, school.limit, strict=True)):
                    key = tuple(new)
                    after[key] = min(after.get(key, 10**6), conflicts + more)
        states = after
    return min(states.values())


def alone(school):
    """Return the same sections for one student who asks for nothing."""
    return sectioning.Sectioning(
        **{
            **{name: getattr(school, name) for name in school.__dataclass_fields__},
            "wish_starts": np.array([0, 0]),
            "wishes": np.zeros(0, np.int64),
        }
    )


@pytest.mark.parametrize("seed", range(25))
def test_tiny_schools_are_solved_to_the_proven_best(seed):
    school, start = random_school(seed)

    result = sectioning.solve(school, start, time_limit_seconds=20, seed=seed)

    assert sectioning.verify(school, result.seating) == []
    assert sectioning.count_conflicts(school, result.seating) == result.conflicts
    assert result.free_bound <= result.bound <= fewest(school) == result.conflicts


@pytest.mark.parametrize("seed", range(25, 35))
def test_courses_taken_part_by_part_come_to_the_same(seed, monkeypatch):
    monkeypatch.setattr(menus, "_OPTIONS_OF_A_REQUEST", (0,))
    school, start = random_school(seed)

    result = sectioning.solve(school, start, time_limit_seconds=20, seed=seed)

    assert sectioning.verify(school, result.seating) == []
    assert result.bound <= fewest(school) == result.conflicts


def test_the_same_seed_gives_the_same_seating():
    school, start = random_school(3, n_students=60)

    one, other = (sectioning.solve(school, start, seed=5) for _ in range(2))

    assert np.array_equal(one.seating.sections, other.seating.sections)


def test_two_students_swap_places_in_full_sections():
    # Ana and Ben each hold the section that clashes with the other course they take.
    sections = [
        (0, 0, 1, -1, -1),
        (0, 20, 1, -1, -1),
        (1, 0, 1, -1, -1),
        (2, 20, 1, -1, -1),
    ]
    school = problem(sections, [(0, 1), (0, 2)])
    start = seating((0, 2), (1, 3))

    result = sectioning.solve(school, start, time_limit_seconds=5)

    assert sectioning.count_conflicts(school, start) == 2
    assert result.conflicts == 0
    assert "no seating has fewer than 0" in result.summary()


def test_a_start_over_a_limit_is_refused():
    school = problem([(0, 0, 1, -1, -1), (0, 20, 1, -1, -1)], [(0,), (0,)])

    with pytest.raises(ValueError, match="more students than a section's limit"):
        sectioning.solve(school, seating((0,), (0,)))


def test_a_start_that_leaves_a_course_out_is_refused():
    school = problem([(0, 0, 1, -1, -1)], [(0,)])

    with pytest.raises(ValueError, match="student 0 has no valid sections"):
        sectioning.solve(school, seating(()))


def test_a_course_that_nobody_can_attend_is_refused():
    school = problem([(0, 0, 0, -1, -1)], [(0,)])

    with pytest.raises(ValueError, match="cannot be attended"):
        sectioning.solve(school, seating((0,)))


def test_students_without_wishes_are_no_trouble():
    school = problem([(0, 0, 1, -1, -1)], [(), (0,)])

    result = sectioning.solve(school, seating((), (0,)), time_limit_seconds=5)

    assert result.conflicts == 0
    assert len(list(combinations(result.seating.sections, 1))) == 1
