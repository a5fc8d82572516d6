"""What would change the answer, against every change tried out."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.value_network.cast import actor, network, riverside, span

from seedbed.engines import value_network as vn

certain_maps = st.lists(
    st.tuples(st.integers(1, 9), st.integers(-100, 100), st.booleans()),
    min_size=1,
    max_size=5,
)


def made(rows):
    total = sum(power for power, *_ in rows)
    return network(
        *(
            actor(f"actor {n}", power / total, where, veto=veto)
            for n, (power, where, veto) in enumerate(rows)
        )
    )


def with_actor(map_, name, **changes):
    return vn.ValueNetwork(
        actors=tuple(
            replace(one, **changes) if one.name == name else one for one in map_.actors
        )
    )


def swing_of(map_, name, of):
    [found] = [
        swing
        for swing in vn.tornado(map_, seed=0)
        if swing.actor == name and swing.input == of
    ]
    return found


@pytest.mark.parametrize("name", ["families", "teachers", "board"])
@pytest.mark.parametrize("of", ["position", "salience"])
def test_a_bar_is_the_map_read_again_with_that_input_known(name, of):
    [known] = [one for one in riverside().actors if one.name == name]
    swing = swing_of(riverside(), name, of)

    for end, p in (
        (getattr(known, of).low, swing.p_low),
        (getattr(known, of).high, swing.p_high),
    ):
        again = with_actor(riverside(), name, **{of: span(end)})
        assert vn.read(again, seed=0).p_stopped == pytest.approx(p, abs=1e-12)


def test_without_its_power_an_actor_is_as_good_as_not_there():
    swing = swing_of(riverside(), "vendor", "power")

    gone = with_actor(riverside(), "vendor", salience=span(0.0))
    assert vn.read(gone, seed=0).p_stopped == pytest.approx(swing.p_low)


def test_the_widest_bar_comes_first_and_flips_are_told():
    swings = vn.tornado(riverside(), seed=0)

    widths = [abs(swing.p_high - swing.p_low) for swing in swings]
    assert widths == sorted(widths, reverse=True)
    assert swings[0].actor == "board"
    assert swings[0].changes_the_call
    assert len(swings) == 4 * 3


def test_when_the_only_one_who_cares_loses_its_power_nothing_is_stopped():
    [_, _, power] = sorted(
        vn.tornado(network(actor("families", 1.0, -50)), seed=0, n_draws=10),
        key=lambda swing: ("position", "salience", "power").index(swing.input),
    )

    assert (power.p_low, power.mean_low) == (0.0, 0.0)
    assert (power.p_high, power.mean_high) == (1.0, -50.0)


def test_the_one_whose_side_settles_it_is_asked_first():
    map_ = network(
        actor("families", 0.6, (-50, 0, 50), n=1),
        actor("staff", 0.3, (-50, 0, 50), n=4),
        actor("vendor", 0.1, 80),
    )

    [ask] = vn.whom_to_ask(map_, seed=0)

    assert (ask.actor, ask.n_interviews) == ("families", 1)
    assert ask.tells == pytest.approx(1.0)


def test_where_nothing_is_open_nobody_is_asked():
    assert vn.whom_to_ask(network(actor("families", 1.0, 50)), seed=0) == []


def test_at_most_so_many_are_asked_the_most_telling_first():
    asks = vn.whom_to_ask(riverside(), seed=0, at_most=2)

    assert len(asks) == 2
    assert asks[0].tells >= asks[1].tells > 0


@given(rows=certain_maps)
def test_no_smaller_group_would_be_enough(rows):
    map_ = made(rows)

    def passes(won):
        against = [
            n for n, (_, where, _) in enumerate(rows) if where < 0 and n not in won
        ]
        weight = sum(rows[n][0] for n in against)
        is_opposed = 2 * weight > sum(row[0] for row in rows)
        return not is_opposed and not any(rows[n][2] for n in against)

    sizes = [
        size
        for size in range(len(rows) + 1)
        for won in itertools.combinations(range(len(rows)), size)
        if passes(won)
    ]

    found = vn.fewest_to_win(map_, seed=0, n_draws=20)

    assert passes([map_.names.index(name) for name in found])
    assert len(found) == min(sizes)


def test_of_groups_as_small_the_one_that_leaves_least_doubt_is_named():
    map_ = network(
        actor("families", 0.4, (-90, -60, -20)),
        actor("staff", 0.3, (-90, -60, 20)),
        actor("vendor", 0.3, 90),
    )

    assert vn.read(map_, seed=0).p_stopped > 0.9
    assert vn.fewest_to_win(map_, seed=0) == ("families",)


def test_doubt_alone_may_need_someone_to_be_won():
    """At the likeliest values nobody is against it; one in two draws somebody is."""
    map_ = network(actor("board", 1.0, (-50, 0, 50), kind="vote", veto=True))

    assert vn.read(map_, seed=0).opposing == 0.0
    assert vn.fewest_to_win(map_, seed=0) == ("board",)


def test_where_it_is_safe_nobody_needs_to_be_won():
    assert vn.fewest_to_win(network(actor("families", 1.0, 50)), seed=0) == ()


@given(rows=certain_maps)
def test_at_the_turning_position_the_mean_is_zero_and_beyond_reach_there_is_none(rows):
    map_ = made(rows)
    for n, (power, _, _) in enumerate(rows):
        others = sum(p * x for k, (p, x, _) in enumerate(rows) if k != n)
        turn = vn.turning_position(map_, f"actor {n}")

        if turn is None:
            assert abs(others) > 100 * power - 1e-6
        else:
            moved = with_actor(map_, f"actor {n}", position=span(turn))
            mean = vn.read(moved, seed=0, n_draws=2).mean
            assert mean == pytest.approx(0.0, abs=1e-9)


def test_who_does_not_care_turns_nothing():
    map_ = network(actor("a", 0.5, 10), actor("b", 0.5, -10, salience=0.0))

    assert vn.turning_position(map_, "b") is None


def test_a_stranger_to_the_map_is_refused():
    with pytest.raises(ValueError, match="'voters' is not on the map"):
        vn.turning_position(riverside(), "voters")


def test_tells_is_the_share_of_variance_that_a_known_side_takes_away():
    """Two of three equal actors stop it: each tells the same, worked out by hand."""
    map_ = network(*(actor(name, 1 / 3, (-50, 0, 50)) for name in "abc"))

    asks = vn.whom_to_ask(map_, seed=0)

    # P(stopped | one against) = 3/4, P(stopped | for) = 1/4: variance 1/16 of 1/4.
    assert [ask.tells for ask in asks] == pytest.approx([0.25] * 3, abs=0.03)
    assert np.isclose(sum(ask.tells for ask in asks), 0.75, atol=0.06)
