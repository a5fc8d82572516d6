"""Standing: to whom information is brought, and by whom."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.engines import value_network as vn

tables = (
    st.integers(1, 6)
    .flatmap(
        lambda n: st.lists(
            st.lists(st.booleans(), min_size=n, max_size=n), min_size=n, max_size=n
        )
    )
    .map(np.array)
)


def test_who_is_told_by_all_stands_highest():
    brings = np.array([[0, 1, 0], [0, 0, 0], [0, 1, 0]], np.bool_)

    found = vn.standing(brings)

    assert found.argmax() == 1
    assert found[0] == pytest.approx(found[2])


def test_a_word_from_someone_with_standing_counts_for_more():
    """1 and 2 both hear one other: 1 hears the one whom all tell, 2 hears nobody's ear."""
    brings = np.zeros((5, 5), np.bool_)
    brings[[1, 2, 3, 4], 0] = True
    brings[0, 1] = brings[3, 2] = True

    found = vn.standing(brings)

    assert found[0] > found[1] > found[2]


def test_where_nobody_tells_anyone_all_stand_alike():
    assert vn.standing(np.zeros((3, 3), np.bool_)).tolist() == pytest.approx(
        [1 / 3] * 3
    )


def test_a_ring_comes_to_rest():
    ring = np.roll(np.eye(4, dtype=np.bool_), 1, axis=1)

    assert vn.standing(ring).tolist() == pytest.approx([0.25] * 4)


def test_it_is_the_eigenvector_where_all_are_tied():
    rng = np.random.default_rng(0)
    brings = rng.random((8, 8)) < 0.5
    np.fill_diagonal(brings, val=False)
    values, vectors = np.linalg.eig(brings.T.astype(float))
    leading = np.abs(np.real(vectors[:, np.argmax(np.real(values))]))

    assert vn.standing(brings) == pytest.approx(leading / leading.sum(), abs=1e-3)


@given(brings=tables)
def test_shares_sum_to_one_and_talking_to_oneself_adds_nothing(brings):
    alone = brings & ~np.eye(len(brings), dtype=np.bool_)

    assert vn.standing(brings).sum() == pytest.approx(1.0)
    assert vn.standing(brings).tolist() == vn.standing(alone).tolist()


def test_a_table_that_is_not_square_is_refused():
    with pytest.raises(ValueError, match="brings must be"):
        vn.standing(np.zeros((2, 3), np.bool_))
