"""Which pocket a unit would reach the most of, among those who have nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.engines import needs
from seedbed.engines.needs import NOTHING, SOMETHING, UNKNOWN

EVERYONE = np.arange(10)


def pockets(**lists):
    return needs.gather(EVERYONE, {name: np.array(ids) for name, ids in lists.items()})


def instead(found, value):
    return np.full(found.is_in.shape, value)


def test_those_with_nothing_and_a_seat_come_first():
    found = pockets(many_with_something=range(8), few_with_nothing=[8, 9])
    does = instead(found, SOMETHING)
    does[:, 1] = NOTHING

    first, second = needs.rank(found, instead=does, seats=np.array([8, 8]))

    assert (first.pocket, first.reached_low, first.n_without) == (1, 2.0, 2)
    assert (second.pocket, second.reached_low, second.n_without) == (0, 0.0, 0)


def test_size_times_nothing_times_seats_is_taken_literally():
    found = pockets(homebound=range(8))
    does = instead(found, SOMETHING)
    does[:6] = NOTHING

    [one] = needs.rank(found, instead=does, seats=np.array([2]))

    assert one.reached_low == pytest.approx(8 * (6 / 8) * (2 / 8))


def test_an_unknown_alternative_is_a_range():
    found = pockets(homebound=range(4))
    does = instead(found, UNKNOWN)
    does[0] = NOTHING

    [one] = needs.rank(found, instead=does, seats=np.array([9]))

    assert (one.reached_low, one.reached_high, one.n_unknown) == (1.0, 4.0, 3)


def test_those_served_already_are_left_out():
    found = pockets(homebound=range(4))

    [one] = needs.rank(
        found, instead=instead(found, NOTHING), seats=np.array([9]), served=[0, 1, 77]
    )

    assert (one.n_students, one.reached_low) == (2, 2.0)


def test_equal_pockets_stay_in_the_order_given():
    found = pockets(one=[1, 2], other=[3, 4], empty=[])

    ranks = needs.rank(found, instead=instead(found, NOTHING), seats=np.full(3, 1))

    assert [one.pocket for one in ranks] == [0, 1, 2]
    assert ranks[2].reached_high == 0.0


@pytest.mark.parametrize(
    ("does", "seats", "says"),
    [
        (np.ones((10, 2), np.int64), np.array([1]), "instead must be"),
        (np.full((10, 1), 7), np.array([1]), "NOTHING, SOMETHING or UNKNOWN"),
        (np.ones((10, 1), np.int64), np.array([-1]), "at least 0"),
        (np.ones((10, 1), np.int64), np.array([1, 1]), "seats must be 1 numbers"),
    ],
)
def test_nonsense_is_refused(does, seats, says):
    with pytest.raises(ValueError, match=says):
        needs.rank(pockets(homebound=[1]), instead=does, seats=seats)


@given(
    does=st.lists(st.sampled_from([NOTHING, SOMETHING]), min_size=4, max_size=4),
    seats=st.integers(0, 6),
)
def test_it_counts_what_a_lottery_would_reach_on_average(does, seats):
    """Every draw of the seats among four students, written out."""
    from itertools import combinations

    found = pockets(homebound=range(4))
    column = np.array([*does, *[SOMETHING] * 6])[:, None]
    draws = list(combinations(does, min(seats, 4)))
    reached = np.mean([sum(one == NOTHING for one in draw) for draw in draws])

    [one] = needs.rank(found, instead=column, seats=np.array([seats]))

    assert one.reached_low == pytest.approx(reached)
