"""Sets that overlap: nothing that is hidden can be worked out from what is shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from seedbed.engines.disclosure import HIDDEN, release_sets, sets
from seedbed.engines.disclosure.audit import audit
from seedbed.engines.disclosure.sets import _Overlapping


def shown_of(counts, is_in, parts=None):
    counts, is_in = np.array(counts), np.array(is_in) > 0
    sizes = counts @ is_in
    return release_sets(counts, is_in, np.array(parts) if parts else sizes[:, None])


def test_large_counts_are_all_said():
    shown = shown_of([40, 30, 12], [[1, 0], [0, 1], [1, 1]])

    assert shown.overlaps.tolist() == [40, 30, 12]
    assert (shown.sizes.tolist(), shown.union) == ([52, 42], 82)


def test_a_small_overlap_cannot_be_subtracted_from_the_sizes():
    shown = shown_of([40, 30, 4], [[1, 0], [0, 1], [1, 1]])

    assert shown.overlaps[2] == HIDDEN
    assert (shown.overlaps[:2] == HIDDEN).any() or (shown.sizes == HIDDEN).any()


def test_a_small_part_hides_another_part_beside_it():
    shown = shown_of([50], [[1]], [[3, 47]])

    assert shown.parts.tolist() == [[HIDDEN, HIDDEN]]
    assert shown.sizes.tolist() == [50]


def test_where_all_are_few_nothing_is_said():
    shown = shown_of([4], [[1]], [[1, 3]])

    assert shown.sizes.tolist() == [HIDDEN]
    assert shown.union == HIDDEN


def test_no_set_at_all_is_an_empty_release():
    shown = release_sets(
        np.zeros(0, np.int64), np.zeros((0, 0), np.bool_), np.zeros((0, 3), np.int64)
    )

    assert (shown.union, len(shown.sizes)) == (0, 0)


def test_parts_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="add up"):
        shown_of([40], [[1]], [[30]])


@given(
    counts=st.lists(st.integers(1, 60), min_size=7, max_size=7),
    split=st.lists(st.floats(0, 1), min_size=3, max_size=3),
)
@hypothesis_settings(max_examples=40)
def test_no_hidden_count_is_known_to_within_three(counts, split):
    is_in = np.array([[n >> p & 1 for p in range(3)] for n in range(1, 8)]) > 0
    counts = np.array(counts)
    sizes = counts @ is_in
    nothing = np.array([int(s * x) for s, x in zip(sizes, split, strict=True)])
    parts = np.stack([nothing, sizes - nothing], axis=1)

    shown = release_sets(counts, is_in, parts)

    cells = np.concatenate(
        [shown.overlaps, shown.parts.ravel(), shown.sizes, [shown.union]]
    )
    table = _Overlapping(counts=counts, is_in=is_in, parts=parts)
    true = table.cells
    assert ((cells == true) | (cells == HIDDEN)).all()
    assert (cells[(true > 0) & (true < 10)] == HIDDEN).all()
    if shown.union == HIDDEN:
        assert (cells[true > 0] == HIDDEN).all()
        return  # so few are in any of the sets that nothing is said
    found = audit(table, cells == HIDDEN)
    assert not found.is_narrow().any()


def test_the_same_counts_are_worked_out_once_and_cannot_be_changed(monkeypatch):
    asked = ([77, 30, 4], [[1, 0], [0, 1], [1, 1]])
    first = shown_of(*asked)
    monkeypatch.setattr(sets, "step_by_step", None)

    again = shown_of(*asked)

    assert again.overlaps.tolist() == first.overlaps.tolist()
    with pytest.raises(ValueError, match="read-only"):
        again.overlaps[0] = 4
