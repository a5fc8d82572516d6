"""Waiting lists are ordered, and move when a seat frees."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.engines.choices.casts import (
    ANA,
    BEN,
    CHESS,
    CHO,
    CHOIR,
    ROBOTICS,
    problems,
    seats_of,
    three_friends,
)

from seedbed.engines import choices

ORDER = np.array([BEN, ANA, CHO])


def test_who_has_the_smaller_share_comes_first_then_the_draw_decides():
    problem = three_friends()
    has = seats_of(problem, (ANA, CHESS))
    result = choices.Result(method="round-robin", seed=0, has=has, order=ORDER)

    assert choices.waiting_list(problem, result, ROBOTICS) == [BEN, CHO, ANA]


def test_a_freed_seat_goes_down_the_lists():
    problem = three_friends(seats=np.array([1, 1, 1]))
    has = seats_of(problem, (ANA, ROBOTICS), (BEN, CHOIR), (CHO, CHESS))

    now, moves = choices.seat_freed(problem, has, ORDER, ANA, ROBOTICS)

    assert moves == [
        choices.Move(student=CHO, section=ROBOTICS, given_up=()),
    ]
    assert choices.verify(problem, now) == []


def test_a_move_frees_another_seat_for_the_next():
    problem = three_friends(load=np.array([1, 1, 1]), seats=np.array([1, 1, 1]))
    has = seats_of(problem, (ANA, ROBOTICS), (BEN, CHOIR), (CHO, CHESS))

    now, moves = choices.seat_freed(
        problem, has, np.array([BEN, CHO, ANA]), ANA, ROBOTICS
    )

    assert (moves[0].student, moves[0].section) == (CHO, ROBOTICS)
    assert moves[0].given_up == (CHESS,)
    assert now[ANA, CHESS]
    assert choices.verify(problem, now) == []


@settings(max_examples=60, deadline=None)
@given(problem=problems(), data=st.data())
def test_nobody_loses_by_a_move_and_no_rule_breaks(problem, data):
    result = choices.allot(problem, method="round-robin", seed=0)
    tied = {(i, wish.section) for wish in problem.together for i in wish.students}
    taken = [
        pair
        for pair in map(tuple, np.argwhere(result.has).tolist())
        if pair not in tied
    ]
    assume(taken)
    student, section = data.draw(st.sampled_from(taken))

    now, moves = choices.seat_freed(problem, result.has, result.order, student, section)

    assert choices.verify(problem, now) == []
    gained = (now * problem.worth).sum(axis=1) - (result.has * problem.worth).sum(
        axis=1
    )
    assert all(gained[move.student] > 0 or move.student == student for move in moves)
    assert not now[student, section]


def test_a_seat_that_is_not_held_cannot_be_freed():
    problem = three_friends()

    with pytest.raises(ValueError, match=r"Student 0 has no seat in section 1\."):
        choices.seat_freed(problem, seats_of(problem), ORDER, ANA, CHOIR)
