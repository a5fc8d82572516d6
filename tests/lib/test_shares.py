"""Wilson's interval against the published example, at the edges, and for no one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest

from seedbed.lib.shares import wilson_ends


@pytest.mark.parametrize(("hits", "n"), [(0, 7), (20, 100), (3, 8), (8, 8)])
def test_the_ends_are_scipys(hits: int, n: int) -> None:
    low, high = wilson_ends(np.array([hits / n]), np.array([float(n)]))

    theirs = binomtest(hits, n).proportion_ci(method="wilson")
    assert low[0] == pytest.approx(theirs.low, abs=1e-12)
    assert high[0] == pytest.approx(theirs.high, abs=1e-12)


def test_at_nobody_and_at_everybody_an_end_is_exact() -> None:
    low, high = wilson_ends(np.array([0.0, 1.0]), np.array([9.0, 9.0]))

    assert low[0] == 0.0
    assert high[1] == 1.0


def test_a_share_of_nobody_has_no_interval() -> None:
    low, high = wilson_ends(np.array([np.nan]), np.array([0.0]))

    assert np.isnan(low[0])
    assert np.isnan(high[0])
