"""Who loses, and how much power those have who do."""

from __future__ import annotations

import pytest
from tests.engines.value_network.cast import actor, network

from seedbed.engines import value_network as vn

MAP = network(
    actor("advanced", 0.7, 0), actor("others", 0.2, 0), actor("staff", 0.1, 0)
)


def effect(group, value, error, who):
    return vn.GroupEffect(group=group, effect=value, standard_error=error, actor=who)


def test_a_small_loss_of_the_powerful_comes_before_a_large_one_of_others():
    found = vn.who_loses(
        MAP,
        [
            effect("weakest", 0.4, 0.1, "others"),
            effect("strongest", -0.1, 0.1, "advanced"),
            effect("absent often", -0.3, 0.1, "others"),
        ],
    )

    assert [stake.group for stake in found] == ["strongest", "absent often", "weakest"]
    assert found[0].stake == pytest.approx(-0.07)
    assert found[0].p_loses == pytest.approx(0.8413, abs=1e-4)
    assert found[2].p_loses < 0.001


def test_an_effect_for_nobody_on_the_map_is_refused():
    with pytest.raises(ValueError, match="'voters' is not on the map"):
        vn.who_loses(MAP, [effect("x", 0.1, 0.1, "voters")])


def test_an_effect_without_an_error_is_refused():
    with pytest.raises(ValueError, match="standard error of 'x' must be above 0"):
        effect("x", 0.1, 0.0, "staff")
