"""Serial dictatorship and round-robin do what their names promise."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.choices.casts import every_bundle, problems

from seedbed.engines import choices


@settings(max_examples=60, deadline=None)
@given(problem=problems(with_rules=False), seed=st.integers(0, 5), data=st.data())
def test_under_serial_dictatorship_no_one_gains_by_lying(problem, seed, data):
    student = data.draw(st.integers(0, problem.n_students - 1))
    lie = problem.worth.copy()
    lie[student] = data.draw(
        st.lists(
            st.integers(0, 3), min_size=problem.n_sections, max_size=problem.n_sections
        )
    )
    lying = choices.Problem(
        worth=lie, load=problem.load, seats=problem.seats, blocks=problem.blocks
    )

    true, false = (
        choices.allot(told, method="serial-dictatorship", seed=seed).has[student]
        for told in (problem, lying)
    )

    assert problem.worth[student] @ true >= problem.worth[student] @ false - 1e-9


@settings(max_examples=40, deadline=None)
@given(problem=problems(with_rules=False), seed=st.integers(0, 5))
def test_the_first_in_the_draw_has_the_best_of_all(problem, seed):
    result = choices.allot(problem, method="serial-dictatorship", seed=seed)

    first = int(result.order[0])
    best = max(
        problem.worth[first, list(held)].sum()
        for held in every_bundle(problem, first)
        if all(problem.seats[c] > 0 for c in held)
    )
    assert problem.worth[first] @ result.has[first] == best


def test_round_robin_turns_the_order_round_in_every_second_round():
    problem = choices.Problem(
        worth=np.array([[4.0, 3.0, 2.0, 1.0]] * 2),
        load=np.array([2, 2]),
        seats=np.ones(4, np.int64),
        blocks=np.eye(4, dtype=np.bool_),
    )

    result = choices.allot(problem, method="round-robin", seed=0)

    first, second = result.order.tolist()
    assert result.has[first].tolist() == [True, False, False, True]
    assert result.has[second].tolist() == [False, True, True, False]


@settings(max_examples=40, deadline=None)
@given(problem=problems(with_rules=False), seed=st.integers(0, 5))
def test_where_each_takes_one_section_round_robin_is_envy_free_but_for_one(
    problem, seed
):
    single = choices.Problem(
        worth=problem.worth,
        load=np.ones(problem.n_students, np.int64),
        seats=problem.seats,
        blocks=problem.blocks,
    )
    result = choices.allot(single, method="round-robin", seed=seed)

    assert choices.measure(single, result.has).envy_free_but_one_share == 1.0
