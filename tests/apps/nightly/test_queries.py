"""Nights that stopped, for the leader who has to know."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from seedbed.apps.nightly import queries
from seedbed.apps.nightly.models import Night, NightStatus, NightStep

pytestmark = pytest.mark.django_db
AT = datetime(2026, 10, 13, 2, tzinfo=UTC)


def night(cast, on: date, status: NightStatus, message: str = "") -> Night:
    made: Night = Night.objects.create(
        unit=cast.hub,
        on=on,
        seed=1,
        version="1",
        status=status,
        message=message,
        started_at=AT,
    )
    return made


def test_a_failed_night_is_named_with_its_step_until_it_is_done(cast) -> None:
    failed = night(cast, date(2026, 10, 14), NightStatus.FAILED, "no lessons")
    NightStep.objects.create(
        night=failed, name="plan", inputs_hash="x", status=NightStatus.FAILED
    )
    night(cast, date(2026, 10, 13), NightStatus.DONE)
    night(cast, date(2026, 10, 1), NightStatus.FAILED)

    (card,) = queries.failed_nights(cast.hub.pk, since=date(2026, 10, 12))

    assert (card.on, card.step, card.message) == (
        date(2026, 10, 14),
        "plan",
        "no lessons",
    )
    assert card.since == AT
    failed.status = NightStatus.DONE
    failed.save()
    assert queries.failed_nights(cast.hub.pk, since=date(2026, 10, 12)) == ()
