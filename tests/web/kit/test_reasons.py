"""Each recorded reason becomes one whole sentence, and nothing is invented."""

from __future__ import annotations

import pytest
from django.utils import translation

from seedbed.web.kit import reasons

FACTS = [
    ({"key": "mentor-day"}, "You meet your mentor here to agree on what comes next."),
    ({"key": "chosen"}, "You chose this."),
    ({"key": "service", "skill": "Ratios"}, "This time with an adult is part of your week."),
    ({"key": "next-step", "after": "Unit rates", "after_on": "2026-10-13"}, "You showed “Unit rates” on Oct 13. This is the next step on your path."),
    ({"key": "practice", "n_answers": 1}, "You have begun this: 1 answer so far. More practice makes it stick."),
    ({"key": "stretch", "grade": 7}, "A stretch into grade 7: you are ready for what it builds on."),
    ({"key": "ready"}, "You are ready for this step: nothing else has to come first."),
    ({"key": "study"}, "A quiet block with an adult near: finish what you began today."),
    ({"key": "standing"}, "This is your standing schedule."),
    ({"key": "adult", "by": "Dana Whitfield", "why": "asked for a tutor"}, "Dana Whitfield put this here: asked for a tutor"),
    ({"key": "from-a-later-release"}, "It fits where you are on your path and what is open today."),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "expected"), FACTS)
def test_a_reason_is_said(reason, expected):
    assert reasons.sentence(reason) == expected


def test_a_group_names_who_teaches_it():
    reason = {"key": "group", "n_ready": 7}

    assert reasons.sentence(reason, adult="Clara Cho") == (
        "7 of you are ready for this on the same day, so Clara Cho teaches it."
    )
    assert reasons.sentence(reason) == (
        "7 of you are ready for this on the same day, so you do it together."
    )


@pytest.mark.parametrize("key", ["next-step", "group", "practice", "stretch", "adult"])
def test_missing_facts_leave_a_plainer_sentence(key):
    said = reasons.sentence({"key": key})

    assert said.endswith(".")
    assert "None" not in said


def test_no_reason_says_nothing():
    assert reasons.sentence({}) == ""


@pytest.mark.parametrize(("reason", "english"), FACTS)
def test_spanish_speaks_otherwise(reason, english):
    with translation.override("es"):
        assert reasons.sentence(reason) != english


@pytest.mark.parametrize(
    ("n_ways", "expected"),
    [
        (2, "You chose this. Two ways looked equally good; the draw chose this one."),
        (3, "You chose this. 3 ways looked equally good; the draw chose this one."),
        (0, "You chose this."),
    ],
)
def test_a_draw_is_said_after_the_reason(n_ways, expected):
    assert reasons.sentence({"key": "chosen", "n_drawn_from": n_ways}) == expected


def test_a_draw_between_ways_that_are_no_longer_equal_is_not_called_even():
    reason = {"key": "chosen", "n_drawn_from": 2, "is_even": False}

    assert reasons.sentence(reason) == (
        "You chose this. A draw between 2 ways, which favors what has worked better so "
        "far, chose this one."
    )


def test_a_draw_is_said_in_spanish():
    with translation.override("es"):
        said = reasons.sentence({"key": "chosen", "n_drawn_from": 2})

    assert said.endswith("Dos maneras parecían igual de buenas; el sorteo eligió esta.")
