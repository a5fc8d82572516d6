"""What goes wrong in the middle of a form is said, and what was typed is kept."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from tests.web import cards

from seedbed.apps.scheduling import services

from .conftest import LOOKS, excess_of

pytestmark = pytest.mark.browser

#: Pages that are seen only when something went wrong.
PAGES = {
    "again": ("/again/", "dana"),  # led to by a form, below
    "nothing here": ("/people/", "dana"),
    "nothing here for a student": ("/people/", "ana"),
}
PLAN = "/plan/2026-10-14/"
WORDS = "The bus comes at nine."
WIDTHS = (320, 360, 768, 1440)


def sent_after_the_session_ended(page):
    """Reopen a day with a reason, with a session that is over meanwhile."""
    page.goto("/".join(page.url.split("/")[:3]) + PLAN)
    page.locator(".dock summary").click()
    page.locator("#reopen-why").fill(WORDS)
    Session.objects.all().delete()
    page.locator(".dock form button").click()
    page.wait_for_url("**/sign-in/**")
    page.locator("#username").fill("dana")
    page.locator("#password").fill("sesame")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)


@pytest.fixture
def published(stage):
    """Let the day be published, so that it can be reopened."""
    stage["review"] = cards.plan_review(
        status="published", published_by="Dana", published_at=cards.MADE_AT
    )


def test_what_was_typed_when_the_session_ended_is_sent_after_signing_in(
    open_page, published, monkeypatch
):
    asked = []
    monkeypatch.setattr(services, "reopen_day", lambda **kwargs: asked.append(kwargs))
    page = open_page("/today/", who="dana", script=False)

    sent_after_the_session_ended(page)
    assert WORDS in page.locator("main").inner_text()
    assert asked == []
    page.get_by_role("button", name="Send it now").click()

    assert "is a draft again" in page.locator("[role=status]").inner_text()
    assert [call["why"] for call in asked] == [WORDS]


@pytest.mark.parametrize(("theme", "language"), LOOKS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    open_page, published, theme, language
):
    look = {"theme": theme, "language": language}
    pages = [open_page(address, who=who, **look) for address, who in PAGES.values()]
    sent_after_the_session_ended(pages[0])
    for page in pages:
        found = Axe().run(page)

        assert found.violations_count == 0, found.generate_report()
        assert excess_of(page, WIDTHS) == dict.fromkeys(WIDTHS, 0)
