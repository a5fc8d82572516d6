"""When assignments cross: the proof of the error, held against a plain copy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.engines.evaluation.kernels import crossings


def plain(scores, allowed):
    """Say it again without haste: at each look the highest, equals together."""
    n_looks, n = scores.shape
    first, n_crossed = [n_looks] * n, 0
    for look in range(n_looks):
        waiting = [i for i in range(n) if first[i] == n_looks]
        crossing: list[int] = []
        for value in sorted({scores[look, i] for i in waiting}, reverse=True):
            equal = [i for i in waiting if scores[look, i] == value]
            if n_crossed + len(crossing) + len(equal) > allowed[look]:
                break
            crossing += equal
        for i in crossing:
            first[i] = look
        n_crossed += len(crossing)
    return first


@settings(max_examples=200)
@given(st.data())
def test_the_highest_cross_and_equals_together(data):
    n_looks, n = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 30))
    values = st.lists(st.integers(-5, 5), min_size=n, max_size=n)
    scores = np.array([data.draw(values) for _ in range(n_looks)], float)
    allowed = np.sort(
        data.draw(st.lists(st.integers(0, n), min_size=n_looks, max_size=n_looks))
    )

    found = crossings(scores, allowed, 1.0)

    assert found.tolist() == plain(scores, allowed)
    assert (crossings(-scores, allowed, -1.0) == found).all()


@given(st.integers(0, 2**32 - 1))
def test_never_do_more_cross_than_were_allowed(seed):
    random = np.random.default_rng(seed)
    scores = random.normal(size=(6, 200)).cumsum(axis=0)
    allowed = np.array([0, 0, 1, 2, 5, 5])

    first = crossings(scores, allowed, 1.0)

    assert [(first <= look).sum() for look in range(6)] == allowed.tolist()


def test_a_difference_of_rounding_is_a_tie():
    scores = np.array([[1.0, 1.0 + 1e-14, 0.0, -1.0]])

    assert crossings(scores, np.array([1]), 1.0).tolist() == [1, 1, 1, 1]
    assert crossings(scores, np.array([2]), 1.0).tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_statistics_that_are_all_zero_cross_together_or_not(sign):
    assert (crossings(np.zeros((2, 5)), np.array([0, 4]), sign) == 2).all()
