"""What a pilot could find."""

from __future__ import annotations

from math import inf

import pytest

from seedbed.engines import evaluation
from seedbed.engines.evaluation.design import errors_needed


@pytest.mark.parametrize(
    ("n_classes", "smallest_p"), [(4, 0.333), (6, 0.1), (8, 0.029), (10, 0.008)]
)
def test_few_classes_have_few_assignments(n_classes, smallest_p):
    found = evaluation.design(n_students=25 * n_classes, n_classes=n_classes)

    assert found.smallest_p == pytest.approx(smallest_p, abs=5e-4)
    assert found.can_decide == (n_classes >= 8)
    assert (found.smallest_effect < inf) == found.can_decide


def test_under_eight_classes_it_says_so_before_the_pilot_starts():
    found = evaluation.design(n_students=150, n_classes=6)

    assert found.why == (
        "With 6 classes assigned, the smallest p that chance can give is 0.100: this "
        "pilot cannot decide at 5 %. Assign at least 8, without blocks too small to "
        "choose in, or assign students by lottery."
    )


def test_pairs_of_schools_cannot_decide_either():
    found = evaluation.design(n_students=200, n_classes=8, n_schools=4, is_blocked=True)

    assert (found.n_possible, found.can_decide) == (16, False)


def test_the_same_students_one_by_one_decide_far_more():
    room = evaluation.design(n_students=200, n_classes=8)
    alone = evaluation.design(n_students=200, n_classes=8, assigned="student")

    assert alone.smallest_effect < 0.4 * room.smallest_effect


def test_fewer_than_twenty_students_cannot_decide():
    found = evaluation.design(n_students=19, n_classes=1, assigned="student")

    assert found.why == "19 students are too few to decide anything; 20 are the fewest."


def test_a_pretest_and_more_classes_make_smaller_effects_visible():
    def smallest(**changes):
        parts = {"n_students": 400, "n_classes": 16} | changes
        return evaluation.design(**parts).smallest_effect

    assert (
        smallest(pretest_correlation=0.9) < smallest() < smallest(pretest_correlation=0)
    )
    assert smallest(n_students=800, n_classes=32) < smallest()
    assert smallest(icc=0.05) < smallest() < smallest(icc=0.25)
    assert smallest() < smallest(share_treated=0.25)


def test_with_many_students_it_is_the_rule_of_thumb_of_two_point_eight_errors():
    assert errors_needed(10**6, tail=0.025, power=0.8) == pytest.approx(2.802, abs=1e-3)


@pytest.mark.parametrize(
    "part",
    [
        {"n_schools": 9},
        {"share_treated": 1.0},
        {"icc": 1.0},
        {"pretest_correlation": 1},
    ],
)
def test_impossible_numbers_are_refused(part):
    with pytest.raises(ValueError, match="must"):
        evaluation.design(**({"n_students": 200, "n_classes": 8} | part))
