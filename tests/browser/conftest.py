"""A real browser at the pages: Debian's Chromium, driven by Playwright, no network."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from tests.web.conftest import sign_in as sign_in
from tests.web.conftest import stage as stage

# Playwright's loop runs in this thread, so Django takes plain database calls for
# asynchronous ones; they are not: each waits for its answer.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = Path("/usr/bin/chromium")
#: Theme and language of the walks: the one that differs most from how pages are
#: written, or with ``make test-browser`` each with each.
LOOKS = (
    [(theme, language) for theme in ("light", "dark") for language in ("en", "es")]
    if os.environ.get("SEEDBED_ALL_LOOKS")
    else [("dark", "es")]
)
#: More stops than the longest page has.
_MOST_STOPS = 150
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return one Chromium for the session."""
    if not CHROMIUM.exists():
        if os.environ.get("SEEDBED_REQUIRE_BROWSER") == "1":
            pytest.fail(f"{CHROMIUM} is missing and SEEDBED_REQUIRE_BROWSER=1.")
        pytest.skip(f"{CHROMIUM} is not on this machine.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=list(_FLAGS)
        )
        yield opened
        opened.close()


@pytest.fixture
def forbidden() -> list[str]:
    """Return what pages tried that their content policy forbids, as it happens."""
    return []


@pytest.fixture
def open_page(
    browser: Browser, live_server: Any, cast: Any, sign_in: Any, forbidden: list[str]
) -> Iterator[Callable[..., Page]]:
    """Return a function that opens an address as one of the cast.

    Whatever a page tries that its content policy forbids fails the test.
    """
    contexts = []

    def hear(message: ConsoleMessage) -> None:
        if "Content Security" in message.text:
            forbidden.append(f"{message.location['url']}: {message.text}")

    def opened(
        address: str,
        *,
        who: str = "",
        theme: str = "light",
        language: str = "en",
        width: int = 1440,
        height: int = 900,
        script: bool = True,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            service_workers="block",
        )
        contexts.append(context)
        values = {"theme": theme, django_settings.LANGUAGE_COOKIE_NAME: language}
        if who:
            client = sign_in(who)
            name = django_settings.SESSION_COOKIE_NAME
            values[name] = client.cookies[name].value
        context.add_cookies(
            [{"name": k, "value": v, "url": live_server.url} for k, v in values.items()]
        )
        page = context.new_page()
        page.on("console", hear)
        page.goto(live_server.url + address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert forbidden == []


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what is named so has the focus, as somebody without a mouse."""
    for _ in range(_MOST_STOPS):
        page.keyboard.press("Tab")
        name = page.evaluate(
            """() => document.activeElement.getAttribute("aria-label")
            || document.activeElement.innerText || "" """
        )
        if words in " ".join(name.split()):
            return
    pytest.fail(f"{words!r} is not reached by Tab.")


def excess_of(page: Page, widths: tuple[int, ...]) -> dict[int, int]:
    """Return by how many pixels a page scrolls sideways at each width."""
    excess = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        excess[width] = page.evaluate(
            "document.documentElement.scrollWidth - innerWidth"
        )
    return excess
