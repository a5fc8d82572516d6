"""The family's pages in a browser: readable to all, light, on every width, no script."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from tests.web.family.conftest import families as families
from tests.web.family.conftest import link as link
from tests.web.family.conftest import shown as shown
from tests.web.family.conftest import standing
from tests.web.family.conftest import write as write

from seedbed.apps.families.models import Concern, FamilyLink
from seedbed.web.kit import access

from .conftest import LOOKS, excess_of
from .pictures import PHONE, take

pytestmark = pytest.mark.browser

PAGES = {
    "path": "/family/{child}/",
    "day": "/family/{child}/day/2026-10-14/",
    "pulse": "/family/{child}/pulse/",
    "ask": "/family/{child}/ask/",
    "tried": "/family/{child}/tried/",
    "messages": "/family/messages/?child={child}",
}
#: Picture of the documentation: its page and language.
PICTURES = {"family-path": ("path", "es"), "family-day": ("day", "en")}
PAGE_LOOKS = [(name, *look) for name in PAGES for look in LOOKS]
WIDTHS = (320, 360, 768, 1440)
#: The budget of a first load with its type face, not even compressed.


@pytest.fixture
def child(families, shown, write, monkeypatch):
    """Return Ana's address part; it is 9:07, and Gloria has written once."""
    monkeypatch.setattr(access, "local_minutes", lambda: 547)
    write("Solo con la pantalla después del almuerzo.", language="es")
    return families.cast.ana.person.uuid


@pytest.mark.parametrize(("name", "theme", "language"), PAGE_LOOKS)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    open_page, child, name, theme, language
):
    page = open_page(
        PAGES[name].format(child=child), who="gloria", theme=theme, language=language
    )
    found = Axe().run(page)

    assert page.locator("html").get_attribute("lang") == language
    assert found.violations_count == 0, found.generate_report()
    assert excess_of(page, WIDTHS) == dict.fromkeys(WIDTHS, 0)


@pytest.mark.parametrize("answer", ["almost", "not_yet", "unknown"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_beside_the_other_answers(
    open_page, child, shown, answer, theme
):
    from dataclasses import replace

    because = {"almost": "part-in-time", "not_yet": "too-late", "unknown": "uneven"}
    card = standing(answer, because[answer])
    shown["family_path"] = replace(shown["family_path"], standing=card)

    page = open_page(PAGES["path"].format(child=child), who="gloria", theme=theme)

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_leaders_page(open_page, child, theme):
    found = Axe().run(open_page("/concerns/", who="dana", theme=theme, language="es"))

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_families_have_large_targets(open_page, child, name):
    page = open_page(PAGES[name].format(child=child), who="gloria", width=360)

    small = page.evaluate(
        """() => [...document.querySelectorAll('main a, main button, main textarea, .tabs a')]
        .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44)
        .map(e => e.textContent.trim())"""
    )

    assert small == []


def test_a_guardian_writes_without_a_script(open_page, child):
    page = open_page(PAGES["path"].format(child=child), who="gloria", script=False)

    page.get_by_role("link", name="Something is not right").click()
    page.get_by_label("Your words").fill("He came home sad.")
    page.get_by_role("button", name="Send").click()

    assert "Your message is sent." in page.locator(".banner.good").inner_text()
    assert Concern.objects.filter(text="He came home sad.", kind="not_right").exists()


def test_a_link_opens_the_path_without_a_script_or_a_password(open_page, child, link):
    FamilyLink.objects.update(expires_at=timezone.now() + timedelta(days=9))

    page = open_page(f"/family/link/{link.token}/", script=False)

    assert page.url.endswith(f"/family/{child}/")
    assert "Yes, on the way to grade 7" in page.locator("h1").inner_text()


def test_the_printed_page_has_the_reasons_and_no_buttons(open_page, child):
    page = open_page(PAGES["day"].format(child=child), who="gloria")

    page.emulate_media(media="print")

    assert page.get_by_text("Ana chose this.").is_visible()
    assert not page.get_by_role("link", name="Ask about this").first.is_visible()
    assert not page.locator(".topbar").is_visible()


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_taken(open_page, child, name):
    page_name, language = PICTURES[name]
    width, height = PHONE

    page = open_page(
        PAGES[page_name].format(child=child),
        who="gloria",
        language=language,
        width=width,
        height=height,
    )

    take(page, name)
