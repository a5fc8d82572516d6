"""The simulated family comes in by a link, has two children, and wrote two messages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.web.conftest import Outsider

from seedbed.apps.accounts.queries import account_named
from seedbed.apps.accounts.services import ensure_system
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.families import queries
from seedbed.apps.families.models import Concern, FamilyLink
from seedbed.server.demo.families import let_families_in
from seedbed.server.demo.people import make_people
from seedbed.server.demo.sizes import HUB_NAME, SIZES, SYSTEM_NAME

ON = date(2026, 10, 14)
NOW = datetime(2026, 10, 14, 18, tzinfo=UTC)


@pytest.fixture
def hub(db):
    system_id = ensure_system(name=SYSTEM_NAME, is_simulated=True)
    with system_context(system_id):
        yield make_people(SIZES["small"], seed=1)[HUB_NAME]


def test_a_second_run_gives_the_same_link_and_no_second_message(hub):
    first = let_families_in(hub, on=ON, at=NOW)
    again = let_families_in(hub, on=ON, at=NOW)

    assert first == again
    assert (FamilyLink.objects.count(), Concern.objects.count()) == (1, 2)


def test_the_family_has_two_children_one_message_waits_and_one_is_answered(hub):
    let_families_in(hub, on=ON, at=NOW)
    guardian = account_named("family").person_id

    children = queries.children_of(guardian)
    wrote = queries.concerns_of(guardian, [c.student_id for c in children])

    assert len(children) == 2
    assert [c.is_waiting for c in wrote] == [True, False]
    assert wrote[1].answered_by == "Dana Whitfield"


def test_the_link_opens_the_first_childs_path(hub):
    address = let_families_in(hub, on=ON, at=datetime.now(UTC))

    opened = Outsider().get(address)

    assert opened.status_code == 302
    assert opened.headers["Location"] == f"/family/{hub.students[0].person.uuid}/"
