"""Where a system stands: after the own answer, among five others at least."""

from __future__ import annotations

import numpy as np

from seedbed.apps.decisions import queries, services
from seedbed.apps.decisions.cards import Answer
from seedbed.apps.decisions.models import PublishedPosition
from seedbed.apps.networks.models import Member

from .conftest import MONDAY, NOON


def test_before_the_own_answer_no_peer_is_read(asked, lead, django_assert_num_queries):
    asked.answer(lead("Ines"), who_decides=2)
    card = asked.card

    with django_assert_num_queries(1):
        found = queries.standing(card, account_id=asked.cast.dana.pk)

    assert not found.has_answered
    assert {item.peers.n_systems for item in found.items} == {0}
    assert (found.n_leaders, found.groups) == (1, ())


def test_a_wish_alone_is_no_answer(asked):
    asked.say({"speed": Answer(wanted=5)})

    assert not asked.standing().has_answered


def test_after_it_every_other_system_is_a_dot(asked, django_assert_num_queries):
    asked.answer(who_decides=6)
    card = asked.card

    with django_assert_num_queries(3):
        found = queries.standing(card, account_id=asked.cast.dana.pk)

    first = found.items[0]
    assert first.peers.dots == ((2.0, 1), (3.0, 2), (4.0, 1), (5.0, 1), (6.0, 1))
    assert first.peers.n_lower == 5
    assert (first.team.own, first.team.answers) == (6.0, ((6, 1),))


def test_a_group_of_fewer_than_five_is_named_and_never_shown(asked):
    Member.objects.mine().update(size="large", place="town")
    asked.answer(who_decides=6)

    found = asked.standing(compare_with="size")

    shown = {group.code: group.n_systems for group in found.groups}
    assert shown == {"all": 6, "size": None, "place": 6}
    assert found.chosen == "all"


def test_a_group_of_five_narrows_the_dots(asked):
    Member.objects.mine().update(size="small")
    asked.answer(who_decides=6)

    found = asked.standing(compare_with="size")

    assert (found.chosen, found.items[0].peers.n_systems) == ("size", 5)


def test_four_other_systems_are_never_shown(asked):
    for row in PublishedPosition.objects.order_by("pk")[:2]:
        row.delete()
    asked.answer(who_decides=6)

    found = asked.standing()

    assert found.groups[0].n_systems is None
    assert {item.peers.dots for item in found.items} == {()}


def test_the_widest_split_of_the_team_comes_first(asked, lead):
    asked.answer(lead("Ines"), who_decides=7, speed=3)
    asked.answer(who_decides=2, speed=2)

    found = asked.standing()

    assert found.splits == (0, 1)
    assert found.items[0].peers.is_split


def test_reasons_are_read_without_names(asked, lead):
    asked.say({"speed": Answer(at=2, why="We lack people.")}, by=lead("Ines"))
    asked.answer(speed=3)

    assert asked.standing().items[1].team.reasons == ("We lack people.",)


def test_peers_are_named_only_if_they_let_themselves_be(asked):
    Member.objects.filter(name__in=["Elsewhere 1", "Elsewhere 5"]).update(
        is_findable=True, offers="A visit"
    )
    asked.answer(who_decides=5, **dict.fromkeys(
        ("speed", "where_first", "build_buy", "fixed_adapt"), 4
    ))  # fmt: skip

    shared, found = queries.peers_like_us(asked.standing())

    assert shared == ()
    assert [peer.name for peer in found] == ["Elsewhere 5", "Elsewhere 1"]
    assert found[0].offers == "A visit"


def test_peers_are_of_the_own_size_where_five_are_known(asked):
    Member.objects.update(is_findable=True)
    Member.objects.mine().update(size="small")
    asked.answer(who_decides=6, speed=4, where_first=4, build_buy=4)

    shared, found = queries.peers_like_us(asked.standing())

    named = {peer.name for peer in found}
    assert shared == ("size",)
    assert named == {f"Elsewhere {n}" for n in range(5)}


def test_peers_share_place_too_where_five_do(asked):
    Member.objects.update(is_findable=True, place="town")
    Member.objects.mine().update(size="small", place="town")
    asked.answer(who_decides=6, speed=4, where_first=4, build_buy=4)

    shared, found = queries.peers_like_us(asked.standing())

    assert shared == ("size", "place")
    assert "Elsewhere 5" not in {peer.name for peer in found}


def test_how_many_took_a_side_is_shown_from_five_on(asked, django_assert_num_queries):
    card = asked.card

    with django_assert_num_queries(1):
        first, *rest = queries.sides_taken(card)

    assert (first.low, first.both, first.high) == (6, None, None)
    assert {one.low for one in rest} == {None}


def test_a_true_difference_between_groups_is_kept_for_the_page(asked, others):
    for n in range(20):
        member = Member.objects.create(
            name=f"More {n}", size="large" if n % 2 else "small"
        )
        points = np.array([6.0 if n % 2 else 2.0, *[4.0] * 6], "<f4").tobytes()
        PublishedPosition.objects.create(
            wave=asked.wave,
            member=member,
            at=points,
            wanted=points,
            chosen=bytes(7),
            published_at=NOON,
        )
    asked.answer(who_decides=3)

    n_found = services.compare_wave(wave=asked.wave.uuid, at=NOON)
    (difference,) = asked.standing().compared.differences

    assert n_found == 1
    assert (difference.question.code, difference.grouping) == ("who-decides", "size")
    assert [name for name, _at, _n in difference.groups] == ["small", "large"]


def test_without_a_round_there_is_nothing(cast):
    assert queries.latest_wave(on=MONDAY) is None
