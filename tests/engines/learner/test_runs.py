"""Runs, against the plainest loop that says the same."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seedbed.engines.learner.runs import rows_of_runs

runs = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 6)), max_size=12)


@given(runs=runs)
def test_the_rows_of_runs_are_those_that_a_loop_would_visit(runs):
    begin = np.array([b for b, _ in runs], np.int64)
    n = np.array([k for _, k in runs], np.int64)

    rows, bounds = rows_of_runs(begin, n)

    assert rows.tolist() == [b + i for b, k in runs for i in range(k)]
    assert bounds.tolist() == [
        sum(k for _, k in runs[:r]) for r in range(len(runs) + 1)
    ]


def test_no_runs_have_no_rows():
    rows, bounds = rows_of_runs(np.zeros(0, np.int64), np.zeros(0, np.int64))

    assert rows.tolist() == []
    assert bounds.tolist() == [0]
