"""The night brings outcomes into the pilots, once, and plans whatever comes of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.apps.pilots.conftest import draft as draft
from tests.apps.pilots.conftest import hub as hub
from tests.apps.pilots.conftest import registered as registered
from tests.apps.pilots.conftest import running as running
from tests.apps.pilots.test_feeding import FRIDAY, snapshot
from tests.apps.pilots.test_feeding import begun as begun
from tests.apps.pilots.test_feeding import skilled as skilled

from seedbed.apps.nightly.steps import STEPS, NightContext
from seedbed.apps.pilots.models import PilotOutcome

MONDAY = FRIDAY + timedelta(days=3)


def night(unit, *, on=MONDAY, at=FRIDAY, hour=23):
    (step,) = (one for one in STEPS if one.name == "pilots")
    return step.run(
        NightContext(
            unit_id=unit.pk,
            unit=unit.name,
            on=on,
            at=datetime(at.year, at.month, at.day, hour, tzinfo=UTC),
            seed=0,
        )
    )


@pytest.fixture
def measured(skilled, begun):
    """Return the hub with a pilot that is measured by the skills mastered."""
    snapshot(skilled, FRIDAY, 2)
    begun(source="mastery")
    return skilled


def test_a_friday_night_feeds_the_look_of_the_week_once(measured):
    first, second = night(measured.unit), night(measured.unit)

    assert first.counts == {"outcomes": 24, "pilots": 1}
    assert second.was_done
    assert PilotOutcome.objects.count() == 24


def test_a_day_that_is_still_to_come_is_not_measured(measured):
    before_school = night(measured.unit, on=FRIDAY, at=FRIDAY, hour=9)

    assert before_school.was_done
    assert not PilotOutcome.objects.exists()


def test_a_pilot_that_cannot_be_fed_is_named_and_stops_nothing(measured, monkeypatch):
    def breaks(*_args, **_more):
        raise RuntimeError("disk on fire")

    with monkeypatch.context() as patched:
        patched.setattr("seedbed.apps.pilots.services.feeding.record.measure", breaks)
        outcome = night(measured.unit)

    assert outcome.message == "Reading hour could not be fed; the log says why."
    assert not outcome.was_done
    assert night(measured.unit).counts == {"outcomes": 24, "pilots": 1}


def test_a_feed_that_fails_altogether_leaves_the_night_to_its_plan(
    measured, monkeypatch
):
    def breaks(**_more):
        raise RuntimeError("no table")

    monkeypatch.setattr("seedbed.apps.pilots.services.feed_pilots", breaks)

    assert night(measured.unit).message == (
        "The pilots could not be fed; the log says why."
    )
