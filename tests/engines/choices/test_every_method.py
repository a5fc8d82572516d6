"""What holds for every method of allotting seats."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.choices.casts import ROBOTICS, problems, three_friends

from seedbed.engines import choices
from seedbed.engines.choices.desk import Desk

every_method = pytest.mark.parametrize("method", choices.METHODS)
few = settings(max_examples=60, deadline=None)


@every_method
@few
@given(problem=problems(), seed=st.integers(0, 5))
def test_no_rule_is_broken(method, problem, seed):
    result = choices.allot(problem, method=method, seed=seed)

    assert choices.verify(problem, result.has) == []


@every_method
@few
@given(problem=problems(), seed=st.integers(0, 5))
def test_no_open_seat_is_kept_from_a_student_who_can_take_it(method, problem, seed):
    result = choices.allot(problem, method=method, seed=seed)
    desk = Desk(problem, result.has)

    assert not any(desk.open_to(i).any() for i in range(problem.n_students))
    assert choices.measure(problem, result.has).n_seats_wasted == 0


@every_method
@few
@given(problem=problems())
def test_the_same_seed_gives_the_same_seats(method, problem):
    one, other = (choices.allot(problem, method=method, seed=7) for _ in range(2))

    assert (one.has == other.has).all()


@every_method
@few
@given(problem=problems(), seed=st.integers(0, 3))
def test_every_seat_and_every_miss_has_a_sentence(method, problem, seed):
    result = choices.allot(problem, method=method, seed=seed)

    for i in range(problem.n_students):
        for c in range(problem.n_sections):
            said = choices.explain(problem, result, i, c)
            assert said.startswith("You got" if result.has[i, c] else "You ")
            assert said.endswith(".")
            assert said.count("\n") == 0


@every_method
def test_with_seats_for_all_everyone_has_their_ideal(method):
    problem = three_friends(seats=np.array([3, 3, 3]))

    result = choices.allot(problem, method=method, seed=0)

    assert problem.shares(result.has).tolist() == [1.0, 1.0, 1.0]


@every_method
def test_who_wins_the_one_seat_is_a_matter_of_the_seed(method):
    problem = choices.Problem(
        worth=np.ones((2, 1)),
        load=np.array([1, 1]),
        seats=np.array([1]),
        blocks=np.array([[True]]),
    )

    winners = {
        int(
            np.argmax(choices.allot(problem, method=method, seed=seed).has[:, ROBOTICS])
        )
        for seed in range(12)
    }

    assert winners == {0, 1}


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match=r"There is no method 'auction'; there are "):
        choices.allot(three_friends(), method="auction", seed=0)
