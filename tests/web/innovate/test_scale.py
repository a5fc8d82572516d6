"""A network of 13,500 systems, about as many as the country has: pages stay quick."""

from __future__ import annotations

from time import process_time

import numpy as np
import pytest
from django.utils import timezone

from seedbed.apps.accounts.models import System, Unit
from seedbed.apps.decisions.models import PublishedPosition
from seedbed.apps.networks.models import Member, Place, Size

N_SYSTEMS = 13_500


@pytest.fixture
def country(alone, monkeypatch):
    """Let 13,500 systems have answered, and Dana; as many share the database."""
    from seedbed.apps.decisions import publishing

    # At this size `seedbed decisions compare` does it at night.
    monkeypatch.setattr(publishing, "COMPARED_AT_ONCE", 0)
    today = timezone.localdate()
    alone.wave.opens_on, alone.wave.closes_on = today, today
    alone.wave.save()
    rng = np.random.default_rng(0)
    members = Member.objects.bulk_create(
        (
            Member(
                network_id=alone.wave.network_id,
                name=f"System {n:05}",
                size=Size.values[n % 3],
                place=Place.values[n % 4],
                is_findable=n % 2 == 0,
            )
            for n in range(N_SYSTEMS - Member.objects.count())
        ),
        batch_size=1000,
    )
    points = rng.integers(2, 15, (len(members), 7)).astype("<f4") / 2
    PublishedPosition.objects.bulk_create(
        (
            PublishedPosition(
                network_id=alone.wave.network_id,
                wave=alone.wave,
                member=member,
                at=points[n].tobytes(),
                wanted=points[n].tobytes(),
                chosen=bytes(7),
                published_at=timezone.now(),
            )
            for n, member in enumerate(members)
        ),
        batch_size=1000,
    )
    systems = System.objects.bulk_create(
        (
            System(network_id=alone.wave.network_id, name=f"Tenant {n:05}")
            for n in range(N_SYSTEMS - System.objects.count())
        ),
        batch_size=1000,
    )
    Unit.objects.bulk_create(
        (
            Unit(system=system, name="Hub", kind="hub", grade_low=0, grade_high=12)
            for system in systems
        ),
        batch_size=1000,
    )
    alone.answer(who_decides=6, speed=2, where_first=4, build_buy=4, on=today)
    return alone


@pytest.mark.slow
def test_every_page_takes_under_a_second(sign_in, country) -> None:
    client = sign_in("dana")
    seconds = {}
    for page in (
        "/innovate/decisions/",
        "/innovate/decisions/alike/",
        "/innovate/members/",
        "/innovate/members/?words=system+12345",
        "/innovate/members/together/",
        "/innovate/needs/",
        "/innovate/charters/",
        "/innovate/network/",
        "/innovate/trajectory/",
        "/today/",
    ):
        client.get(page)
        began = process_time()
        answer = client.get(page)
        seconds[page] = process_time() - began
        assert answer.status_code == 200

    assert Member.objects.count() == System.objects.count() == N_SYSTEMS
    assert {page: took for page, took in seconds.items() if took >= 1.0} == {}
