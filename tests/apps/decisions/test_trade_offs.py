"""What a team chose and gives up is kept, comes back, and ends with a reason."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.decisions import queries, services
from seedbed.apps.decisions.errors import (
    EmptyTradeOffError,
    RevisitInThePastError,
    TradeOffEndedError,
)
from seedbed.apps.decisions.models import PublishedPosition, TradeOff, TradeOffRevisit

from .conftest import MONDAY, NOON

LATER = MONDAY + timedelta(days=90)


def choose(cast, **change):
    given = {
        "token": uuid.uuid4(),
        "instrument": "seven-decisions",
        "item": "speed",
        "side": "low",
        "choice": "One hub a year",
        "cost": "Two towns wait",
        "revisit_on": LATER,
        "by_id": cast.dana.pk,
        "on": MONDAY,
        "at": NOON,
    }
    return services.choose_trade_off(**{**given, **change})


def revisit(cast, pk, **change):
    given = {
        "token": uuid.uuid4(),
        "trade_off_id": pk,
        "happened": "The second hub opened in time.",
        "verdict": "keep",
        "revisit_on": LATER + timedelta(days=90),
        "by_id": cast.dana.pk,
        "on": LATER,
        "at": NOON,
    }
    return services.revisit_trade_off(**{**given, **change})


def test_a_form_sent_twice_is_one_trade_off(cast):
    token = uuid.uuid4()

    assert [choose(cast, token=token), choose(cast, token=token)] == [True, False]
    assert TradeOff.objects.count() == 1


def test_it_says_what_is_given_up_and_comes_back_later(cast):
    with pytest.raises(EmptyTradeOffError, match="what you give up"):
        choose(cast, cost=" ")
    with pytest.raises(RevisitInThePastError, match="2026-11-02 is not after today"):
        choose(cast, revisit_on=MONDAY)
    with pytest.raises(NotAllowedError):
        choose(cast, by_id=cast.rosa.pk)


def test_a_new_choice_on_a_decision_ends_the_one_before(cast):
    choose(cast)
    choose(cast, side="high", choice="Three hubs")

    standing, ended = queries.trade_offs(on=MONDAY)

    assert (standing.choice, standing.ended_on) == ("Three hubs", None)
    assert (ended.choice, ended.ended_on) == ("One hub a year", MONDAY)


def test_it_is_due_on_its_day_and_keeps_what_came_of_it(
    cast, django_assert_num_queries
):
    choose(cast)
    with django_assert_num_queries(2):
        (card,) = queries.trade_offs(on=LATER)
    assert card.is_due

    token = uuid.uuid4()
    said = [revisit(cast, card.id, token=token) for _ in range(2)]

    (card,) = queries.trade_offs(on=LATER)
    assert said == [True, False]
    assert not card.is_due
    assert [look.happened for look in card.revisits] == [
        "The second hub opened in time."
    ]


def test_ending_it_needs_words_and_happens_once(cast):
    choose(cast)
    pk = TradeOff.objects.get().pk

    with pytest.raises(EmptyTradeOffError):
        revisit(cast, pk, happened="")
    with pytest.raises(RevisitInThePastError):
        revisit(cast, pk, revisit_on=None)
    revisit(cast, pk, verdict="end", revisit_on=None)
    with pytest.raises(TradeOffEndedError):
        revisit(cast, pk)

    assert TradeOffRevisit.objects.count() == 1


def test_the_side_taken_is_published_with_the_position_and_ended_with_it(asked):
    asked.answer(who_decides=6)
    choose(asked.cast, side="both")
    sides = [list(bytes(PublishedPosition.objects.mine().get().chosen))]

    revisit(asked.cast, TradeOff.objects.get().pk, verdict="end", revisit_on=None)
    sides.append(list(bytes(PublishedPosition.objects.mine().get().chosen)))

    assert sides == [[0, 2, 0, 0, 0, 0, 0], [0] * 7]
