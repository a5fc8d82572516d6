"""Hidden cells are safe, few, and merged where nothing else helps."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from seedbed.engines import disclosure
from seedbed.engines.disclosure import releasing

small_tables = arrays(
    np.int64,
    st.sampled_from([(4,), (2, 3), (3, 3), (2, 2, 2)]),
    elements=st.one_of(st.integers(0, 12), st.integers(0, 60)),
)


def test_a_small_count_takes_a_square_with_it():
    table = disclosure.Table(counts=np.array([[12, 3], [40, 25]]))

    shown = disclosure.release(table).shown

    assert shown.tolist() == [[-1, -1, 15], [-1, -1, 65], [52, 28, 80]]


def test_a_table_without_small_counts_is_shown_whole():
    table = disclosure.Table(counts=np.array([[12, 30], [0, 25]]))

    released = disclosure.release(table)

    assert np.array_equal(released.shown, table.cells)
    assert released.people_kept == released.cells_kept == 1.0


def test_categories_that_cannot_be_hidden_are_merged_with_their_neighbour():
    # 9, 9 and nobody else: 18 people of whom nothing smaller can be said.
    table = disclosure.Table(counts=np.array([30, 9, 9, 12]))

    apart = disclosure.release(disclosure.Table(counts=np.array([9, 8])))
    whole = disclosure.release(table, is_ordered=(True,))

    assert apart.merged == (((0, 1),),)
    assert apart.shown.tolist() == [17, 17]
    assert not whole.audit.is_narrow().any()


def test_of_ordered_categories_only_neighbours_merge():
    table = disclosure.Table(counts=np.array([[9, 0, 9], [0, 0, 0]]))
    merged = disclosure.release(table, is_ordered=(False, True)).merged

    assert all(np.all(np.diff(group) == 1) for group in merged[1])


def test_an_order_is_given_for_every_axis_or_none():
    with pytest.raises(ValueError, match="an entry for each of 1 axes, got 2"):
        disclosure.release(
            disclosure.Table(counts=np.array([9, 9])), is_ordered=(True, True)
        )


@pytest.mark.parametrize("counts", [np.zeros((2, 0), int), np.array(3)])
def test_a_table_without_categories_is_refused(counts):
    with pytest.raises(ValueError, match="must have a category on each axis"):
        disclosure.Table(counts=counts)


@pytest.mark.parametrize("counts", [np.array([1, -1]), np.array([0.5])])
def test_people_are_counted_in_whole_numbers(counts):
    with pytest.raises(ValueError, match="whole numbers of 0 or more"):
        disclosure.Table(counts=counts)


@settings(max_examples=25, deadline=None)
@given(counts=small_tables)
def test_nothing_released_can_be_worked_out(counts):
    released = disclosure.release(disclosure.Table(counts=counts))

    again = disclosure.audit(released.table, released.shown == disclosure.HIDDEN)
    small = released.table.is_small()
    assert np.all(released.shown[small] == disclosure.HIDDEN)
    assert not again.is_narrow().any()
    assert released.table.counts.sum() == counts.sum()
    for axis, groups in enumerate(released.merged):
        assert sorted(itertools.chain(*groups)) == list(range(counts.shape[axis]))


def test_the_same_counts_are_worked_out_once_whoever_changes_theirs(monkeypatch):
    counts = np.array([[77, 3], [40, 25]])
    first = disclosure.release(disclosure.Table(counts=counts)).shown
    monkeypatch.setattr(releasing, "suppress", None)

    again = disclosure.release(disclosure.Table(counts=counts.copy())).shown
    counts[0, 0] = 0

    assert again.tolist() == first.tolist()
    with pytest.raises(TypeError):
        disclosure.release(disclosure.Table(counts=counts))
