"""The demo's network: sixty members, all simulated, the same for one seed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db.models import Q

from seedbed.apps.decisions import queries
from seedbed.apps.decisions.models import PublishedPosition, TradeOff
from seedbed.apps.networks import queries as networks
from seedbed.apps.networks.models import Member, OutcomeReport
from seedbed.server.demo.networks import make_network

MONDAY = date(2026, 11, 2)
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def made(cast):
    from seedbed.apps.accounts.models import Account, System

    System.objects.filter(pk=cast.riverside.pk).update(is_simulated=True)
    Account.objects.filter(pk=cast.dana.pk).update(username="leader")
    return make_network(at=NOON, on=MONDAY, seed=7)


def test_sixty_members_and_each_is_marked_as_simulated(made):
    assert made == 59
    assert Member.objects.count() == 60
    assert not Member.objects.exclude(is_simulated=True).exists()
    assert make_network(at=NOON, on=MONDAY, seed=7) == 0


def test_the_leader_sees_dots_a_split_a_difference_and_a_trade_off_that_is_due(
    made, cast
):
    wave = queries.latest_wave(on=MONDAY)
    assert wave is not None
    found = queries.standing(wave, account_id=cast.dana.pk)

    assert (found.n_leaders, found.items[0].peers.n_systems) == (7, 59)
    assert found.splits[0] == 0
    assert found.compared is not None
    assert "size" in {one.grouping for one in found.compared.differences}
    assert [one.is_due for one in queries.trade_offs(on=MONDAY)] == [True, False]
    shared, peers = queries.peers_like_us(found)
    assert "size" in shared
    assert peers


def test_no_count_of_few_students_is_among_the_reports(made):
    few = Q()
    for name in ("unserved", "choosers", "students"):
        few |= Q(**{f"{name}__gt": 0, f"{name}__lt": 10})

    assert OutcomeReport.objects.count() > 90
    assert not OutcomeReport.objects.filter(few).exists()
    assert all(year.students for year in networks.over_years().years)


def test_both_surveys_have_a_round(made):
    assert PublishedPosition.objects.count() == 60 + 59 + 40
    assert TradeOff.objects.count() == 2
