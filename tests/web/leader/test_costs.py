"""The page of what rules cost: the last figures, when they were made, asking again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.web import cards

from seedbed.apps.scheduling import queries, services
from seedbed.apps.scheduling.errors import NoDayError
from seedbed.apps.scheduling.inquiry_cards import (
    ChangeCard,
    FiguresCard,
    InquiryCard,
    IntervalCard,
    PriceCard,
    PricesCard,
    RoomForMoreCard,
    WhatIfCard,
)

COSTS = "/plan/2026-10-14/costs/"
ASKED = InquiryCard(
    unit_id=1, on=cards.ON, asked_at=cards.MADE_AT, by="Dana Whitfield", version=3,
    seconds=21.4,
)  # fmt: skip


def price(rule: str, value: float, **more: Any) -> PriceCard:
    values: dict[str, Any] = {
        "rule": rule, "is_on": True, "value": 2.0, "share": value / 500,
        "learning": IntervalCard(value=value, low=0.0, high=value + 9),
        "live_minutes": 120, "n_touched": 14, "n_changed": 60,
    }  # fmt: skip
    return PriceCard(**(values | more))


def figures(n_students: int, n_served: int, n_faults: int = 0) -> FiguresCard:
    return FiguresCard(
        n_students=n_students,
        expected_gain=400.0,
        upper_bound=410.0,
        live_minutes=9000,
        n_served=n_served,
        n_faults=n_faults,
    )


def change(key: str, about: str, **more: Any) -> ChangeCard:
    values: dict[str, Any] = {
        "key": key, "about": about, "n_more_students": 0,
        "learning": IntervalCard(value=6.6, low=0.0, high=21.0),
        "before": figures(212, 205), "after": figures(212, 209),
    }  # fmt: skip
    return ChangeCard(**(values | more))


PRICES = PricesCard(
    inquiry=ASKED, prices=(price("group_spread", 11.2), price("peer_most", 0.0))
)
CHANGES = WhatIfCard(
    inquiry=ASKED,
    changes=(
        change("adult", "Clara Cho"),
        change(
            "room",
            "Studio",
            after=figures(212, 190, n_faults=2),
            conflict=("The rooms open in 8:45 have 180 seats.",),
        ),
        change("students", "", n_more_students=20),
    ),
    more=RoomForMoreCard(n_found=7, n_most=12, is_limit=False),
)


@pytest.fixture
def answers(stage, monkeypatch):
    """Let the page show hand-made answers, and record what it asks."""
    stage["day_status"] = cards.day_status()
    shown: dict[str, Any] = {"prices": PRICES, "changes": CHANGES, "asked": {}}

    def ask(name):
        def service(**kwargs):
            shown["asked"][name] = kwargs
            if "refusal" in shown:
                raise shown["refusal"]

        return service

    monkeypatch.setattr(queries, "prices_of_rules", lambda *_: shown["prices"])
    monkeypatch.setattr(queries, "what_if", lambda *_: shown["changes"])
    for name in ("price_rules", "ask_what_if"):
        monkeypatch.setattr(services, name, ask(name))
    return shown


def page_of(client):
    return client.get(COSTS).content.decode()


def test_the_dearest_rule_is_the_finding(sign_in, stage, answers):
    page = page_of(sign_in("dana"))

    assert "Widest live group, in grades: 2.2% of the learning in the day" in page
    assert "Blocks with peers of one student" in page
    assert "Asked by Dana Whitfield" in page
    assert "it took 21 seconds" in page


def test_no_dear_rule_is_a_finding_too(sign_in, stage, answers):
    answers["prices"] = replace(PRICES, prices=(price("peer_most", 0.1),))

    assert "No rule costs much on this day" in page_of(sign_in("dana"))


def test_each_what_if_says_its_range_and_who_is_served(sign_in, stage, answers):
    page = page_of(sign_in("dana"))

    assert "One adult more, like Clara Cho" in page
    assert "Proven to lie between 0 and +21" in page
    assert "Served in full: 205 of 212 now, 209 of 212" in page
    assert "20 students more" in page
    assert "A plan was found for 7 students more" in page
    assert "The rooms have seats for at most 12 more." in page


def test_a_change_that_cannot_hold_says_why_and_claims_no_range(
    sign_in, stage, answers
):
    answers["changes"] = replace(CHANGES, changes=CHANGES.changes[1:2])

    page = page_of(sign_in("dana"))

    assert "No plan was found that keeps every rule." in page
    assert "The rooms open in 8:45 have 180 seats." in page
    assert "Proven to lie" not in page


def test_before_anyone_asked_it_says_so(sign_in, stage, answers):
    answers["prices"] = answers["changes"] = None

    page = page_of(sign_in("dana"))

    assert "Nobody has asked for this day yet." in page
    assert "Work it out again" not in page


def test_figures_of_an_earlier_plan_are_marked(sign_in, stage, answers):
    stage["day_status"] = cards.day_status(version=4)

    assert "The plan has changed since" in page_of(sign_in("dana"))


def test_without_a_plan_there_is_nothing_to_compare(sign_in, stage, answers):
    stage["day_status"] = None

    assert "nothing to compare" in page_of(sign_in("dana"))


def test_asking_calls_the_service_and_comes_back(sign_in, stage, answers):
    client = sign_in("dana")

    prices = client.post(f"{COSTS}price/")
    what_if = client.post(f"{COSTS}what-if/", {"students": "12"})

    assert prices.status_code == what_if.status_code == 302
    assert answers["asked"]["price_rules"]["on"] == cards.ON
    assert answers["asked"]["ask_what_if"]["n_students"] == 12


@pytest.mark.parametrize("students", ["", "-1", "many", "100000"])
def test_a_number_that_no_form_sends_is_not_found(sign_in, stage, answers, students):
    answer = sign_in("dana").post(f"{COSTS}what-if/", {"students": students})

    assert answer.status_code == 404


def test_a_refusal_is_said_on_the_page(sign_in, stage, answers):
    answers["refusal"] = NoDayError("Riverside Hub", cards.ON)

    answer = sign_in("dana").post(f"{COSTS}price/")

    assert answer.status_code >= 400
    assert "has no plan for 2026-10-14" in answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [("ana", 404), ("cho", 404), ("dana", 200)])
def test_only_leaders_see_it(sign_in, stage, answers, who, status):
    found = sign_in("clara" if who == "cho" else who).get(COSTS).status_code

    assert found in {status, 403}


def test_spanish_has_its_own_words(sign_in, stage, answers):
    client = sign_in("dana")
    client.cookies["django_language"] = "es"

    page = page_of(client)

    assert "Lo que cuestan las reglas" in page
    assert "Dana" in page
