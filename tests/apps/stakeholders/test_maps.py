"""Both maps are read by the same luck, and what is missing is named."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from seedbed.apps.stakeholders import queries, services
from seedbed.apps.stakeholders.errors import UnfinishedMapFormError
from seedbed.apps.stakeholders.services import ActorWords

from .conftest import MONDAY, NOON, SEED, standing, voice


def read(lincoln):
    return queries.map_card(queries.change_card(lincoln.uuid), seed=SEED)


def test_inside_it_is_stopped_more_often_than_as_its_own_unit(lincoln):
    card = read(lincoln)

    assert card.inside.numbers["p_stopped"] > card.apart.numbers["p_stopped"]
    assert card.mean_gain[0] > 0
    assert card.inside.call in ("by consent", "new space")
    assert card.n_interviews == 20


def test_the_card_is_read_in_six_queries(lincoln, django_assert_num_queries):
    with django_assert_num_queries(6):
        read(lincoln)


def test_the_same_seed_reads_the_same(lincoln):
    assert read(lincoln) == read(lincoln)


def test_contributions_add_up_to_the_mean(lincoln):
    inside = read(lincoln).inside

    total = sum(part.contribution for part in inside.parts)
    assert total == pytest.approx(inside.numbers["mean"])


def test_with_nobody_talked_to_nothing_is_sure(empty):
    empty.add("Families", standing("inside", voice(1.0)))

    (part,) = read(empty).inside.parts

    assert part.sure == "low"
    assert part.stance == "unsure"
    assert part.n_interviews == 0


def test_talks_make_surer(empty):
    empty.add("Families", standing("inside", voice(1.0)))
    empty.talk("Families", (-90, -60, -30))
    after_one = read(empty).inside.parts[0]
    empty.talk("Families", (-90, -60, -30), times=8)

    after_nine = read(empty).inside.parts[0]

    assert (after_one.sure, after_nine.sure) == ("low", "high")
    assert after_nine.p_against > after_one.p_against


def test_two_talks_make_one_range_with_the_outer_ends(empty):
    empty.add("Families", standing("inside", voice(1.0)))
    empty.talk("Families", (-90, -60, -30))
    empty.talk("Families", (-20, 20, 30))

    (one,) = queries.on_map(queries.actors_of(empty.uuid), "inside")

    assert one.n_interviews == 2
    assert one.position == (-90, -20, 30)


def test_shares_that_do_not_add_up_are_named_and_the_other_map_is_read(lincoln):
    lincoln.add("Press", standing("inside", voice(0.2)))

    card = read(lincoln)

    (fault,) = card.inside.faults
    assert (fault.code, fault.channel) == ("shares", "voice")
    assert fault.total == pytest.approx(1.2)
    assert card.inside.numbers is None
    assert card.apart.numbers is not None
    assert card.mean_gain is None


def test_an_actor_without_a_channel_is_kept_and_named(lincoln):
    lincoln.add("Press", standing("apart"))

    (fault,) = read(lincoln).apart.faults

    assert (fault.code, fault.actor) == ("no-channel", "Press")
    assert fault.actor_id == lincoln.actors["Press"]


def test_what_the_app_calls_unreadable_the_engine_refuses_too(lincoln):
    lincoln.add("Press", standing("inside", voice(0.2)), standing("apart"))
    actors = queries.actors_of(lincoln.uuid)

    assert "add up to 1.20, not 1" in str(queries.refusal_of(actors, "inside"))
    assert "'Press' has no channel" in str(queries.refusal_of(actors, "apart"))


def test_an_empty_map_says_so(empty):
    card = read(empty)

    assert [fault.code for fault in card.inside.faults] == ["nobody"]
    assert card.standing == {}


def test_where_it_matters_to_nobody_that_is_named(empty):
    empty.add("Families", standing("inside", voice(1.0), salience=(0, 0, 0)))

    assert [fault.code for fault in read(empty).inside.faults] == ["nobody-cares"]


def test_the_tornado_names_what_moves_the_answer_most_first(lincoln):
    swings = read(lincoln).inside.swings

    reaches = [abs(swing.p_high - swing.p_low) for swing in swings]
    assert reaches == sorted(reaches, reverse=True)
    assert "Families of advanced math" in [swing.actor for swing in swings]


def test_standing_goes_to_whom_others_inform(lincoln):
    board = lincoln.actors["School board"]
    for name in ("Press", "Union"):
        services.save_actor(
            change=lincoln.uuid,
            words=ActorWords(name=name, kind="staff", brings_to=(board,)),
            by_id=lincoln.cast.dana.pk,
            at=NOON,
        )

    shares = read(lincoln).standing

    assert max(shares, key=shares.get) == "School board"


def note(lincoln, effect, *, error=0.1, group="Advanced math"):
    return services.note_effect(
        form_key=uuid4(),
        change=lincoln.uuid,
        actor_id=lincoln.actors["Families of advanced math"],
        group=group,
        effect=effect,
        standard_error=error,
        source="Spring pilot",
        by_id=lincoln.cast.dana.pk,
        at=NOON,
    )


def test_who_loses_is_weighed_with_the_power_of_who_speaks_for_them(lincoln):
    note(lincoln, 0.3)
    note(lincoln, -0.2)

    (stake,) = read(lincoln).inside.stakes

    assert stake.effect == -0.2
    assert stake.p_loses > 0.9
    assert stake.stake == pytest.approx(-0.2 * stake.power)
    assert read(lincoln).apart.stakes == ()


def test_an_effect_without_a_standard_error_is_refused(lincoln):
    with pytest.raises(UnfinishedMapFormError, match="a standard error above 0"):
        note(lincoln, 0.3, error=0)


def test_a_talk_must_rise_from_worst_to_best(lincoln):
    with pytest.raises(UnfinishedMapFormError, match="from worst to best"):
        lincoln.talk("School board", (40, 0, 60))


def test_a_talk_still_to_come_is_refused(lincoln):
    with pytest.raises(UnfinishedMapFormError, match="has been held"):
        services.record_interview(
            form_key=uuid4(),
            change=lincoln.uuid,
            actor_id=lincoln.actors["School board"],
            on=MONDAY + timedelta(days=5),
            with_whom="",
            said="Later.",
            positions={"inside": (0, 0, 0)},
            by_id=lincoln.cast.dana.pk,
            at=NOON,
        )


READY = {
    "seats_per_adult": 24.0,
    "n_accommodations": 12,
    "n_accommodations_met": 12,
    "has_contract_authority": True,
    "hours_of_oldest_source": 8.0,
}


def check(lincoln, **more):
    return services.check_readiness(
        form_key=uuid4(),
        change=lincoln.uuid,
        numbers=READY | more,
        by_id=lincoln.cast.dana.pk,
        at=NOON,
    )


def test_readiness_stands_beside_the_map_and_changes_nothing_of_it(lincoln):
    before = read(lincoln)
    check(lincoln, seats_per_adult=49.0, has_contract_authority=False)

    after = read(lincoln)

    assert {name for name, _found, _wanted in after.readiness.lacks} == {
        "seats",
        "contract",
    }
    assert after.inside == before.inside


def test_nothing_lacks_where_all_is_in_place(lincoln):
    check(lincoln)

    assert read(lincoln).readiness.lacks == ()


def test_more_accommodations_met_than_owed_is_refused(lincoln):
    with pytest.raises(UnfinishedMapFormError, match="no more accommodations met"):
        check(lincoln, n_accommodations_met=13)
