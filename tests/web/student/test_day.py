"""My day: what to do now, and why this."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from tests.web import cards

from seedbed.apps.scheduling import queries as scheduling
from seedbed.web.kit import access
from seedbed.web.kit.day import strip_of

DAY = "/my/day/2026-10-14/"


def page_of(client, address=DAY, **headers):
    return client.get(address, **headers).content.decode()


def test_another_day_starts_with_what_is_first(sign_in, stage):
    page = page_of(sign_in("ana"))

    assert "Wednesday, October 14" in page
    assert "First up" in page
    assert "Check-in with Mateo Diaz" in page
    assert "You are at Riverside Hub, 8:30 to 2:20." in page


@pytest.fixture
def at_minute(stage, monkeypatch):
    """Let it be a minute of Ana's school day."""

    def set_to(minute: int) -> None:
        monkeypatch.setattr(access, "local_minutes", lambda: minute)

    return set_to


def test_today_shows_what_is_now_and_what_follows(sign_in, at_minute):
    at_minute(530)

    page = page_of(sign_in("ana"), "/my/day/")

    assert "Now: Online activity" in page
    assert "until 9:25" in page
    assert "Next, at 9:25: Scale the recipe." in page
    assert page.count('aria-current="time"') == 1
    assert re.search(r"Good (morning|afternoon|evening), Ana", page)


def test_after_school_the_day_is_closed_kindly(sign_in, at_minute):
    at_minute(900)

    assert "That was your day" in page_of(sign_in("ana"), "/my/day/")


def test_each_block_says_why(sign_in, stage):
    page = page_of(sign_in("ana"))

    assert "You showed “Unit rates” on Oct 13." in page
    assert (
        "7 of you are ready for this on the same day, so Clara Cho teaches it." in page
    )
    assert "You chose this" in page


def test_every_block_of_the_strip_is_a_named_link(sign_in, stage):
    page = page_of(sign_in("ana"))

    links = re.findall(r'href="#block-\d+" aria-label="([^"]+)"', page)
    assert len(links) == 10
    assert links[4] == "10:20, Live lesson: Percent as a rate per 100, 40 minutes"


def test_a_standing_schedule_says_that_it_is_one(sign_in, stage):
    stage["day"] = cards.ana_day(status="standing", published_at=None)

    assert "This is your standing schedule" in page_of(sign_in("ana"))


def test_a_standing_schedule_that_was_published_is_not_called_missing(sign_in, stage):
    stage["day"] = cards.ana_day(status="standing")

    page = page_of(sign_in("ana"))

    assert "An adult has checked it" in page
    assert "No plan is published" not in page


def test_without_a_plan_the_mentor_is_named(sign_in, stage):
    stage["day"] = cards.empty_day()

    page = page_of(sign_in("ana"))

    assert "No plan yet" in page
    assert "Mateo Diaz will start your day with you." in page


def test_a_weekend_promises_no_mentor(sign_in, stage):
    stage["day"] = cards.empty_day()
    stage["next_on"] = date(2026, 10, 19)

    page = page_of(sign_in("ana"), "/my/day/2026-10-17/")

    assert "No school on this day" in page
    assert "Your next day is Monday, October 19." in page
    assert "will start your day" not in page


@pytest.fixture
def ana_days(stage, monkeypatch):
    """Answer with a day per date; every other date is empty."""
    days: dict[Any, Any] = {}

    def student_day(student_id, on, **_more):
        return days.get(on, cards.empty_day(on))

    monkeypatch.setattr(scheduling, "student_day", student_day)
    return days


@pytest.fixture
def saturday(monkeypatch):
    """Let it be Saturday, October 17."""
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 10, 17))


MONDAY = date(2026, 10, 19)


def test_a_day_off_shows_the_next_school_day_whole(sign_in, stage, ana_days, saturday):
    ana_days[MONDAY] = cards.ana_day(MONDAY)
    stage["next_on"] = MONDAY

    page = page_of(sign_in("ana"), "/my/day/")

    assert "<h1>Monday, October 19</h1>" in page
    assert "No school today. This is your next school day." in page
    assert "First up" in page
    assert "Percent as a rate per 100" in page
    assert "No school on this day" not in page


def test_a_closed_weekday_is_a_day_off(sign_in, stage, ana_days, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 10, 12))
    ana_days[date(2026, 10, 13)] = cards.ana_day(date(2026, 10, 13))
    ana_days[MONDAY] = cards.ana_day(MONDAY, status="standing", published_at=None)
    stage["next_on"] = date(2026, 10, 13)

    page = page_of(sign_in("ana"), "/my/day/")

    assert "<h1>Tuesday, October 13</h1>" in page
    assert "No school today." in page


def test_a_first_day_without_a_plan_is_not_a_day_off(
    sign_in, stage, ana_days, monkeypatch
):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 10, 13))
    stage["next_on"] = date(2026, 10, 14)
    ana_days[date(2026, 10, 14)] = cards.ana_day()

    page = page_of(sign_in("ana"), "/my/day/")

    assert "Mateo Diaz will start your day with you." in page
    assert "No school" not in page


def test_a_day_off_without_a_later_plan_says_when_it_comes(
    sign_in, stage, ana_days, saturday
):
    page = page_of(sign_in("ana"), "/my/day/")

    assert "No school on this day" in page
    assert "Your next plan appears here in the evening before a school day." in page


def test_the_next_published_day_is_a_click_away(sign_in, stage):
    stage["next_on"] = date(2026, 10, 15)

    page = page_of(sign_in("ana"))

    assert "Next: Thursday" in page
    assert 'href="/my/day/2026-10-15/"' in page


def test_the_path_says_each_state_in_words(sign_in, stage):
    page = page_of(sign_in("ana"))

    for words in (
        "secure",
        "shown",
        "working on it",
        "ready next",
        "look again",
        "later",
    ):
        assert f">{words}<" in page
    assert "2 of 6 steps shown." in page


def test_a_path_without_evidence_says_what_comes(sign_in, stage):
    stage["path"] = replace(cards.ana_path(), steps=())

    assert "Three short tasks find your starting place." in page_of(sign_in("ana"))


def test_no_page_uses_the_words_we_never_say(sign_in, stage):
    page = page_of(sign_in("ana")).lower()

    for word in ("struggling", "at risk", "falling behind"):
        assert word not in page


def test_spanish_says_tu(sign_in, stage):
    client = sign_in("ana")
    client.post("/language/", {"language": "es"})

    page = page_of(client)

    assert "Miércoles 14 de octubre" in page
    assert "¿Por qué esto?" in page
    assert "Estás en Riverside Hub, de 8:30 a 2:20." in page


def test_nothing_needs_a_style_attribute(sign_in, stage):
    assert " style=" not in page_of(sign_in("ana"))


def test_the_strip_knows_what_is_done():
    strip = strip_of(cards.ana_day(), minute=620)

    assert strip is not None
    assert [b.is_done for b in strip.blocks][:5] == [True, True, True, True, False]
    assert strip.now is not None
    assert strip.now.title == "Percent as a rate per 100"
    assert strip.blocks[0].shows_time


def test_a_day_without_blocks_has_no_strip():
    assert strip_of(cards.empty_day()) is None


def test_the_page_can_be_opened_without_a_network(sign_in, stage):
    client = sign_in("ana")

    assert "kit/js/offline.js" in page_of(client)
    worker = client.get("/sw.js").content.decode()
    assert json.dumps("seedbed-day-1") in worker


def test_today_is_the_school_systems_day(sign_in, stage):
    answer = sign_in("ana").get("/my/day/")

    with timezone.override("America/New_York"):
        assert answer.context["day"].on == timezone.localdate()


def test_hours_of_a_job_are_named_and_come_with_no_lesson(sign_in, stage):
    day = stage["day"]
    job = replace(
        day.seats[1], modality="work", title="At work", reason={"key": "working"}
    )
    stage["day"] = replace(day, seats=(day.seats[0], job, *day.seats[2:]))

    page = page_of(sign_in("ana"))

    assert "At work, " in page
    assert "Job" in page
