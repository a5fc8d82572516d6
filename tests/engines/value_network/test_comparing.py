"""Two places for one idea, read with the same luck."""

from __future__ import annotations

import pytest
from tests.engines.value_network.cast import actor, network, riverside, riverside_hub

from seedbed.engines import value_network as vn


def test_a_map_beside_itself_differs_in_nothing():
    found = vn.compare(riverside(), riverside(), seed=0)

    assert (found.mean_gain, found.gain_low, found.gain_high) == (0.0, 0.0, 0.0)
    assert found.p_only_inside_stopped == found.p_only_apart_stopped == 0.0
    assert found.inside == found.apart


def test_each_side_is_the_map_read_alone():
    found = vn.compare(riverside(), riverside_hub(), seed=0)

    assert found.inside == vn.read(riverside(), seed=0)
    assert found.apart == vn.read(riverside_hub(), seed=0)
    assert found.p_only_inside_stopped - found.p_only_apart_stopped == pytest.approx(
        found.inside.p_stopped - found.apart.p_stopped
    )
    assert found.gain_low < found.mean_gain < found.gain_high


def test_who_is_on_one_map_only_is_not_affected_on_the_other():
    found = vn.compare(riverside(), riverside_hub(), seed=0)

    stances = {one.name: (one.inside, one.apart) for one in found.actors}
    assert stances["families"] == ("against", "not affected")
    assert stances["families who chose it"] == ("not affected", "with")
    assert stances["vendor"] == ("with", "with")
    assert list(stances) == [
        "families",
        "teachers",
        "vendor",
        "board",
        "families who chose it",
    ]


def test_a_shift_of_everyone_is_the_gain():
    then = network(actor("a", 0.5, (-20, 0, 20)), actor("b", 0.5, (-5, 0, 5)))
    now = network(actor("a", 0.5, (-10, 10, 30)), actor("b", 0.5, (5, 10, 15)))

    found = vn.compare(then, now, seed=0)

    assert found.mean_gain == pytest.approx(10.0)
    assert found.gain_low == pytest.approx(10.0)
