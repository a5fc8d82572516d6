"""Equal quality is the best there is, on casts small enough to try everything."""

import numpy as np
import pytest
from hypothesis import given, settings
from tests.engines.choices.casts import every_allotment, problems

from seedbed.engines import choices
from seedbed.engines.choices.equal_quality import equal_quality, quality

few = settings(max_examples=60, deadline=None)


def sum_of_quality(problem, has):
    return quality(problem.shares(has)).sum()


@few
@given(problem=problems(most_students=3, most_sections=3))
def test_no_allotment_has_a_higher_sum_of_quality(problem):
    result = equal_quality(problem, seed=0, goal=0.0)

    best = max(sum_of_quality(problem, has) for has in every_allotment(problem))
    assert sum_of_quality(problem, result.has) == pytest.approx(best)
    assert result.reached == pytest.approx(best)
    assert result.bound is not None
    assert result.bound >= best - 1e-6


@few
@given(problem=problems(most_students=3, most_sections=3))
def test_with_a_goal_of_one_the_lowest_share_is_as_high_as_can_be(problem):
    result = equal_quality(problem, seed=0, goal=1.0)

    best = max(problem.shares(has).min() for has in every_allotment(problem))
    assert problem.shares(result.has).min() == pytest.approx(best)


def test_the_bound_holds_where_bundles_are_too_many_to_list():
    rng = np.random.default_rng(0)
    problem = choices.Problem(
        worth=rng.integers(0, 6, (120, 14)).astype(np.float64),
        load=rng.integers(1, 5, 120),
        seats=rng.integers(10, 24, 14),
        blocks=rng.random((14, 8)) < 0.15,
    )

    result = equal_quality(problem, seed=0)

    assert result.reached is not None
    assert result.bound is not None
    assert result.reached <= result.bound + 1e-6
    assert result.bound - result.reached < 0.002 * problem.n_students


def test_nobody_goes_empty_handed_where_that_can_be():
    worth = np.array([[3.0, 1.0], [3.0, 0.0]])
    problem = choices.Problem(
        worth=worth,
        load=np.array([2, 1]),
        seats=np.array([1, 1]),
        blocks=np.eye(2, dtype=np.bool_),
    )

    result = equal_quality(problem, seed=0)

    assert result.has.tolist() == [[False, True], [True, False]]
