"""The exchange in a real browser: axe, narrow screens, and telling without a script."""

from __future__ import annotations

from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.apps.exchange.conftest import AT, WORDS
from tests.apps.exchange.conftest import network as network
from tests.apps.exchange.conftest import release as release
from tests.apps.exchange.conftest import tell as tell
from tests.apps.exchange.test_plays import play as play

from seedbed.apps.exchange import services

from .conftest import LOOKS, excess_of

pytestmark = pytest.mark.browser

PAGES = {
    "room": ("/exchange/", "dana"),
    "tell": ("/exchange/tell/", "clara"),
    "receipt": ("/exchange/receipt/", "clara"),
    "month": ("/exchange/month/?month=2026-10", "dana"),
    "story": ("/exchange/stories/{story}/", "dana"),
    "plays": ("/exchange/plays/?topic=schedule", "dana"),
    "play": ("/exchange/plays/{play}/", "dana"),
    "adapt": ("/exchange/plays/{play}/adapt/", "dana"),
    "new play": ("/exchange/plays/new/", "dana"),
    "desk": ("/exchange/desk/", "stella"),
    "named": ("/exchange/named/", "dana"),
    "version": ("/exchange/plays/{play}/version/", "dana"),
    "draft": ("/exchange/plays/drafts/{draft}/", "dana"),
    "directory": ("/exchange/directory/", "stella"),
    "packages": ("/exchange/packages/", "stella"),
}


@pytest.fixture
def shared(network, release, tell, play, settings, tmp_path):
    settings.HOME = tmp_path
    story, _ = release()
    release(openly=True)
    tell()
    tell()
    draft = uuid4()
    services.keep_draft(
        token=draft, words={"title": "Half a play"}, by_id=network.cast.dana.pk, at=AT
    )
    return {"story": story, "play": play, "draft": draft}


@pytest.mark.parametrize(("theme", "language"), LOOKS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    open_page, shared, theme, language
):
    for address, who in PAGES.values():
        page = open_page(
            address.format(**shared), who=who, theme=theme, language=language
        )
        found = Axe().run(page)

        assert found.violations_count == 0, address + found.generate_report()
        assert excess_of(page, (320, 1440)) == {320: 0, 1440: 0}, address


def test_a_story_is_told_without_a_script(open_page, shared):
    page = open_page("/exchange/tell/", who="clara", script=False)

    page.get_by_text("It did not work").click()
    page.select_option("#topic", "schedule")
    page.fill("#tried", "Ana Alvarez changed it on March 3.")
    page.fill("#happened", WORDS.happened)
    page.fill("#advice", WORDS.advice)
    page.get_by_role("button", name="See what others would read").click()
    assert "2 parts may tell who is meant" in page.locator("[role=alert]").inner_text()
    page.get_by_role("button", name="Share this").click()

    assert len(page.locator("#receipt").inner_text()) == 23
