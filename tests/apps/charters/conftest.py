"""A charter of Riverside Hub: Dana leads the hub, Lena the system."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from seedbed.apps.accounts import queries as accounts
from seedbed.apps.charters import queries, services

TODAY = date(2026, 10, 19)
AT = datetime(2026, 10, 19, 12, tzinfo=UTC)

WHOLE: dict[str, Any] = {
    "purpose": {
        "mission": "Every student finds a way that works.",
        "pocket_served": "Students who work",
        "alternative_today": "Nothing",
    },
    "decides": {
        "rung": "department",
        "owners": [
            {"domain": "schedule", "standing": "free", "owner": "Dana Whitfield"},
            {"domain": "budget", "standing": "asks", "owner": "The superintendent"},
        ],
    },
    "people": {"leader": "Dana Whitfield", "reports_to": "The superintendent"},
    "enrolment": {"opt_in": "Families apply.", "exit_right": "Back, at any time."},
    "staff": {"return_rights": "For three years."},
    "measures": {
        "measures": [
            {"measure": "Skills shown", "mark": "20", "decided_on": "2027-01-15"}
        ],
        "stop_line": "Two families leave in one week.",
    },
    "review": {
        "review_on": "2027-06-01",
        "sunset_on": "2029-06-30",
        "may_stop_it": "The board",
        "honest_failure": "Safe within 10 school days.",
    },
}


@pytest.fixture
def hub(cast):
    """Return who writes a charter, and who may answer."""
    from seedbed.apps.accounts import services as adults

    person = adults.add_adult(given_name="Lena", role="system_leader")
    lena = adults.create_account(person_id=person, username="lena")
    lena_id = accounts.account_named("lena").id
    del lena
    return SimpleNamespace(
        cast=cast,
        unit=cast.hub,
        dana=cast.dana.pk,
        lena=lena_id,
        card=accounts.account_card(cast.dana.pk),
    )


@pytest.fixture
def draft(hub):
    """Return the id of a draft for the hub with nothing written."""
    return services.begin_charter(
        token=uuid4(),
        name="Evening hub",
        law="colorado",
        pocket="working",
        unit_id=hub.unit.pk,
        by_id=hub.dana,
        at=AT,
    )


@pytest.fixture
def see(hub):
    """Return a function that reads a charter as Dana does."""

    def seen(uuid, on=TODAY):
        return queries.charter(uuid, account=hub.card, on=on)

    return seen


@pytest.fixture
def write(hub):
    """Return a function that writes a section, by default as one who saw it all."""

    def written(uuid, key, content, *, seen=None, by_id=None):
        if seen is None:
            seen = queries.charter_section(uuid, key, account=hub.card)[1].seen
        return services.write_section(
            charter=uuid,
            key=key,
            content=content,
            seen=seen,
            by_id=by_id or hub.dana,
            at=AT,
        )

    return written


@pytest.fixture
def whole(draft, write):
    """Return the id of a draft from which nothing is missing."""
    for key, content in WHOLE.items():
        write(draft, key, content)
    return draft
