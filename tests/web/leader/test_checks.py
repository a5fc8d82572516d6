"""Checks in words: true whether they hold or not, and never without a value."""

from __future__ import annotations

import pytest
from django.utils import translation

from seedbed.apps.scheduling.cards import Check
from seedbed.web.leader import checks


def line(key, severity="ok", **data):
    found = checks.check(Check(key=key, severity=severity, data=data))
    return found.name, found.detail


@pytest.mark.parametrize(
    ("key", "data", "expected"),
    [
        ("seats", {"n": 0, "of": 118, "value": 0}, ("No session over its seats", "118 sessions fit")),
        ("seats", {"n": 0, "of": 1, "value": 0}, ("No session over its seats", "1 session fits")),
        ("close_to_grade", {"n": 0, "of": 240, "value": 2}, ("Close to enrolled grade", "240 of 240")),
        ("accommodations", {"n": 31, "of": 31, "value": 31}, ("Accommodations met", "31 of 31")),
        ("accommodations", {"n": 0, "of": 0, "value": 0}, ("Accommodations met", "nobody needs one")),
        ("no_repeat", {"n": 0, "of": 240, "value": 0}, ("No lesson twice", "none repeated")),
        ("third_day", {"n": 0, "of": 240, "value": 0}, ("No skill a third day the same way", "none found")),
        ("screen", {"n": 0, "of": 240, "value": 120}, ("Screen time within 120 minutes", "240 of 240")),
        ("screen", {"n": 0, "of": 400, "value": None}, ("Screen time within the limit", "no limit set")),
        ("largest_group", {"n": 12, "of": 12, "value": 12}, ("No group above 12", "largest 12")),
        ("largest_group", {"n": 12, "of": None, "value": 12}, ("Live groups within their size", "largest 12")),
        ("largest_group", {"n": 0, "of": 20, "value": 0}, ("No group above 20", "no live group")),
        ("mentor_seen", {"n": 240, "of": 240, "value": 240}, ("Mentor seen this week", "240 of 240")),
        ("rooms_fit", {"n": 0, "of": 118, "value": 0}, ("Rooms, adults and devices", "fit")),
        ("everyone_placed", {"n": 240, "of": 240}, ("Everyone has a place", "240 of 240")),
        ("group_spread", {"n": 0, "of": 24, "value": 2.0}, ("Groups close in level", "24 of 24")),
        ("group_spread", {"n": 0, "of": 0, "value": 2.0}, ("Groups close in level", "no live group")),
        ("choices_kept", {"n": 234, "of": 234}, ("Choices kept", "234 of 234")),
        ("choices_kept", {"n": 0, "of": 0}, ("Choices kept", "nobody chose yet")),
        ("no_such_check", {}, ("No such check", "holds")),
    ],
)  # fmt: skip
def test_a_check_that_holds_says_so(key, data, expected):
    assert line(key, **data) == expected


@pytest.mark.parametrize(
    ("key", "data", "expected"),
    [
        ("seats", {"n": 2, "of": 118}, ("No session over its seats", "2 over")),
        ("close_to_grade", {"n": 3, "of": 240}, ("Close to enrolled grade", "3 far")),
        ("no_repeat", {"n": 1, "of": 240}, ("No lesson twice", "1 repeated")),
        ("third_day", {"n": 1, "of": 240}, ("No skill a third day the same way", "1 found")),
        ("screen", {"n": 4, "of": 240, "value": 120}, ("Screen time within 120 minutes", "4 over")),
        ("largest_group", {"n": 14, "of": 12, "value": 14}, ("No group above 12", "largest 14")),
        ("rooms_fit", {"n": 1, "of": 118}, ("Rooms, adults and devices", "1 clash")),
        ("rooms_fit", {"n": 2, "of": 118}, ("Rooms, adults and devices", "2 clashes")),
        ("group_spread", {"n": 2, "of": 24}, ("Groups close in level", "2 too mixed")),
        ("everyone_placed", {"n": 238, "of": 240}, ("Everyone has a place", "238 of 240")),
        ("no_such_check", {}, ("No such check", "does not hold")),
    ],
)  # fmt: skip
def test_a_check_that_does_not_hold_says_what_was_found(key, data, expected):
    assert line(key, "must", **data) == expected


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("severity", ["ok", "look", "must"])
@pytest.mark.parametrize("key", checks._NAMES)
def test_no_check_is_without_a_value(key, severity, language):
    with translation.override(language):
        assert all(line(key, severity))


def test_what_stops_the_plan_comes_first():
    cards = [
        Check(key="seats", severity="ok", data={}),
        Check(key="screen", severity="look", data={"n": 1}),
        Check(key="everyone_placed", severity="must", data={"n": 1, "of": 2}),
    ]

    assert [c.severity for c in checks.lines(cards)] == ["must", "look", "ok"]
