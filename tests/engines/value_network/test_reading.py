"""What the map says: published numbers, every state written out, and its symmetries."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.value_network.cast import actor, network, riverside, span

from seedbed.engines import value_network as vn
from seedbed.engines.value_network.draws import draw

#: Bueno de Mesquita (1994): capability, position, salience.
EMISSIONS = {
    "Netherlands": (0.08, 4, 0.8),
    "Belgium": (0.08, 7, 0.4),
    "Luxembourg": (0.03, 4, 0.2),
    "Germany": (0.16, 4, 0.8),
    "France": (0.16, 10, 0.6),
    "Italy": (0.16, 10, 0.6),
    "UK": (0.16, 10, 0.9),
    "Ireland": (0.05, 7, 0.1),
    "Denmark": (0.05, 4, 1.0),
    "Greece": (0.08, 7, 0.7),
}
#: Shares of power, then for each actor the position's range.
tiny_maps = st.lists(
    st.tuples(
        st.integers(1, 9),
        st.tuples(*[st.integers(-100, 100)] * 3).map(sorted).map(tuple),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)


def made(rows, *, salience=1.0):
    total = sum(power for power, *_ in rows)
    return network(
        *(
            actor(f"actor {n}", power / total, where, salience=salience, veto=veto)
            for n, (power, where, veto) in enumerate(rows)
        )
    )


def below_zero(low, mode, high):
    """Return the probability that a triangular number is below 0, by its area."""
    if low >= 0:
        return 0.0
    if high < 0 or low == high:
        return 1.0
    if mode >= 0:
        return low**2 / ((high - low) * (mode - low))
    return 1.0 - high**2 / ((high - low) * (high - mode))


@pytest.mark.golden
def test_the_published_table_has_the_published_mean_and_median():
    table = network(
        *(
            actor(name, power, position, salience=salience, kind="vote")
            for name, (power, position, salience) in EMISSIONS.items()
        )
    )

    reading = vn.read(table, seed=0, n_draws=100)

    assert reading.mean == pytest.approx(7.389955686853767, abs=1e-12)
    assert reading.median == 7.0
    assert sum(part.contribution for part in reading.parts) == pytest.approx(
        reading.mean
    )


@settings(max_examples=40)
@given(rows=tiny_maps)
def test_probabilities_are_those_of_all_sides_written_out(rows):
    """Who is for and who against, all 2^N ways, each with its exact probability."""
    map_ = made(rows)
    p_against = [below_zero(*where) for _, where, _ in rows]
    stopped = opposed = 0.0
    for sides in itertools.product((False, True), repeat=len(rows)):
        p = np.prod([a if s else 1 - a for a, s in zip(p_against, sides, strict=True)])
        is_opposed = 2 * sum(
            row[0] for row, s in zip(rows, sides, strict=True) if s
        ) > sum(row[0] for row in rows)
        is_vetoed = any(row[2] and s for row, s in zip(rows, sides, strict=True))
        opposed += p * is_opposed
        stopped += p * (is_opposed or is_vetoed)

    reading = vn.read(map_, seed=1, n_draws=2000)

    assert reading.p_opposed == pytest.approx(opposed, abs=0.05)
    assert reading.p_stopped == pytest.approx(stopped, abs=0.05)
    assert [part.p_against for part in reading.parts] == pytest.approx(
        p_against, abs=0.001
    )


@given(rows=tiny_maps)
def test_turning_the_scale_round_turns_the_answer_round(rows):
    there = vn.read(made(rows), seed=0, n_draws=50)
    turned = made([(p, tuple(-x for x in w[::-1]), v) for p, w, v in rows])

    back = vn.read(turned, seed=0, n_draws=50)

    assert back.mean == pytest.approx(-there.mean)
    assert [part.contribution for part in back.parts] == pytest.approx(
        [-part.contribution for part in there.parts]
    )


@given(rows=tiny_maps, data=st.data())
def test_the_order_of_actors_changes_nothing(rows, data):
    actors = made(rows).actors
    mixed = data.draw(st.permutations(actors))

    one = vn.read(network(*actors), seed=3, n_draws=200)
    other = vn.read(network(*mixed), seed=3, n_draws=200)

    assert other.p_stopped == one.p_stopped
    assert other.median == one.median
    assert other.mean == pytest.approx(one.mean)
    by_name = {part.name: part for part in other.parts}
    for part in one.parts:
        assert by_name[part.name].p_against == part.p_against


def test_the_same_seed_gives_the_same_answer_and_another_one_nearly():
    assert vn.read(riverside(), seed=0) == vn.read(riverside(), seed=0)
    one, other = vn.read(riverside(), seed=0), vn.read(riverside(), seed=1)
    assert one.p_stopped == pytest.approx(other.p_stopped, abs=6 * one.p_error)
    assert one.p_stopped != other.p_stopped


def test_half_of_the_weight_is_not_a_majority():
    even = network(actor("a", 0.1, -9), actor("b", 0.4, -9), actor("c", 0.5, 9))

    assert vn.read(even, seed=0, n_draws=10).p_opposed == 0.0


def test_the_median_is_where_half_of_the_weight_is_reached():
    even = network(actor("a", 0.1, -9), actor("b", 0.4, -3), actor("c", 0.5, 50))

    assert vn.read(even, seed=0, n_draws=10).median == -3.0


def test_power_that_is_not_brought_to_bear_moves_nothing():
    asleep = network(
        actor("voters", 0.9, -100, salience=0.0), actor("families", 0.1, 40)
    )

    reading = vn.read(asleep, seed=0, n_draws=10)

    assert reading.mean == 40.0
    assert reading.opposing == 0.0
    assert [part.stance for part in reading.parts] == ["not affected", "with"]


def test_a_regulator_stops_alone_if_against_and_only_then():
    def regulated(where):
        regulator = actor(
            "state", 1.0, where, salience=0.1, kind="regulation", veto=True
        )
        return vn.read(
            network(regulator, actor("families", 1.0, 80)), seed=0, n_draws=100
        )

    assert regulated(-10).p_vetoed == regulated(-10).p_stopped == 1.0
    assert regulated(-10).p_opposed == 0.0
    assert regulated(10).p_stopped == 0.0


def test_who_holds_over_half_stops_alone_without_a_right_to():
    reading = vn.read(
        network(actor("families", 0.6, -10), actor("staff", 0.4, 90)), seed=0
    )

    assert [part.p_veto for part in reading.parts] == [1.0, 0.0]


@pytest.mark.parametrize(
    ("p", "call"),
    [
        (0.0, "playbook"),
        (0.2, "by consent"),
        (0.5, "by consent"),
        (0.51, "new space"),
    ],
)
def test_the_call_follows_the_rule(p, call):
    assert vn.call(p) == call


def test_without_interviews_nobody_is_sure():
    def asked(n):
        [part, _] = vn.read(
            network(actor("families", 0.5, (-80, -60, -40), n=n), actor("b", 0.5, 50)),
            seed=0,
        ).parts
        return part

    assert asked(0).p_against == pytest.approx(0.5, abs=0.02)
    assert (asked(0).stance, asked(0).sure) == ("unsure", "low")
    assert asked(1).p_against == pytest.approx(0.75, abs=0.02)
    assert asked(2).sure == "medium"
    assert (asked(5).stance, asked(5).sure) == ("against", "high")
    assert asked(None).p_against == 1.0


@given(n=st.integers(0, 30))
def test_each_interview_takes_its_part_of_the_doubt_away(n):
    [part] = vn.read(
        network(actor("families", 1.0, (-80, -60, -40), n=n)), seed=0, n_draws=4000
    ).parts

    assert part.p_against == pytest.approx(1 - 0.5 / (n + 1), abs=0.03)


@pytest.mark.parametrize("wave", [0.0, 0.4, 1.0])
def test_a_wave_turns_all_at_once_and_nobody_more_often(wave):
    """Three of three are against it in 1/8 of states alone, in 1/2 in a wave."""
    alone = [actor(name, 1 / 3, (-50, 0, 50)) for name in "abc"]
    map_ = vn.ValueNetwork(actors=tuple(alone), wave=wave)

    reading = vn.read(map_, seed=0)

    assert reading.p_opposed == pytest.approx(0.5, abs=0.02)
    for part in reading.parts:
        assert part.p_against == pytest.approx(0.5, abs=0.02)
    drawn = draw(map_, seed=0)
    all_against = (drawn.position < 0).all(axis=1).mean()
    assert all_against == pytest.approx((1 - wave) / 8 + wave / 2, abs=0.02)


def test_the_summary_says_support_stop_and_what_to_do():
    assert vn.read(network(actor("families", 1.0, -40)), seed=0).summary() == (
        "Support -40 (80 % -40 to -40), 100% of power against; stopped with "
        "probability 1.00: build a new space that people join by choice."
    )


def test_draws_keep_within_their_ranges_and_have_their_mean():
    map_ = network(
        vn.Actor(
            name="families",
            channels=(vn.Channel(kind="voice", share=1.0),),
            position=span(-30, 0, 90),
            salience=span(0.2, 0.5, 0.8),
        )
    )

    drawn = draw(map_, seed=0)
    assert -30 <= drawn.position.min() <= drawn.position.max() <= 90
    assert drawn.position.mean() == pytest.approx((-30 + 0 + 90) / 3, abs=0.01)
    assert 0.2 <= drawn.weight.min() <= drawn.weight.max() <= 0.8
