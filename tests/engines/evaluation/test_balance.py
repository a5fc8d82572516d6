"""Whether groups were alike before the start."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.engines import evaluation
from seedbed.engines.evaluation.balance import cox_index, hedges_g
from seedbed.engines.evaluation.errors import UnequalGroupsError

ARM = np.arange(40) < 20


def score(gap):
    """Return scores whose means differ by so many pooled deviations, corrected."""
    spread = np.tile([-1.0, 1.0], 20)
    deviation = np.sqrt(40 / 38)
    return spread + ARM * gap * deviation / (1 - 3 / (4 * 40 - 9))


@pytest.mark.parametrize("gap", [0.0, 0.2, -0.7])
def test_g_is_in_pooled_deviations_with_the_correction_for_small_groups(gap):
    assert hedges_g(score(gap), ARM) == pytest.approx(gap)


def test_the_cox_index_is_a_difference_of_logits():
    passed = np.array([1.0] * 10 + [0.0] * 10 + [1.0] * 5 + [0.0] * 15)

    expected = (1 - 3 / 151) * (np.log(10 / 10) - np.log(5 / 15)) / 1.65
    assert cox_index(passed, ARM) == pytest.approx(expected)


def test_a_group_that_is_all_yes_still_has_an_index():
    everybody = ARM.astype(float)

    assert np.isfinite(cox_index(everybody, ARM))
    assert cox_index(everybody, ARM) > 2
    assert cox_index(np.ones(40), ARM) == 0.0
    assert cox_index(np.zeros(40), ARM) == 0.0


@pytest.mark.parametrize(
    ("gap", "likeness"), [(0.04, "fine"), (-0.06, "adjust"), (0.24, "adjust")]
)
def test_small_differences_pass_or_ask_for_adjustment(gap, likeness):
    found = evaluation.balance(score(gap)[:, None], ARM, ["score"])

    assert evaluation.gate(found) == found[0].likeness == likeness


def test_a_large_difference_is_refused_by_name_the_worst_first():
    covariates = np.column_stack([score(0.3), score(0.01), score(-0.9)])

    with pytest.raises(UnequalGroupsError) as refused:
        evaluation.gate(evaluation.balance(covariates, ARM, ["score", "age", "lunch"]))

    assert str(refused.value) == (
        "The groups cannot be compared: before the start they differ in lunch and "
        "score by up to 0.90 standard deviations, and no adjustment mends more than "
        "0.25. Match them more closely, or assign by lottery."
    )


def test_a_covariate_that_is_the_same_for_all_is_alike_unless_arms_differ():
    assert hedges_g(np.ones(40), ARM) == 0.0
    assert hedges_g(ARM.astype(float), ARM) == np.inf


def test_names_and_groups_must_fit():
    with pytest.raises(ValueError, match="shape"):
        evaluation.balance(np.zeros((40, 2)), ARM, ["score"])
    with pytest.raises(ValueError, match="two students"):
        evaluation.balance(np.zeros((2, 1)), np.array([True, False]), ["score"])
