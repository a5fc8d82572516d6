"""Handing out timetables, and mending what passes a limit."""

from __future__ import annotations

import numpy as np
import pytest
from tests.engines.sectioning.schools import problem, random_school, seating

from seedbed.engines import sectioning
from seedbed.engines.sectioning.bound import Bound
from seedbed.engines.sectioning.columns import Columns, Master, crowded_sections
from seedbed.engines.sectioning.diving import Dive, mended
from seedbed.engines.sectioning.menu import menu_of


def opened(school, start):
    """Return the menu of a school, its bound, and columns of the start and the free."""
    menu = menu_of(school)
    bound = Bound(menu)
    columns = Columns(menu, bound.kinds)
    columns.add_students(menu.held(start))
    bound.at(bound.price, most_nodes=1_000)
    columns.add_kinds(bound.held, np.ones(len(bound.kinds.n_students), bool))
    return menu, bound, columns


@pytest.mark.parametrize("seed", range(6))
def test_a_dive_seats_everybody_within_limits(seed):
    school, start = random_school(seed, n_students=20)
    menu, bound, columns = opened(school, start)
    every = np.arange(len(columns.kind))

    held = Dive(columns, every, crowded_sections(menu)).down(lambda: 9.0)
    assert held is not None
    held = mended(bound, held, lambda: 9.0)

    assert held is None or sectioning.verify(school, menu.seating(held)) == []


def test_a_dive_out_of_time_says_so():
    menu, _, columns = opened(*random_school(1))
    dive = Dive(columns, np.arange(len(columns.kind)), crowded_sections(menu))

    assert dive.down(lambda: 0.0) is None


def test_a_student_is_moved_out_of_an_overfull_section():
    school = problem([(0, 0, 1, -1, -1), (0, 20, 2, -1, -1)], [(0,), (0,)])
    _, bound, _ = opened(school, seating((0,), (1,)))

    held = mended(bound, np.zeros(2, np.int64), lambda: 9.0)

    assert held is not None
    assert sorted(held.tolist()) == [0, 1]


def test_what_cannot_be_mended_is_given_up():
    school = problem([(0, 0, 1, -1, -1), (1, 0, 2, -1, -1)], [(0,), (1,)])
    menu, bound, _ = opened(school, seating((0,), (1,)))
    full = problem([(0, 0, 1, -1, -1)], [(0,), (0,)])

    fits = menu.held(seating((0,), (1,)))
    over = np.zeros(2, np.int64)

    assert mended(bound, fits, lambda: 0.0) is not None
    assert mended(Bound(menu_of(full)), over, lambda: 9.0) is None
    assert mended(Bound(menu_of(full)), over, lambda: 0.0) is None


def test_the_program_keeps_what_is_already_best():
    school, start = random_school(2)
    menu, bound, columns = opened(school, start)
    best = sectioning.solve(school, start, time_limit_seconds=10)
    held = menu.held(best.seating)
    columns.add_students(held)
    master = Master(columns, crowded_sections(menu))

    again = master.choose(held, bound.price, np.inf, target=0, seconds=5)

    assert sectioning.count_conflicts(school, menu.seating(again)) == best.conflicts
