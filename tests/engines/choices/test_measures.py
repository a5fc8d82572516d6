"""The measures, each counted by hand."""

import numpy as np
from hypothesis import given, settings
from tests.engines.choices.casts import (
    ANA,
    BEN,
    CHO,
    CHOIR,
    ROBOTICS,
    problems,
    seats_of,
    three_friends,
)

from seedbed.engines import choices


def test_measures_of_one_allotment():
    problem = three_friends()

    found = choices.measure(problem, seats_of(problem, (ANA, ROBOTICS), (CHO, CHOIR)))

    # Ideals: 1, 1 and 4/3. Ben envies Ana her Robotics and Cho her Choir; Cho nobody.
    assert found.utilitarian == np.mean([1, 0, 0.75])
    assert found.egalitarian == 0
    assert found.first_choice_share == 2 / 3
    assert found.envy_free_share == 2 / 3
    assert found.envy_free_but_one_share == 1
    assert found.n_empty_handed == 1
    assert (found.n_seats_taken, found.n_seats_unfilled) == (2, 2)
    assert found.n_seats_wasted == 1  # Cho could take Chess
    assert found.n_swaps_missed == 0


def test_a_trade_that_both_want_is_counted():
    problem = three_friends(worth=np.array([[1, 2, 0], [2, 1, 0], [0, 0, 1]], float))

    found = choices.measure(problem, seats_of(problem, (ANA, ROBOTICS), (BEN, CHOIR)))

    assert found.n_swaps_missed == 1


@settings(max_examples=80, deadline=None)
@given(problem=problems())
def test_envy_is_what_comparing_all_pairs_finds(problem):
    has = choices.allot(problem, method="serial-dictatorship", seed=1).has

    def best_of(i, sections):
        worths = sorted(
            (problem.worth[i, c] for c in sections if problem.may[i, c]), reverse=True
        )
        return sum(worths[: problem.load[i]])

    content = [
        not any(
            best_of(i, np.flatnonzero(has[j])) > problem.worth[i] @ has[i] + 1e-9
            for j in range(problem.n_students)
        )
        for i in range(problem.n_students)
        if problem.ideal[i] > 0
    ]
    expected = np.mean(content) if content else 1.0
    assert choices.measure(problem, has).envy_free_share == expected
