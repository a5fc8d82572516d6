"""Each family page makes at most twelve queries, on real rows and not hand-made cards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.apps.families.conftest import families as families
from tests.apps.families.conftest import link as link
from tests.apps.mastery.conftest import answer as answer
from tests.apps.mastery.conftest import skills as skills
from tests.apps.scheduling.conftest import world as world
from tests.apps.scheduling.test_queries import published as published
from tests.web.conftest import Outsider

from seedbed.apps.families.models import FamilyLink
from seedbed.apps.mastery import services as mastery

MOST_QUERIES = 12
#: What a process reads once after each night: the snapshot, the state, the model.
AFTER_A_NIGHT = 3
#: What PostgreSQL does besides: savepoints, and the setting that names the system.
_FRAME = ("SAVEPOINT", "RELEASE", "SELECT set_config")


def counted(client: Any, address: str, *, at_most: int = MOST_QUERIES) -> str:
    """Return a page that was made with at most so many queries."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    queries = [q["sql"] for q in captured if not q["sql"].startswith(_FRAME)]

    assert answer.status_code == 200
    assert len(queries) <= at_most, queries
    page: str = answer.content.decode()
    return page


@pytest.fixture
def night(cast, families, answer):
    """Let Ana have answered for three weeks, up to today, and a night after."""
    now = timezone.now()
    for days, code, outcomes in (
        (16, "ratios", [1] * 12),
        (9, "rates", [1, 0, 1, 1, 1, 1, 1, 1]),
        (1, "percent", [0, 1, 0]),
    ):
        answer(cast.ana, code, outcomes, at=now - timedelta(days=days))
    mastery.make_snapshot(unit_id=cast.hub.pk, as_of=now, at=now)
    return f"/family/{cast.ana.person.uuid}/"


def test_the_path_takes_twelve_queries_on_real_evidence(night, sign_in):
    client = sign_in("gloria")

    counted(client, night, at_most=MOST_QUERIES + AFTER_A_NIGHT)
    page = counted(client, night)

    assert "We do not know yet" in page
    assert "fewer than four weeks" in page
    assert "2 of 3 steps shown" in page
    assert "1 of 3 answers right" in page


def test_the_path_takes_no_more_for_a_guest(night, link):
    FamilyLink.objects.update(expires_at=timezone.now() + timedelta(days=9))
    client = Outsider()
    client.get(f"/family/link/{link.token}/")

    counted(client, night, at_most=MOST_QUERIES + AFTER_A_NIGHT)
    counted(client, night)


@pytest.mark.parametrize("on", ["2026-10-19", "2026-10-20"])
def test_a_day_takes_twelve_queries_published_or_standing(
    published, families, sign_in, on
):
    ana = published.cast.ana.person.uuid

    page = counted(sign_in("gloria"), f"/family/{ana}/day/{on}/")

    assert page.count('id="block-') == 5


def test_messages_take_twelve_queries(families, sign_in):
    counted(sign_in("gloria"), "/family/messages/")
