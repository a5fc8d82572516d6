"""Reasons for the family: the same keys and facts as the student's, about the child."""

from __future__ import annotations

import pytest

from seedbed.web.family import reasons
from seedbed.web.kit import reasons as own

FACTS = [
    ({"key": "next-step", "after": "Ratios"}, "Ana has shown “Ratios”."),
    ({"key": "next-step"}, "Ana is ready for this: nothing else"),
    ({"key": "ready"}, "Ana is ready for this: nothing else"),
    ({"key": "group", "n_ready": 4}, "4 students are ready for this"),
    ({"key": "group"}, "Ana is ready for this, and there is a place."),
    ({"key": "practice", "n_answers": 1}, "Ana has begun this: 1 answer so far."),
    ({"key": "practice"}, "A little more practice"),
    ({"key": "stretch"}, "A stretch: Ana is ready"),
    ({"key": "service"}, "part of Ana\u2019s week"),
    ({"key": "no-ready-skill"}, "The mentor picks the next one."),
    ({"key": "standing"}, "This is the standing schedule."),
    ({"key": "study"}, "A quiet block"),
    ({"key": "mentor-day"}, "Ana and the mentor agree"),
    ({"key": "adult", "by": "Ms. Cho", "why": "quiet room"}, "Ms. Cho decided this: "),
    ({"key": "adult", "by": "Ms. Cho"}, "Ms. Cho decided this for Ana."),
    ({"key": "adult"}, "An adult decided this for Ana."),
    ({"key": "working"}, "Ana is at work in these hours, as agreed."),
    ({"key": "ready", "n_drawn_from": 2}, "Two ways looked equally good; the draw"),
    ({"key": "something new"}, "It fits where Ana is"),
]


@pytest.mark.parametrize(("reason", "words"), FACTS)
def test_a_reason_is_told_about_the_child(reason, words):
    said = reasons.sentence(reason, name="Ana")

    assert words in said
    assert "you" not in said.lower().split()


@pytest.mark.parametrize("reason", [{}, {"key": ""}, {"key": "fixed"}])
def test_without_a_reason_nothing_is_said(reason):
    assert reasons.sentence(reason, name="Ana") == ""


def test_every_key_that_a_student_reads_a_family_reads_too():
    assert set(own._SENTENCES) <= set(reasons._SENTENCES)
