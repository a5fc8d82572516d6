"""What a day's rules cost and what a change would bring: asked, kept, shown again."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.scheduling import queries, services
from seedbed.apps.scheduling.errors import NoDayError, NoPriceError
from seedbed.apps.scheduling.inquiry_cards import WaivedNumber
from seedbed.apps.scheduling.models import Inquiry, UnitRule

from .conftest import MONDAY, SUNDAY_NIGHT, World


@pytest.fixture
def drafted(world: World) -> World:
    world.snapshot()
    services.make_draft(
        unit_id=world.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT, time_limit_seconds=1.0
    )
    return world


def asked(world: World, **given: Any) -> dict[str, Any]:
    wanted = {"on": MONDAY, "at": SUNDAY_NIGHT, "time_limit_seconds": 0.4}
    return {"unit_id": world.hub.pk, **wanted, **given}


def test_every_rule_that_could_be_waived_gets_a_price(drafted: World):
    card = services.price_rules(**asked(drafted, by_id=drafted.leader_id))

    assert {p.rule for p in card.prices} == {
        "group_spread", "skill_twice", "screen_minutes", "project_most", "peer_most",
    }  # fmt: skip
    assert all(0 <= p.learning.low <= p.learning.value for p in card.prices)
    assert all(p.learning.value <= p.learning.high for p in card.prices)
    values = [p.learning.value for p in card.prices]
    assert values == sorted(values, reverse=True)
    assert card.inquiry.by == "Dana Whitfield"


def test_the_last_answer_is_kept_with_who_asked_and_when(drafted: World):
    first = services.price_rules(
        **asked(drafted, by_id=drafted.leader_id, rules=("group_spread",))
    )

    shown = queries.prices_of_rules(drafted.hub.pk, MONDAY)

    assert shown == first
    assert shown is not None
    assert shown.inquiry.asked_at == SUNDAY_NIGHT
    assert shown.inquiry.version == 1


def test_before_anyone_asked_there_is_nothing_to_show(
    drafted: World, django_assert_num_queries: Any
):
    with django_assert_num_queries(2):
        assert queries.prices_of_rules(drafted.hub.pk, MONDAY) is None
        assert queries.what_if(drafted.hub.pk, MONDAY) is None


def test_a_waived_rule_is_priced_as_what_the_waiver_is_worth(world: World):
    UnitRule.objects.create(unit=world.hub, name="screen_minutes", is_waived=True)
    world.snapshot()
    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT)

    card = services.price_rules(**asked(world, rules=("screen_minutes",)))

    assert [(p.is_on, p.value) for p in card.prices] == [(False, None)]


def waived(rule: str, value: float | None = None) -> WaivedNumber:
    return WaivedNumber(key=rule, rule=rule, value=value)


def test_a_waiver_to_another_number_is_planned_with_both(drafted: World):
    """Class size has no switch: its waiver gives another number."""
    card = services.price_rules(**asked(drafted, waivers=[waived("live_max", 24)]))

    (found,) = card.waivers
    assert (found.own, found.instead) == (15, 24)
    assert found.price is not None
    assert found.price.learning.value <= found.price.learning.high
    assert queries.prices_of_rules(drafted.hub.pk, MONDAY) == card


def test_a_waiver_that_holds_is_priced_at_the_units_own_number(world: World):
    UnitRule.objects.create(unit=world.hub, name="staff_blocks", value=1)
    services.waive_rule(
        unit_id=world.hub.pk, name="staff_blocks", key=uuid4(), from_on=MONDAY
    )
    world.snapshot()
    services.make_draft(unit_id=world.hub.pk, on=MONDAY, seed=7, at=SUNDAY_NIGHT)

    (found,) = services.price_rules(
        **asked(world, waivers=[waived("staff_blocks")])
    ).waivers

    assert (found.own, found.instead) == (1, None)
    assert found.price is not None
    assert not found.price.is_on
    assert found.price.learning.value > 0


def test_a_waiver_of_a_rule_that_stands_is_not_planned_twice(drafted: World):
    card = services.price_rules(
        **asked(drafted, rules=("peer_most",), waivers=[waived("peer_most")])
    )

    assert [one.price for one in card.waivers] == [card.prices[0]]


@pytest.mark.parametrize(
    ("rule", "value", "why"),
    [
        ("staff_blocks", None, "same"),
        ("live_max", 15, "same"),
        ("mentor_minutes", None, "each"),
    ],
)
def test_where_nothing_can_be_compared_the_answer_says_why(
    drafted: World, rule: str, value: float | None, why: str
):
    (found,) = services.price_rules(
        **asked(drafted, rules=("peer_most",), waivers=[waived(rule, value)])
    ).waivers

    assert (found.price, found.why_none) == (None, why)


def test_a_rule_that_never_yields_is_refused_and_nothing_is_kept(drafted: World):
    with pytest.raises(NoPriceError, match="can never be switched off"):
        services.price_rules(**asked(drafted, rules=("seats",)))

    assert not Inquiry.objects.exists()


def test_a_day_without_a_plan_has_no_prices(world: World):
    with pytest.raises(NoDayError):
        services.price_rules(**asked(world))


def test_only_a_leader_may_ask(drafted: World):
    with pytest.raises(NotAllowedError, match="ask what a rule costs"):
        services.price_rules(**asked(drafted, by_id=drafted.cast.rosa.pk))


def test_what_if_answers_for_an_adult_a_room_and_students(drafted: World):
    card = services.ask_what_if(**asked(drafted, n_students=4))

    assert [c.key for c in card.changes] == ["adult", "room", "students"]
    adult, room, students = card.changes
    assert adult.about == "Clara Cho"
    assert adult.learning.low >= 0
    assert room.learning.high <= 0
    assert students.after.n_students == students.before.n_students + 4
    assert card.more is not None
    assert card.more.n_found >= 0
    assert queries.what_if(drafted.hub.pk, MONDAY) == card


def test_a_better_lesson_that_cannot_be_had_says_what_is_in_its_way(drafted: World):
    """One teacher leads one lesson at a time, and there are two skills to learn."""
    closed = [
        card
        for student in drafted.students
        for card in queries.alternatives(drafted.hub.pk, MONDAY, student.pk, 2)
        if card.faults and not card.adult and not card.room and not card.is_now
    ]

    said = " ".join(text for card in closed for text in card.faults)
    assert closed
    assert all(card.lesson_id is not None for card in closed)
    assert "Clara Cho leads" in said or "No group of" in said
