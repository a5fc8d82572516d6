"""The simulated hub has cards and addresses, and a second run changes neither."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from seedbed.apps.accounts.models import Person, SignInCard
from seedbed.apps.accounts.services import ensure_system
from seedbed.apps.accounts.tenancy import system_context
from seedbed.server.demo.people import make_people
from seedbed.server.demo.sizes import HUB_NAME, SIZES, SYSTEM_NAME
from seedbed.server.demo.ways_in import make_ways_in

NOW = datetime(2026, 10, 14, 18, tzinfo=UTC)


@pytest.fixture
def hub(db):
    system_id = ensure_system(name=SYSTEM_NAME, is_simulated=True)
    with system_context(system_id):
        yield make_people(SIZES["small"], seed=1)[HUB_NAME]


def test_a_second_run_changes_nothing(hub):
    make_ways_in(hub, at=NOW)
    cards = set(SignInCard.objects.values_list("digest", "ended_at"))
    addresses = set(Person.objects.exclude(email="").values_list("email", flat=True))

    make_ways_in(hub, at=NOW)

    assert set(SignInCard.objects.values_list("digest", "ended_at")) == cards
    assert set(Person.objects.exclude(email="").values_list("email", flat=True)) == (
        addresses
    )
    assert len(cards) == 12
    assert {address.rpartition("@")[2] for address in addresses} == {"seedbed.example"}
    assert "mentor@seedbed.example" in addresses
