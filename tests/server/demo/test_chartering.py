"""The simulated needs and charter fill their pages, and a second run adds nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from seedbed.apps.accounts import services as accounts
from seedbed.apps.accounts.models import Account, Person
from seedbed.apps.accounts.queries import account_named
from seedbed.apps.charters.models import Charter, UnitDecision, Waiver
from seedbed.apps.charters.queries import charter
from seedbed.apps.needs.models import FamilyRequest, PocketFlag, PocketList
from seedbed.apps.needs.queries import needs
from seedbed.apps.rosters.models import Student
from seedbed.apps.scheduling.queries import rules_on
from seedbed.server.demo.chartering import make_charter
from seedbed.server.demo.unserved import make_unserved

TODAY = date(2026, 10, 19)
AT = datetime(2026, 10, 19, 12, tzinfo=UTC)


@pytest.fixture
def hub(cast):
    """Return the hub with a hundred students, its leader and a superintendent."""
    Account.objects.filter(pk=cast.dana.pk).update(username="leader")
    person = accounts.add_adult(given_name="Renata", role="system_leader")
    accounts.create_account(person_id=person, username="superintendent")
    people = [Person.objects.create(given_name=f"S{n}") for n in range(100)]
    students = [
        Student.objects.create(person=p, unit=cast.hub, grade=7) for p in people
    ]
    return cast.hub, students


def make(hub):
    unit, students = hub
    make_unserved(students, on=TODAY, at=AT, seed=7)
    make_charter(unit, on=TODAY, at=AT)


def test_the_page_of_needs_has_a_finding(hub):
    make(hub)

    found = needs(TODAY)

    assert {one.kind for one in found.pockets} == {
        "working", "homebound", "no_care", "credits",
    }  # fmt: skip
    assert found.union.n is not None
    assert found.bounds is not None
    assert all(
        source.source.startswith("Simulated")
        for one in found.pockets
        for source in one.sources
    )


def test_the_charter_is_adopted_and_changes_no_plan_of_these_days(hub):
    before = rules_on(hub[0].pk, TODAY)
    make(hub)

    uuid = Charter.objects.get().uuid
    card = charter(uuid, account=account_named("leader"), on=TODAY)

    assert (card.state, card.open_points) == ("adopted", ())
    assert {one.standing for one in card.waivers} == {"coming", "holds", "asked"}
    assert not card.autonomy.is_on_paper
    assert rules_on(hub[0].pk, TODAY) == before


def test_a_second_run_adds_nothing(hub):
    make(hub)
    tables = (PocketList, PocketFlag, FamilyRequest, Charter, Waiver, UnitDecision)
    before = [table.objects.count() for table in tables]

    make(hub)

    assert [table.objects.count() for table in tables] == before
