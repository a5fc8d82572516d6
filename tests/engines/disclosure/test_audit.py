"""What a reader can work out, beside every table the reader could imagine."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.engines import disclosure


def every_table_like(table, is_hidden, *, minimum=10, most=25):
    """Return the cells of each table that a reader of the shown ones cannot exclude."""
    inner = np.argwhere(table.is_inner & is_hidden)
    ranges = [
        range(1, minimum) if 0 < table.cells[tuple(at)] < minimum else range(most)
        for at in inner
    ]
    for values in itertools.product(*ranges):
        counts = table.counts.copy()
        counts[tuple(inner.T)] = values
        cells = disclosure.Table(counts=counts).cells
        small = table.is_small(minimum) & is_hidden
        if np.array_equal(cells[~is_hidden], table.cells[~is_hidden]) and np.all(
            (cells[small] > 0) & (cells[small] < minimum)
        ):
            yield cells


def test_one_small_count_beside_its_totals_is_no_secret():
    table = disclosure.Table(counts=np.array([[12, 3], [40, 25]]))

    found = disclosure.audit(table, table.is_small())

    assert found.is_recovered.sum() == 1
    assert found.low[0, 1] == found.high[0, 1] == 3


def test_four_hidden_counts_in_a_square_are_known_within_bounds():
    table = disclosure.Table(counts=np.array([[12, 3], [40, 25]]))

    found = disclosure.audit(table, table.is_inner)

    # 3 may be 1 to 9, and the others move along.
    assert found.low[:2, :2].tolist() == [[6, 1], [38, 19]]
    assert found.high[:2, :2].tolist() == [[14, 9], [46, 27]]
    assert not found.is_narrow().any()


def test_a_reader_who_cannot_tell_the_marks_apart_knows_less():
    table = disclosure.Table(counts=np.array([9, 9]))
    is_hidden = table.is_inner

    assert disclosure.audit(table, is_hidden).is_recovered.sum() == 2
    unsure = disclosure.audit(table, is_hidden, knows_small=False)
    assert unsure.low.tolist() == [0, 0, 18]
    assert unsure.high.tolist() == [18, 18, 18]


def test_what_no_sum_limits_has_no_upper_end():
    table = disclosure.Table(counts=np.array([40, 20]))

    found = disclosure.audit(table, np.array([True, False, True]))

    assert found.high.tolist() == [np.inf, 20, np.inf]


def test_a_mask_of_another_shape_is_refused():
    table = disclosure.Table(counts=np.array([9, 9]))

    with pytest.raises(ValueError, match=r"must have shape \(3,\), got \(2,\)"):
        disclosure.audit(table, np.zeros(2, bool))


@settings(max_examples=20, deadline=None)
@given(
    counts=st.lists(st.integers(0, 14), min_size=4, max_size=4),
    hides=st.lists(st.booleans(), min_size=9, max_size=9),
)
def test_bounds_are_those_of_every_possible_table(counts, hides):
    table = disclosure.Table(counts=np.array(counts).reshape(2, 2))
    is_hidden = np.array(hides).reshape(3, 3) & table.is_inner

    found = disclosure.audit(table, is_hidden)

    possible = np.array(list(every_table_like(table, is_hidden, most=29)))
    assert np.array_equal(found.low, possible.min(axis=0))
    assert np.array_equal(found.high, possible.max(axis=0))


@settings(max_examples=20, deadline=None)
@given(counts=st.lists(st.integers(1, 9), min_size=8, max_size=8))
def test_three_kinds_of_category_leave_one_way_to_move(counts):
    table = disclosure.Table(counts=np.array(counts).reshape(2, 2, 2))
    is_odd = np.indices((2, 2, 2)).sum(axis=0) % 2 == 1

    found = disclosure.audit(table, table.is_inner)

    # All sums stay if every other count gains what the rest lose, 1 to 9 each.
    odd, even = table.counts[is_odd], table.counts[~is_odd]
    room = min(9 - odd.max(), even.min() - 1) + min(9 - even.max(), odd.min() - 1)
    width = (found.high - found.low)[:2, :2, :2]
    assert np.all(width == room)
