"""Small counts are data that says less."""

from __future__ import annotations

import pytest

from seedbed.engines import needs


@pytest.mark.parametrize("n", [0, 1, 9])
def test_fewer_than_ten_all_look_the_same(n):
    assert needs.shown(n) == needs.Shown(low=0, high=9)
    assert not needs.shown(n).is_exact


def test_ten_is_said():
    assert needs.shown(10) == needs.Shown(low=10, high=10)
    assert needs.shown(10).is_exact


def test_a_system_may_hide_more():
    assert needs.shown(15, least=20) == needs.Shown(low=0, high=19)


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="at least 0, got -1"):
        needs.shown(-1)
