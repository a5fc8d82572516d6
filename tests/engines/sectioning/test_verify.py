"""What counts as a conflict, and every fault."""

from __future__ import annotations

import pytest
from tests.engines.sectioning.schools import problem, seating

from seedbed.engines import sectioning

NOWHERE = -1


def conflicts_of(one_start, other_start, *, rooms=(NOWHERE, NOWHERE)):
    """Return the conflicts of one student in two sections of ten slots each."""
    school = problem(
        [(0, one_start, 1, -1, rooms[0]), (1, other_start, 1, -1, rooms[1])],
        [(0, 1)],
        travel=((0, 3), (3, 0)),
    )
    return sectioning.count_conflicts(school, seating((0, 1)))


@pytest.mark.parametrize(
    ("gap", "rooms", "n"),
    [
        (-1, (NOWHERE, NOWHERE), 1),
        (0, (NOWHERE, NOWHERE), 0),
        (0, (0, 0), 0),
        (2, (0, 1), 1),
        (3, (0, 1), 0),
        (0, (0, NOWHERE), 0),
    ],
)
def test_a_pair_clashes_if_it_overlaps_or_the_way_is_too_long(gap, rooms, n):
    assert conflicts_of(50, 60 + gap, rooms=rooms) == n
    assert conflicts_of(60 + gap, 50, rooms=rooms) == n


def school():
    """Return a lecture with two groups, and a course with one place."""
    return problem(
        [
            (0, 0, 2, -1, -1),
            (0, 0, 2, -1, -1),
            (1, 20, 2, 0, -1),
            (1, 20, 2, 1, -1),
            (2, 40, 1, -1, -1),
        ],
        [(0, 1), (0,)],
        configs=[(0, (0, 1)), (1, (2,))],
    )


@pytest.mark.parametrize(
    ("attended", "faults"),
    [
        (((0, 2, 4), (1, 3)), []),
        (((0, 3, 4), (1, 3)), ["Student 0 attends section 3 without section 1."]),
        (((0, 2), (1, 3)), ["Student 0 asks for courses [0, 1] and attends [0]."]),
        (
            ((0, 2, 4), (1,)),
            ["Student 1 attends parts [0] of configuration 0, which has [0, 1]."],
        ),
        (
            ((0, 2, 4), (1, 3, 4)),
            [
                "Student 1 asks for courses [0] and attends [0, 1].",
                "Section 4 has 2 students; its limit is 1.",
            ],
        ),
    ],
)
def test_every_fault_is_named(attended, faults):
    assert sectioning.verify(school(), seating(*attended)) == faults


def test_a_seating_of_another_school_is_no_seating():
    assert sectioning.verify(school(), seating((0, 2))) == [
        "There are 2 students to seat."
    ]


def test_a_problem_refuses_what_cannot_be():
    with pytest.raises(ValueError, match="limits must be at least 0"):
        problem([(0, 0, -1, -1, -1)], [(0,)])
    with pytest.raises(ValueError, match="parent must lie between -1 and 0"):
        problem([(0, 0, 1, 5, -1)], [(0,)])
