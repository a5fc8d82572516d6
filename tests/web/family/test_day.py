"""Their day: today until the afternoon, then the next; reasons and adults in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.web import cards

from seedbed.apps.scheduling.models import Closure
from seedbed.web.kit import access

TODAY = date(2026, 10, 14)


@pytest.fixture
def clock(monkeypatch):
    """Let it be a minute of Wednesday, October 14."""

    def set_to(minute, on=TODAY):
        monkeypatch.setattr(access, "local_minutes", lambda: minute)
        monkeypatch.setattr(timezone, "localdate", lambda *_a: on)

    set_to(600)
    return set_to


@pytest.fixture
def page(shown, clock, visit):
    """Return a function that opens a day of Ana's, by default the one shown first."""

    def opened(address="day/", **more):
        return visit(address, **more)

    return opened


def test_in_the_morning_it_is_today(page):
    said = page()

    assert "Ana\u2019s day today" in said
    assert "Ana is at Riverside Hub, 8:30 to 2:20." in said
    assert said.count('aria-current="time"') == 1


def test_from_the_afternoon_on_it_is_the_next_day(page, shown, clock):
    clock(15 * 60)
    shown["published"] = (TODAY, TODAY + timedelta(days=1))

    said = page()

    assert "<h1>Thursday, October 15</h1>" in said
    assert ">Today</a>" in said


def test_without_a_plan_for_tomorrow_friday_leads_to_monday(page, shown, clock):
    clock(15 * 60, on=date(2026, 10, 16))
    shown["published"] = ()
    shown["day"] = cards.ana_day(status="standing", published_at=None)

    said = page()

    assert "<h1>Monday, October 19</h1>" in said
    assert "This is the standing schedule" in said
    assert "A new plan is made at night" in said


def test_every_block_names_the_adult_and_says_why(page):
    said = page()

    assert "Check-in with Mateo Diaz" in said
    assert "Time with the mentor" in said
    assert "On their own" in said
    assert "On your own" not in said
    assert "Ana showed “Unit rates” on Oct 13. This is the next step." in said
    assert (
        "7 students are ready for this on the same day; Clara Cho teaches it." in said
    )
    assert "Ana chose this." in said
    assert "A stretch into grade 7: Ana is ready for what it builds on." in said


def test_each_block_can_be_asked_about(page, families):
    said = page()

    assert (
        f"?child={families.cast.ana.person.uuid}&amp;kind=question&amp;"
        "about=Percent%20as%20a%20rate%20per%20100%2C%20Wednesday%2C%20October%2014"
    ) in said


def test_reasons_are_in_spanish_too(page):
    said = page(language="es")

    assert "El día de hoy de Ana" in said
    assert (
        "Ana demostró «Tasas unitarias» el 13 oct. Este es el paso que sigue." in said
    )
    assert "Lo eligió Ana." in said


def test_a_day_without_anything_promises_no_plan(page, shown):
    shown["day"] = cards.empty_day()

    said = page()

    assert "No plan yet" in said
    assert "Mateo Diaz will start the day with Ana." in said


def test_a_weekend_is_a_weekend(page, shown):
    shown["day"] = cards.empty_day()

    assert "No school on this day" in page("day/2026-10-17/")


def test_a_day_off_has_its_reason(page, shown, families):
    shown["day"] = cards.empty_day()
    on = date(2026, 10, 14)
    Closure.objects.create(unit=families.cast.hub, on=on, reason="Teachers learn")

    said = page(f"day/{on}/")

    assert "No school on this day: Teachers learn" in said
    assert "No plan yet" not in said


def test_a_day_far_away_is_no_page(sign_in, shown, ana, clock):
    client = sign_in("gloria")

    assert client.get(f"{ana}day/1999-01-01/").status_code == 404


def test_the_shape_of_the_day_is_a_strip_of_named_links(page):
    assert page().count('href="#block-') == 10
