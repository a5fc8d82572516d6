"""A question for tonight fits the week, and stays the same all evening."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation

from seedbed.web.family.tonight import question

from .conftest import ana_path

TODAY = date(2026, 10, 14)


def asked(code, *, state="shown", on=TODAY):
    card = ana_path()
    skill = replace(card.week[0], code=code, state=state)
    return question(replace(card, week=(skill,)), student_id=0, on=on)


def test_it_is_the_same_however_often_the_page_is_opened():
    assert asked("6.RP.A.2") == asked("6.RP.A.2")


def test_another_evening_asks_something_else():
    assert asked("6.RP.A.2") != asked("6.RP.A.2", on=TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("6.RP.A.3.a", "tickets|better buy"),
        ("K.CC.A.1", "cookies|48 plus 27"),
        ("3.G.A.1", "table|School begins"),
        ("8.G.B.7", "paint|triangles"),
        ("A-REI.B.3", "think of a number|taxi"),
        ("F-LE.A.1", "phone|job"),
        ("S-ID.A.2", "slept|rains"),
        ("local-17", "this week"),
        ("6.XX.A.1", "this week"),
    ],
)
def test_it_is_about_the_domain_of_the_weeks_skill(code, word):
    found = [asked(code, on=TODAY + timedelta(days=n)) for n in range(2)]

    assert all(any(w in each for w in word.split("|")) for each in found), found


def test_what_was_shown_is_asked_before_what_is_worked_on():
    card = ana_path()
    working = replace(card.week[0], code="8.G.B.7", state="now")

    found = question(
        replace(card, week=(working, card.week[0])), student_id=0, on=TODAY
    )

    assert found == asked("6.RP.A.2")


def test_without_a_week_it_asks_about_the_week():
    found = question(replace(ana_path(), week=()), student_id=0, on=TODAY)

    assert "this week" in found


def test_it_speaks_spanish():
    with translation.override("es"):
        found = {asked("6.RP.A.2", on=TODAY + timedelta(days=n)) for n in range(2)}

    assert any("Si 3 boletos cuestan 12 dólares" in each for each in found)
