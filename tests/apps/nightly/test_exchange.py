"""The night destroys sealed identities whose time is over."""

from __future__ import annotations

from datetime import date, timedelta

from tests.apps.exchange.conftest import AT
from tests.apps.exchange.conftest import network as network
from tests.apps.exchange.conftest import tell as tell

from seedbed.apps.exchange.models import SealedIdentity
from seedbed.apps.nightly.steps import STEPS, NightContext


def test_after_ten_days_a_night_destroys_who_told(network, tell, settings):
    settings.HOME = network.keys.parent
    tell()
    (step,) = (one for one in STEPS if one.name == "exchange")

    def night(days):
        at = AT + timedelta(days=days)
        unit = network.cast.hub
        return step.run(
            NightContext(
                unit_id=unit.pk, unit=unit.name, on=date(2026, 11, 2), at=at, seed=0
            )
        )

    assert night(10).was_done
    assert night(11).counts == {"forgotten": 1, "pilots": 0}
    assert not SealedIdentity.objects.exists()
