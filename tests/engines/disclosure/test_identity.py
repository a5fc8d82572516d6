"""Systems are described as narrowly as five others allow, and no narrower."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.engines import disclosure


def guess(levels, k):
    """Return for each system those that the rule describes in the same words.

    Whoever knows the rule and the public directory can run it, and so can tell.
    """
    chosen = disclosure.contexts(levels, k=k)
    words = [
        (level, levels[level, n] if level >= 0 else None)
        for n, level in enumerate(chosen)
    ]
    return [sum(one == other for other in words) for one in words]


@settings(max_examples=80, deadline=None)
@given(data=st.data(), n=st.integers(0, 25), k=st.integers(2, 6))
def test_no_reader_tells_fewer_than_k_apart(data, n, k):
    sizes = st.lists(st.integers(0, 5), min_size=n, max_size=n)
    narrow, wide = data.draw(sizes), data.draw(sizes)
    levels = np.array([np.add(narrow, wide) * 6, wide, np.zeros(n)], dtype=np.int64)

    chosen = disclosure.contexts(levels, k=k)

    said = [n for n, level in zip(guess(levels, k), chosen, strict=True) if level >= 0]
    assert all(n >= k for n in said)
    assert np.all(chosen < 0) == (n < k)
    assert disclosure.n_possible(levels, chosen).tolist() == guess(levels, k)


def test_a_network_of_four_says_nothing():
    levels = np.array([[0, 0, 1, 1], [0, 0, 0, 0]])

    assert disclosure.contexts(levels).tolist() == [disclosure.WITHHELD] * 4


def test_whoever_would_be_alone_takes_the_smallest_group_along():
    state = [0] * 9 + [1] * 6 + [2]
    levels = np.array([state, [0] * 16])

    chosen = disclosure.contexts(levels)

    assert chosen.tolist() == [0] * 9 + [1] * 7


def test_systems_with_the_same_public_attributes_are_alike():
    attributes = np.array([[0, 3], [0, 3], [1, 3], [0, 3]])

    assert disclosure.n_alike(attributes).tolist() == [3, 3, 1, 3]


@pytest.mark.parametrize(
    ("levels", "k", "said"),
    [
        (np.zeros(3, int), 5, r"must have shape \(L, N\)"),
        (np.array([[0, 1]]), 5, "must be the same for all"),
        (np.array([[0, 0]]), 1, "k must be 2 or more, got 1"),
    ],
)
def test_levels_that_cannot_protect_are_refused(levels, k, said):
    with pytest.raises(ValueError, match=said):
        disclosure.contexts(levels, k=k)
