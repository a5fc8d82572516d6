"""What lotteries taught, in the gains of the next night."""

from __future__ import annotations

import numpy as np
import pytest
from tests.engines.effects.cast import drawn_world

from seedbed.engines import effects


def test_a_way_that_works_better_gains_and_keeps_its_doubt():
    made, _ = drawn_world(0, passes=(0.4, 0.8, 0.6))
    found = effects.estimate(made)
    family, way = np.zeros(3, np.int64), np.arange(3)

    better = effects.gains(
        found, family=family, way=way, gain=np.ones(3), expected=np.full(3, 0.6)
    )

    assert np.argsort(better.mean).tolist() == [0, 2, 1]
    assert better.mean == pytest.approx(1.0 + found.shrunken_lift[0] / 0.6)
    assert better.sd == pytest.approx(found.shrunken_sd[0] / 0.6)


def test_no_gain_falls_below_nothing_or_passes_what_certainty_brings():
    made, _ = drawn_world(0, passes=(0.15, 0.85, 0.6), n_each=60)
    found = effects.estimate(made)

    better = effects.gains(
        found,
        family=np.zeros(2, np.int64),
        way=np.array([0, 1]),
        gain=np.ones(2),
        expected=np.array([0.01, 0.99]),
    )

    assert better.mean[0] == 0.0
    assert better.mean[1] == pytest.approx(1.0 / 0.99)


def test_effects_by_group_are_not_fed_back():
    made, _ = drawn_world(0)
    found = effects.estimate(made, by_group=True)
    one = np.zeros(1, np.int64)

    with pytest.raises(ValueError, match="not by group"):
        effects.gains(found, family=one, way=one, gain=np.ones(1), expected=np.ones(1))
