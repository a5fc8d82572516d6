"""Rounds are opened by the member that leads the network, one at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.decisions import queries, services
from seedbed.apps.decisions.errors import UnknownInstrumentError, WaveDatesError
from seedbed.apps.networks.models import Member

from .conftest import FRIDAY, MONDAY


def begin(by, **change):
    given = {
        "instrument": "seven-decisions",
        "name": "Fall 2026",
        "opens_on": MONDAY,
        "closes_on": FRIDAY,
        "by_id": by.pk,
    }
    return services.open_wave(**{**given, **change})


def test_every_member_sees_the_round_from_its_first_day(cast, chief, at_lakeside):
    uuid = begin(chief)

    def theirs(on):
        return at_lakeside(lambda: queries.latest_wave(on=on))

    assert theirs(MONDAY - timedelta(days=1)) is None
    assert (theirs(MONDAY).uuid, theirs(MONDAY).is_open) == (uuid, True)
    assert not theirs(FRIDAY + timedelta(days=1)).is_open


def test_two_rounds_of_a_survey_never_meet(cast, chief):
    begin(chief)

    with pytest.raises(WaveDatesError, match="another round is open"):
        begin(chief, opens_on=FRIDAY, closes_on=FRIDAY)
    begin(chief, instrument="hubs-and-virtual")


def test_a_round_is_refused_that_cannot_be(cast, chief):
    with pytest.raises(WaveDatesError, match="would close before it opens"):
        begin(chief, opens_on=FRIDAY, closes_on=MONDAY)
    with pytest.raises(UnknownInstrumentError):
        begin(chief, instrument="zodiac")
    with pytest.raises(NotAllowedError):
        begin(cast.dana)


def test_a_member_that_does_not_lead_opens_none(cast, chief, others):
    Member.objects.update(leads=False)

    with pytest.raises(WaveDatesError, match="leads the network"):
        begin(chief)
