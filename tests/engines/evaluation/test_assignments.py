"""What could have come out."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.engines.evaluation import n_possible, rerandomise

ONE_BLOCK = np.zeros(8, np.int64)
HALF = np.arange(8) < 4


def test_eight_rooms_have_seventy_assignments_each_once():
    could = rerandomise(ONE_BLOCK, HALF)

    assert could.is_complete
    assert could.n_assignments == n_possible(ONE_BLOCK, HALF) == 70
    assert len(np.unique(could.is_treated, axis=0)) == 70
    assert (could.is_treated.sum(axis=1) == 4).all()
    assert (could.is_treated[could.observed] == HALF).all()


def test_blocks_are_assigned_apart():
    block = np.array([0, 0, 1, 1, 1, 2, 2, 2])
    arm = np.array([1, 0, 1, 0, 0, 1, 1, 0], bool)

    could = rerandomise(block, arm)

    assert could.n_assignments == 2 * 3 * 3
    for one in range(3):
        n_treated = could.is_treated[:, block == one].sum(axis=1)
        assert (n_treated == arm[block == one].sum()).all()


@pytest.mark.parametrize("block", [np.zeros(32, np.int64), np.arange(32) % 5])
def test_where_there_are_too_many_they_are_drawn_by_seed(block):
    arm = np.arange(32) < 16

    could, again = (rerandomise(block, arm, n_draws=99, seed=7) for _ in range(2))

    assert not could.is_complete
    assert could.n_assignments == 100
    assert (could.is_treated[0] == arm).all()
    assert (could.is_treated == again.is_treated).all()
    for one in np.unique(block):
        n_treated = could.is_treated[:, block == one].sum(axis=1)
        assert (n_treated == arm[block == one].sum()).all()


def test_draws_treat_each_room_equally_often():
    could = rerandomise(np.zeros(32, np.int64), np.arange(32) < 8)

    # The standard error of a share of a quarter in 4,999 draws is .006.
    assert could.is_treated[1:].mean(axis=0) == pytest.approx(0.25, abs=0.03)


def test_shapes_must_agree():
    with pytest.raises(ValueError, match="one shape"):
        rerandomise(ONE_BLOCK, HALF[:4])
