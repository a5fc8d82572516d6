"""What a charter's page says of the price of a rule."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from tests.apps.charters.test_waivers import ask

from seedbed.apps.scheduling import queries as scheduling
from seedbed.apps.scheduling.inquiry_cards import (
    IntervalCard,
    PriceCard,
    WaiverPriceCard,
)
from seedbed.web.innovate.charter_prices import price_words, priced_waivers, prices_of

TUESDAY = date(2026, 10, 20)


def price(
    value: float = 2.8, *, n: int = 21, minutes: int = 500, rule: str = "staff_blocks"
) -> PriceCard:
    return PriceCard(
        rule=rule,
        is_on=True,
        value=5,
        learning=IntervalCard(value=value, low=0.0, high=7.5),
        share=0.05,
        live_minutes=minutes,
        n_touched=n,
        n_changed=n,
    )


def waiver(found: PriceCard | None, **given: Any) -> WaiverPriceCard:
    wanted: dict[str, Any] = {"key": "w", "own": 5, "instead": None, "price": found}
    return WaiverPriceCard(**{**wanted, **given})


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (waiver(price()), "costs 2.8 skills in the day, 5% of what is learned with it"),
        (waiver(price()), "the days of 21 students have something"),
        (waiver(price(n=1, minutes=-40)), "the day of 1 student has something"),
        (waiver(price(n=1, minutes=-40)), "40 live minutes fewer"),
        (waiver(price()), "500 live minutes more"),
        (waiver(price(0.0, n=0, minutes=0)), "costs nothing, and at most 7.5 skills"),
        (waiver(price(), instead=8), "own number is 5, the waiver's 8."),
        (waiver(price(-1.0), instead=3), "By the waiver 1.0 skills fewer"),
        (waiver(None, own=None, why_none="same"), "does not use this rule"),
        (waiver(None, instead=5, why_none="same"), "has this number already"),
        (waiver(None, why_none="each"), "reckoned student by student"),
    ],
)
def test_a_price_is_said_in_plain_words(found, said):
    assert said in price_words(found)


def test_before_anyone_asked_nothing_is_said():
    assert price_words(None) == ""


@pytest.mark.django_db
def test_what_was_asked_of_rules_alone_serves_their_waivers(
    hub, draft, see, monkeypatch
):
    off = ask(hub, draft, rule="staff_blocks")
    more = ask(hub, draft, kind="class_size", rule="live_max", value=24)
    asked = SimpleNamespace(prices=(price(),), waivers=())
    monkeypatch.setattr(scheduling, "last_planned_on", lambda _unit: TUESDAY)
    monkeypatch.setattr(scheduling, "prices_of_rules", lambda _unit, _on: asked)

    prices, on = prices_of(see(draft))

    assert on == TUESDAY
    assert set(prices) == {str(off)}
    assert {one.key for one in priced_waivers(see(draft))} == {str(off), str(more)}
