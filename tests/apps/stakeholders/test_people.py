"""People are put on the maps by several hands, and nobody's words are lost."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.stakeholders import queries, services
from seedbed.apps.stakeholders.errors import (
    ActorEditedError,
    ActorTakenError,
    UnfinishedMapFormError,
    UnknownChangeError,
)
from seedbed.apps.stakeholders.services import ActorWords

from .conftest import NOON, begin, standing, voice, vote


def test_a_form_sent_twice_begins_one_change(cast):
    key = uuid4()

    first, second = begin(cast, form_key=key), begin(cast, form_key=key)

    assert first == second
    assert queries.changes_of(cast.hub.pk)[1] == 1


def test_a_change_without_a_title_is_refused_by_name(cast):
    with pytest.raises(UnfinishedMapFormError, match="give a title"):
        begin(cast, title=" ")


def test_only_who_leads_the_unit_may_begin_one(cast):
    with pytest.raises(NotAllowedError):
        begin(cast, by_id=cast.rosa.pk)


def test_two_actors_of_one_name_are_refused(lincoln):
    with pytest.raises(ActorTakenError, match="'school board' is on this map"):
        lincoln.add("school board")


def edited(lincoln, version, **more):
    actor_id = lincoln.actors["School board"]
    words = ActorWords(
        name="School board", kind="policymaker", standings=(standing("apart", vote(1)),)
    )
    return services.save_actor(
        change=lincoln.uuid,
        words=replace(words, **more),
        by_id=lincoln.cast.dana.pk,
        at=NOON,
        actor_id=actor_id,
        version=version,
    )


def test_the_second_of_two_editors_sees_the_first_ones_version(lincoln):
    edited(lincoln, 1, counts_on="Few complaints")

    with pytest.raises(ActorEditedError, match="Both versions are below"):
        edited(lincoln, 1, counts_on="Test results")

    board = queries.actors_of(lincoln.uuid)[2]
    assert (board.counts_on, board.version) == ("Few complaints", 2)
    assert board.edited_by == "Dana Whitfield"


def test_who_is_taken_off_one_map_stays_on_the_other(lincoln):
    edited(lincoln, 1)

    board = queries.actors_of(lincoln.uuid)[2]
    assert board.on("inside") is None
    assert board.on("apart") is not None


def test_who_is_removed_is_on_no_map_and_the_name_is_free(lincoln):
    services.remove_actor(
        change=lincoln.uuid,
        actor_id=lincoln.actors["School board"],
        by_id=lincoln.cast.dana.pk,
        at=NOON,
    )
    lincoln.add("School board")

    names = [actor.name for actor in queries.actors_of(lincoln.uuid)]
    assert names.count("School board") == 1


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (standing("inside", voice(1.2)), "every share from 0 to 100 %"),
        (standing("inside", voice(float("nan"))), "every share from 0 to 100 %"),
        (standing("inside", salience=(0.9, 0.5, 0.6)), "how much it matters"),
        (standing("elsewhere", voice(0.5)), "every share from 0 to 100 %"),
    ],
)
def test_what_is_out_of_range_is_named(empty, place, said):
    with pytest.raises(UnfinishedMapFormError, match=said):
        empty.add("Press", place)


def test_information_flows_only_between_actors_of_the_change(lincoln):
    board = lincoln.actors["School board"]
    services.save_actor(
        change=lincoln.uuid,
        words=ActorWords(name="Press", kind="community", brings_to=(board, 999)),
        by_id=lincoln.cast.dana.pk,
        at=NOON,
    )

    assert queries.actors_of(lincoln.uuid)[-1].brings_to == (board,)


def test_a_change_of_another_system_does_not_exist(lincoln):
    with pytest.raises(UnknownChangeError):
        queries.change_card(uuid4())


def test_shares_are_stretched_to_the_whole(empty):
    empty.add("Families", standing("inside", voice(0.3)))
    empty.add("Press", standing("inside", voice(0.1)))

    n = services.share_out(
        change=empty.uuid, place="inside", channel="voice", by_id=empty.cast.dana.pk
    )

    shares = [
        one.channels[0].share
        for one in queries.on_map(queries.actors_of(empty.uuid), "inside")
    ]
    assert n == 2
    assert shares == pytest.approx([0.75, 0.25])
