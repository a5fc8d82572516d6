"""Bounds where only counts are known: never a sum, never wrong, as narrow as can be."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.engines import needs

counts = st.lists(st.integers(0, 4), min_size=1, max_size=3)


def worlds(n_students, n_pockets):
    """Yield every way for some students to be in some pockets, who is who apart."""
    kinds = list(itertools.product((False, True), repeat=n_pockets))
    for chosen in itertools.combinations_with_replacement(kinds, n_students):
        yield np.array(chosen, np.bool_).reshape(n_students, n_pockets)


def ends(bounds):
    return int(bounds.low), int(bounds.high)


def known(*sizes):
    return [
        needs.Known(pockets=(n,), low=size, high=size) for n, size in enumerate(sizes)
    ]


def test_forty_and_thirty_of_a_hundred_are_forty_to_seventy():
    found = needs.union_bounds(np.array([40, 30]), 100)

    assert ends(found) == (40, 70)


def test_a_sum_over_everyone_is_no_bound():
    found = needs.union_bounds(np.array([80, 70]), 100)

    assert ends(found) == (80, 100)


def test_those_in_both_may_be_forced_by_numbers_alone():
    found = needs.overlap_bounds(np.array([80, 70]), 100)

    assert ends(found) == (50, 70)


def test_fewer_than_ten_is_a_range():
    sizes = needs.Bounds(low=np.array([0, 30]), high=np.array([9, 30]))

    found = needs.union_bounds(sizes, 100)

    assert ends(found) == (30, 39)


def test_many_systems_are_bounded_at_once():
    found = needs.union_bounds(np.array([[4, 3], [8, 7]]), np.array([10, 10]))

    assert found.low.tolist() == [4, 8]
    assert found.high.tolist() == [7, 10]


def test_a_pocket_larger_than_its_system_is_refused():
    with pytest.raises(needs.CountsClashError) as refused:
        needs.union_bounds(np.array([[4, 3], [8, 12]]), np.array([10, 11]))

    assert str(refused.value).startswith("No 11 students can have all of these counts")


@pytest.mark.parametrize("low", [-1, 5])
def test_a_range_that_is_none_is_refused(low):
    with pytest.raises(ValueError, match="sizes must be ranges"):
        needs.union_bounds(needs.Bounds(low=np.array([low]), high=np.array([4])), 9)
    with pytest.raises(ValueError, match=f"got {low} to 4"):
        needs.Known(pockets=(0,), low=low, high=4)


def test_a_count_of_no_pocket_is_refused():
    with pytest.raises(ValueError, match="at least one pocket"):
        needs.Known(pockets=(), low=0, high=4)


@given(sizes=counts)
def test_simple_bounds_are_the_ends_of_all_worlds(sizes):
    fitting = [
        world for world in worlds(4, len(sizes)) if world.sum(axis=0).tolist() == sizes
    ]
    unions = [int(world.any(axis=1).sum()) for world in fitting]
    overlaps = [int(world.all(axis=1).sum()) for world in fitting]

    union = needs.union_bounds(np.array(sizes), 4)
    overlap = needs.overlap_bounds(np.array(sizes), 4)

    assert ends(union) == (min(unions), max(unions))
    assert ends(overlap) == (min(overlaps), max(overlaps))


@given(sizes=counts)
def test_the_program_agrees_where_only_sizes_are_known(sizes):
    simple = needs.union_bounds(np.array(sizes), 4)

    found = needs.best_bounds(known(*sizes), 4, any_of=range(len(sizes)))

    assert ends(found) == ends(simple)


@given(
    sizes=st.lists(st.integers(0, 4), min_size=3, max_size=3),
    both=st.integers(0, 4),
    slack=st.integers(0, 2),
)
def test_with_an_overlap_the_bounds_hold_in_all_worlds_and_touch_them(
    sizes, both, slack
):
    fitting = [
        int(world.any(axis=1).sum())
        for world in worlds(4, 3)
        if world.sum(axis=0).tolist() == sizes
        and both <= world[:, :2].all(axis=1).sum() <= both + slack
    ]
    told = [*known(*sizes), needs.Known(pockets=(0, 1), low=both, high=both + slack)]

    if not fitting:
        with pytest.raises(needs.CountsClashError):
            needs.best_bounds(told, 4, any_of=(0, 1, 2))
        return
    found = needs.best_bounds(told, 4, any_of=(0, 1, 2))
    assert ends(found) == (min(fitting), max(fitting))


def test_an_overlap_narrows_what_sizes_alone_say():
    told = [*known(40, 30), needs.Known(pockets=(0, 1), low=10, high=10)]

    found = needs.best_bounds(told, 100, any_of=(0, 1))

    assert ends(found) == (60, 60)


def test_where_nothing_is_known_it_is_none_to_all():
    assert ends(needs.best_bounds([], 7, any_of=(0, 1))) == (0, 7)


def test_a_union_of_nothing_is_not_asked_for():
    with pytest.raises(ValueError, match="at least one pocket"):
        needs.best_bounds(known(1), 9, any_of=())


def test_too_many_pockets_for_the_program_are_refused():
    with pytest.raises(ValueError, match="At most 14 pockets can be bounded, got 15"):
        needs.best_bounds(known(*[1] * 15), 9, any_of=(0,))
