"""Unmet needs and charters in a browser: readable to all, on every width."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from tests.apps.charters.conftest import draft as draft
from tests.apps.charters.conftest import hub as hub
from tests.apps.charters.conftest import whole as whole
from tests.apps.charters.conftest import write as write
from tests.apps.needs.conftest import bring as bring
from tests.apps.needs.conftest import riverside as riverside

from seedbed.apps.charters import services

from .conftest import LOOKS, excess_of
from .pictures import DESK, take

pytestmark = pytest.mark.browser

WIDTHS = (320, 360, 768, 1440)


@pytest.fixture
def charter(hub, bring, whole):
    """Return a charter with two versions of a section, a waiver and a decision."""
    saved = bring("homebound", range(24), instead="nothing")
    bring("working", range(12, 40), instead="evening shifts")
    checked = bring("left", range(3), more="zz9,\n", saves=False)
    today, at = timezone.localdate(), timezone.now()
    late = {"leader": "Rosa Reyes"}
    services.write_section(
        charter=whole, key="people", content=late, seen=0, by_id=hub.lena, at=at
    )
    waiver = services.ask_waiver(
        token=uuid4(), charter=whole, kind="seat_time", words="Minutes",
        authority="State board", rule="screen_minutes", requested_on=today,
        by_id=hub.dana, at=at,
    )  # fmt: skip
    # Its chip is the longest: granted, to come, from one day to another.
    services.grant_waiver(
        waiver=waiver, from_on=today + timedelta(days=60),
        until_on=today + timedelta(days=420), answered_on=today, by_id=hub.lena, at=at,
    )  # fmt: skip
    services.note_decision(
        token=uuid4(), charter=whole, decided_on=today, on=today, domain="schedule",
        what="Start at nine", decided_by="unit", by_id=hub.dana, at=at,
    )  # fmt: skip
    homeless = services.begin_charter(
        token=uuid4(), name="Evenings", by_id=hub.dana, at=at
    )
    return {"charter": whole, "saved": saved, "checked": checked, "homeless": homeless}


PAGES = {
    "needs": ("/innovate/needs/", "dana"),
    "a list": ("/innovate/needs/lists/{checked}/", "dana"),
    "charters": ("/innovate/charters/", "dana"),
    "charter": ("/innovate/charter/{charter}/", "lena"),
    "two versions": ("/innovate/charter/{charter}/people/", "dana"),
    "rows": ("/innovate/charter/{charter}/measures/", "dana"),
    "rungs": ("/innovate/charter/{charter}/decides/", "dana"),
    "saved list": ("/innovate/needs/lists/{saved}/", "dana"),
    "no unit yet": ("/innovate/charter/{homeless}/", "dana"),
}


#: Picture of the documentation: its page.
PICTURES = {"unmet-needs": "needs", "unit-charter": "charter"}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(open_page, charter, name, look):
    address, who = PAGES[name]
    theme, language = look

    page = open_page(address.format(**charter), who=who, theme=theme, language=language)
    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
    assert excess_of(page, WIDTHS) == dict.fromkeys(WIDTHS, 0)


def test_a_section_is_written_without_a_script(open_page, charter):
    address = f"/innovate/charter/{charter['charter']}/staff/"
    page = open_page(address, who="dana", script=False)

    page.get_by_label("How staff opt in").fill("By application")
    page.get_by_role("button", name="Save").click()

    assert "By application" in page.locator("#staff").inner_text()


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_taken(open_page, charter, name):
    address, who = PAGES[PICTURES[name]]
    width, height = DESK

    page = open_page(address.format(**charter), who=who, width=width, height=height)

    take(page, name)
