"""A pilot refuses nonsense at birth."""

from __future__ import annotations

import numpy as np
import pytest
from tests.engines.evaluation.cast import rooms

from seedbed.engines.evaluation.errors import NoOutcomesError

N = 8 * 4


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"block": np.zeros(7, np.int64)}, "block"),
        ({"outcomes": np.zeros((3, 5))}, "outcomes"),
        ({"pretest": np.zeros((5, 1))}, "pretest"),
        ({"pretest": np.full((N, 1), np.nan)}, "number for every student"),
        ({"fractions": np.zeros(0), "outcomes": np.zeros((0, N))}, "one look"),
        ({"cluster": np.zeros(N, np.int64)}, "every cluster once"),
        ({"cluster": np.full(N, 8)}, "must lie in 0..7"),
        ({"icc": 1.0}, "icc"),
        ({"is_treated": np.array([0, 1] * 4)}, "true or false"),
    ],
)
def test_parts_that_do_not_fit_are_refused(change, words):
    with pytest.raises(ValueError, match=words):
        rooms(8, 4, **change)


def test_an_arm_without_any_outcome_is_refused():
    outcomes = np.arange(3.0 * N).reshape(3, N)
    outcomes[1, :16] = np.nan

    with pytest.raises(NoOutcomesError, match="no student of the pilot arm"):
        rooms(8, 4, outcomes=outcomes)
