"""A family reads what its child's unit tries, also by a link, and in Spanish."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.apps.pilots.conftest import AT, PROMISE, STARTS_ON

from seedbed.apps.pilots import services
from seedbed.apps.pilots.models import CycleDecision


@pytest.fixture
def page(families):
    """Return the address at which Ana's family reads of it."""
    return f"/family/{families.cast.ana.person.uuid}/tried/"


@pytest.fixture
def opened(families):
    """Return a pilot of the hub with one open week and one that is not."""
    cast = families.cast
    pilot = services.begin_pilot(
        unit_id=cast.hub.pk,
        name="Reading hour",
        aim="Who reads little at home",
        starts_on=STARTS_ON,
        by_id=cast.dana.pk,
        at=AT,
    )
    services.register_pilot(
        pilot=pilot, registration=PROMISE, by_id=cast.dana.pk, at=AT
    )
    for weeks_ago, happened, is_public in (
        (1, "Eight pages a day", True),
        (2, "Kept inside", False),
    ):
        on = timezone.localdate() - timedelta(weeks=weeks_ago)
        services.plan_cycle(
            pilot=pilot,
            on=on,
            aim="Longer texts",
            change_idea="Choose the book",
            prediction="Seven pages",
            by_id=cast.dana.pk,
            at=AT,
        )
        services.study_cycle(
            pilot=pilot,
            on=on,
            happened=happened,
            decision=CycleDecision.ADAPT,
            next_test="",
            is_public=is_public,
            by_id=cast.dana.pk,
            at=AT,
        )
    return pilot


def words(answer):
    return str(answer.content, "utf-8")


def test_a_family_reads_the_open_weeks_of_its_unit(sign_in, page, opened):
    gloria = sign_in("gloria")

    shown = words(gloria.get(page))
    spanish = words(gloria.get(page, headers={"accept-language": "es"}))

    assert "Reading hour" in shown
    assert "Eight pages a day" in shown
    assert "Kept inside" not in shown
    assert "Cada semana el equipo escribe primero" in spanish


def test_without_an_open_week_it_says_so(sign_in, page):
    assert "No week has been opened yet." in words(sign_in("gloria").get(page))


def test_another_family_does_not_find_it(sign_in, page, opened):
    assert sign_in("finn").get(page).status_code == 404


def test_the_messages_lead_there(sign_in, families, page):
    child = families.cast.ana.person.uuid
    messages = words(sign_in("gloria").get(f"/family/messages/?child={child}"))

    assert page in messages
