"""Pockets as sets: nobody is counted twice, and nobody is lost."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.engines import needs

EVERYONE = np.array([11, 12, 13, 14, 15, 16])
HOMEBOUND, WORKING, REFUSED = 0, 1, 2

lists_of_ids = st.lists(
    st.sets(st.sampled_from(EVERYONE.tolist())), min_size=1, max_size=4
)


@pytest.fixture
def riverside():
    """11 is homebound, 12 homebound and working, 13 all three; 16 was refused."""
    return needs.gather(
        EVERYONE,
        {
            "homebound": np.array([11, 12, 13]),
            "working": np.array([13, 12, 12]),
            "refused a course": np.array([13, 16]),
        },
    )


def gathered(lists):
    return needs.gather(
        EVERYONE, {str(n): np.array(sorted(ids)) for n, ids in enumerate(lists)}
    )


def test_a_student_in_three_pockets_is_one_student(riverside):
    assert riverside.sizes.tolist() == [3, 2, 2]
    assert needs.n_in_any(riverside) == 4
    assert needs.n_in_any(riverside, of=[WORKING, REFUSED]) == 3
    assert needs.n_in_any(riverside, of=[]) == 0


def test_rows_of_the_picture_hold_each_student_once_the_largest_first(riverside):
    rows = needs.overlaps(riverside)

    assert [(row.pockets, row.n_students) for row in rows] == [
        ((0,), 1),
        ((0, 1), 1),
        ((0, 1, 2), 1),
        ((2,), 1),
    ]


def test_a_row_of_the_picture_leads_to_its_students(riverside):
    assert needs.students_in(
        riverside, all_of=[HOMEBOUND, WORKING], none_of=[REFUSED]
    ).tolist() == [12]
    assert needs.mainstream(riverside).tolist() == [14, 15]


def test_pairs_are_the_students_of_both(riverside):
    assert needs.pairs(riverside).tolist() == [[3, 2, 1], [2, 2, 1], [1, 1, 2]]


def test_unknown_students_are_named():
    with pytest.raises(needs.UnknownStudentsError) as refused:
        needs.gather(EVERYONE, {"homebound": np.array([11, 99, 98, 99])})

    assert str(refused.value) == (
        "The list 'homebound' cannot be counted: it names 2 unknown students (98 and "
        "99). Import them first, or take them off the list."
    )
    assert refused.value.students == (98, 99)


def test_nobody_in_no_pocket_is_an_answer_too():
    none = needs.gather(np.zeros(0, np.int64), {})

    assert needs.overlaps(none) == []
    assert needs.n_in_any(none) == 0


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"is_in": np.ones((1, 1), np.bool_)}, "is_in must be (2, 1)"),
        ({"students": np.array([2, 1])}, "rising ids"),
        (
            {"names": ("x",) * 63, "is_in": np.ones((2, 63), np.bool_)},
            "62 pockets, got 63",
        ),
    ],
)
def test_nonsense_is_refused(changes, says):
    fields = {
        "students": np.array([1, 2]),
        "names": ("homebound",),
        "is_in": np.ones((2, 1), np.bool_),
    }

    with pytest.raises(ValueError, match=says.replace("(", r"\(").replace(")", r"\)")):
        needs.Pockets(**(fields | changes))


@given(lists=lists_of_ids)
def test_python_sets_count_the_same(lists):
    pockets = gathered(lists)

    assert needs.n_in_any(pockets) == len(set.union(*lists))
    assert set(needs.mainstream(pockets).tolist()) == set(
        EVERYONE.tolist()
    ) - set.union(*lists)
    for a, b in itertools.product(range(len(lists)), repeat=2):
        assert needs.pairs(pockets)[a, b] == len(lists[a] & lists[b])
    for row in needs.overlaps(pockets):
        others = [n for n in range(len(lists)) if n not in row.pockets]
        inside = set.intersection(*(lists[n] for n in row.pockets))
        outside = set().union(*(lists[n] for n in others))
        assert row.n_students == len(inside - outside)


@given(lists=lists_of_ids)
def test_rows_sum_to_the_union_by_inclusion_and_exclusion(lists):
    pockets = gathered(lists)
    alternating = sum(
        (-1) ** (size + 1) * len(needs.students_in(pockets, all_of=chosen))
        for size in range(1, len(lists) + 1)
        for chosen in itertools.combinations(range(len(lists)), size)
    )

    assert sum(row.n_students for row in needs.overlaps(pockets)) == alternating
    assert needs.n_in_any(pockets) == alternating
