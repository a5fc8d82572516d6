"""The map refuses nonsense at birth and turns channels into power."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engines.value_network.cast import actor, network, span

from seedbed.engines import value_network as vn

UNHEARD_OF: dict[str, Any] = {"kind": "charm", "share": 1}


def with_channels(name, *channels):
    return vn.Actor(name=name, channels=channels, position=span(0))


def test_what_can_be_had_elsewhere_gives_less_power():
    vendor = vn.Channel(kind="dependence", share=0.5, substitutability=0.8)
    staff = vn.Channel(kind="dependence", share=0.5)

    made = network(with_channels("vendor", vendor), with_channels("staff", staff))

    assert made.power.tolist() == pytest.approx([0.1 / 0.6, 0.5 / 0.6])


def test_channels_add_up_and_kinds_may_count_differently():
    both = with_channels(
        "board",
        vn.Channel(kind="vote", share=1.0),
        vn.Channel(kind="dependence", share=0.5),
    )
    rest = with_channels("staff", vn.Channel(kind="dependence", share=0.5))

    equal = vn.ValueNetwork(actors=(both, rest))
    heavier = vn.ValueNetwork(
        actors=(both, rest), weights={"vote": 3.0, "dependence": 1.0}
    )

    assert equal.power.tolist() == [0.75, 0.25]
    assert heavier.power.tolist() == [0.875, 0.125]


def test_shares_that_do_not_add_up_are_refused_by_kind():
    with pytest.raises(vn.PowerSharesError) as refused:
        network(actor("board", 0.7, 0, kind="vote"), actor("families", 1.0, 0))

    assert str(refused.value) == (
        "The map cannot be read: the shares of 'vote' add up to 0.70, not 1. Say how "
        "the whole of it is divided, with 'others' as one of the actors if need be."
    )


def test_shares_of_two_decimals_may_miss_one_by_their_rounding():
    assert network(actor("a", 0.51, 0), actor("b", 0.5, 0)).power.sum() == 1.0


def test_an_actor_without_a_channel_is_refused_by_name():
    with pytest.raises(vn.NoChannelError) as refused:
        with_channels("voters")

    assert str(refused.value).startswith(
        "The map cannot be read: 'voters' has no channel of power. Say what"
    )


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: span(2, 1, 3), "rises from low to mode to high, got 2, 1, 3"),
        (lambda: span(0, 0, float("inf")), "rises from low"),
        (lambda: vn.Channel(kind="vote", share=1.1), "share must be from 0 to 1"),
        (
            lambda: vn.Channel(kind="vote", share=1, substitutability=-1),
            "substitutability must be",
        ),
        (lambda: vn.Channel(**UNHEARD_OF), "got 'charm'"),
        (lambda: actor("a", 1.0, -101), "position of 'a' must be from -100 to 100"),
        (lambda: actor("a", 1.0, 0, salience=2), "salience of 'a' must be from 0 to 1"),
        (lambda: actor("a", 1.0, 0, n=-1), "Interviews are 0 or more, got -1"),
        (lambda: network(), "a name each of their own"),
        (lambda: network(actor("a", 0.5, 0), actor("a", 0.5, 0)), "a name each"),
        (lambda: network(actor("a", 1.0, 0, salience=0)), "must care"),
        (
            lambda: vn.ValueNetwork(actors=(actor("a", 1.0, 0),), weights={"voice": 0}),
            "must care",
        ),
        (
            lambda: vn.ValueNetwork(actors=(actor("a", 1.0, 0),), wave=1.5),
            "wave must be from 0 to 1, got 1.5",
        ),
        (
            lambda: vn.ValueNetwork(
                actors=(actor("a", 1.0, 0),), weights={"voice": -1}
            ),
            "Weights must be at least 0",
        ),
    ],
)
def test_nonsense_is_refused(make, says):
    with pytest.raises(ValueError, match=says):
        make()
