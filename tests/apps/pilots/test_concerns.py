"""Concerns are counted by week, and sound when they rise."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.apps.pilots.conftest import AT, STARTS_ON

from seedbed.apps.pilots import errors, queries, services
from seedbed.apps.pilots.models import Voice


def note(hub, pilot, week, quote="Too much homework", **changes):
    parts = {
        "pilot": pilot,
        "on": STARTS_ON + timedelta(days=7 * week + 2),
        "voice": Voice.FAMILY,
        "quote": quote,
        "by_id": hub.dana,
        "at": AT,
    }
    services.note_concern(**(parts | changes))


def friday_of(week):
    return STARTS_ON + timedelta(days=7 * week + 4)


def test_a_usual_week_is_quiet(hub, draft):
    for week in (0, 0, 1, 2, 2):
        note(hub, draft, week)

    card = queries.concerns(draft, on=friday_of(3))

    assert card.weekly == (2, 1, 2, 0)
    assert card.alarm_on is None
    assert max(card.sums) < card.threshold
    assert card.false_alarm <= 0.04


def test_a_loud_fortnight_sounds_with_its_quotes(hub, draft):
    note(hub, draft, 0, "All is well, but loud")
    for week in (1, 2):
        for number in range(7):
            note(hub, draft, week, f"Week {week}, number {number}")

    card = queries.concerns(draft, on=friday_of(2))

    assert card.weekly == (1, 7, 7)
    assert card.alarm_on == date(2026, 9, 21)
    assert card.quotes[0] == "Week 2, number 6"
    assert len(card.quotes) == 7


def test_what_comes_later_is_not_counted_yet(hub, draft):
    note(hub, draft, 3)

    assert queries.concerns(draft, on=friday_of(1)).weekly == (0, 0)
    assert queries.concerns(draft, on=STARTS_ON - timedelta(days=30)).weekly == ()


def test_a_concern_without_words_is_refused(hub, draft):
    with pytest.raises(errors.EmptyConcernError, match="no words"):
        note(hub, draft, 0, "  ")


def test_concerns_are_read_in_three_queries(hub, draft, django_assert_num_queries):
    note(hub, draft, 0)

    with django_assert_num_queries(3):
        queries.concerns(draft, on=friday_of(0))
