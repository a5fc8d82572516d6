"""The pages in a browser: readable to all, on every width, and without a script."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from tests.apps.choices.conftest import AFTER
from tests.apps.choices.conftest import choosing as choosing
from tests.web import cards, effect_cards

from seedbed.apps.accounts.models import System
from seedbed.apps.choices import services as choosing_services
from seedbed.apps.scheduling import services
from seedbed.apps.trials import queries as trials
from seedbed.web.kit import access

from .conftest import LOOKS, excess_of, tab_to
from .pictures import DESK, PHONE, take
from .program import program as program

pytestmark = pytest.mark.browser

PAGES = {
    "sign-in": ("/sign-in/", ""),
    "my day": ("/my/day/", "ana"),
    "another day": ("/my/day/2026-10-14/", "ana"),
    "my path": ("/my/path/", "ana"),
    "plan": ("/plan/2026-10-14/", "dana"),
    "plan's history": ("/plan/2026-10-14/history/", "dana"),
    "plan on paper": ("/plan/2026-10-14/print/", "dana"),
    "students' days": ("/plan/2026-10-14/students/", "dana"),
    "rules": ("/plan/2026-10-14/costs/", "dana"),
    "swap": ("/plan/2026-10-14/students/{ana}/?block=2", "dana"),
    "what works": ("/what-works/", "dana"),
    "imports": ("/imports/", "rosa"),
    "import": (f"/imports/{cards.IMPORT}/", "rosa"),
    "my choices": ("/my/choices/", "ana"),
    "choices": ("/choices/", "dana"),
    "unit": ("/unit/", "dana"),
    "proof": ("/choices/rounds/{fall}/", "dana"),
    "concerns": ("/concerns/", "dana"),
    "ways": ("/choices/ways/", "mateo"),
    "today": ("/today/", "dana"),
    "health": ("/health/?split=grade", "dana"),
    "measure": ("/health/live/?split=place", "dana"),
    "explore": ("/health/explore/?by=week", "dana"),
    "costs": ("/health/costs/", "dana"),
    "people": ("/people/", "rosa"),
    "twice": ("/people/alike/", "rosa"),
    "students": ("/students/", "dana"),
    "search": ("/search/?q=a", "dana"),
    "found": ("/search/?q=an", "dana"),
    "help": ("/help/health/", "dana"),
    "a student's help": ("/help/my-day/", "ana"),
}
#: Picture of the documentation: its page, and how large a window sees it.
PICTURES = {
    "plan-review": ("plan", DESK),
    "program-health": ("health", DESK),
    "program-costs": ("costs", DESK),
    "today": ("today", DESK),
    "what-works": ("what works", DESK),
    "import-report": ("import", DESK),
    "my-day": ("my day", PHONE),
    "my-path": ("my path", DESK),
    "my-choices": ("my choices", PHONE),
}
PAGE_LOOKS = [(name, *look) for name in PAGES for look in LOOKS]
WIDTHS = (320, 360, 768, 1440)


@pytest.fixture
def midmorning(stage, choosing, program, cast, monkeypatch):
    """Let it be 9:07 on a day whose next one is published; choices are under way.

    Returns what stands in the addresses.
    """
    System.objects.update(is_simulated=True)
    fall = _choose(choosing)
    stage["next_on"] = date(2026, 10, 15)
    stage["day_status"] = cards.day_status()
    monkeypatch.setattr(trials, "latest_report", lambda _unit_id: effect_cards.REPORT)
    monkeypatch.setattr(access, "local_minutes", lambda: 547)
    return {"ana": cast.ana.pk, "fall": fall}


def _choose(choosing):
    """Give one round's seats, which is returned; open another; let wishes wait."""
    now = timezone.now()
    for title in ("Chess", "Choir"):
        choosing.offer(title, title_es=f"{title} (es)", description="What it is.")
    fall = choosing.open(ends_on=now.date() + timedelta(days=9))
    for student in ("Ana", "Ben"):
        choosing.rank(fall, student, "Chess", "Choir")
    choosing_services.close_and_allot(round_uuid=fall, at=AFTER)
    spring = choosing.open(
        title="Spring electives",
        closes_at=now + timedelta(days=9),
        ends_on=now.date() + timedelta(days=90),
    )
    choosing.rank(spring, "Ana", "Choir", at=now)
    choosing.ask()
    choosing_services.ask_elective(
        student_id=choosing.students["Ana"].pk,
        title="Film club",
        by_id=choosing.leader_id,
        at=now,
    )
    return fall


@pytest.mark.parametrize(("name", "theme", "language"), PAGE_LOOKS)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    open_page, midmorning, name, theme, language
):
    address, who = PAGES[name]

    page = open_page(
        address.format(**midmorning), who=who, theme=theme, language=language
    )
    at_a_desk = Axe().run(page)
    excess = excess_of(page, (*WIDTHS[1:], WIDTHS[0]))
    on_a_phone = Axe().run(page)

    assert page.locator("html").get_attribute("lang") == language
    assert at_a_desk.violations_count == 0, at_a_desk.generate_report()
    assert excess == dict.fromkeys(WIDTHS, 0)
    assert on_a_phone.violations_count == 0, on_a_phone.generate_report()


def test_a_leader_publishes_without_a_script(open_page, stage, monkeypatch):
    asked = {}
    monkeypatch.setattr(services, "publish_day", lambda **kwargs: asked.update(kwargs))
    stage["review"] = cards.ready_review()
    page = open_page("/plan/2026-10-14/", who="dana", script=False)

    page.get_by_role("button", name="Publish Wednesday").click()

    assert asked["version"] == 3
    assert "Wednesday is published." in page.locator("[role=status]").inner_text()


def test_a_person_signs_in_by_keyboard(open_page, stage):
    page = open_page("/sign-in/")

    page.locator("#username").focus()
    page.keyboard.type("ana")
    page.keyboard.press("Tab")
    page.keyboard.type("sesame")
    page.keyboard.press("Enter")
    page.wait_for_url("**/my/day/")

    assert "Ana" in page.locator("h1").inner_text()


def test_the_first_tab_skips_to_the_content(open_page, stage):
    page = open_page("/plan/2026-10-14/", who="dana")

    page.keyboard.press("Tab")

    assert page.locator(":focus").inner_text() == "Skip to content"


def test_the_slash_goes_to_the_search(open_page, midmorning):
    page = open_page("/today/", who="dana")

    page.keyboard.press("/")
    page.keyboard.type("an/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=an%2F")

    assert page.locator("#find").input_value() == "an/", "in the box it is a letter"


def test_focus_can_be_seen(open_page):
    page = open_page("/sign-in/")

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    width = page.locator(":focus").evaluate("e => getComputedStyle(e).outlineWidth")

    assert width == "3px"


def test_students_have_large_targets(open_page, midmorning):
    page = open_page("/my/day/", who="ana", width=360)

    small = page.evaluate(
        """() => [...document.querySelectorAll('main a, main button, main summary, .tabs a')]
        .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44)
        .map(e => e.textContent.trim())"""
    )

    assert small == []


def test_what_the_content_policy_forbids_would_be_heard(open_page, forbidden):
    page = open_page("/sign-in/")

    page.evaluate(
        """() => { const s = document.createElement('script');
        s.textContent = 'window.ran = 1'; document.body.append(s); }"""
    )

    assert page.evaluate("() => window.ran") is None
    assert "Executing inline script" in forbidden.pop()


# tests/web/test_every_page.py weighs all of them; here the browser says what travelled.
@pytest.mark.parametrize("name", ["my day", "plan", "people", "ways"])
def test_a_first_load_is_light(open_page, midmorning, name):
    address, who = PAGES[name]
    page = open_page("/sw.js", who=who)  # which loads nothing else
    travelled: list[int] = []
    page.on(
        "requestfinished", lambda r: travelled.append(r.sizes()["responseBodySize"])
    )

    page.goto(page.url.replace("/sw.js", address.format(**midmorning)))
    page.wait_for_load_state("networkidle")

    assert 34_000 < sum(travelled) < 100_000, "the type face is among it"


def test_a_student_ranks_electives_by_keyboard_without_a_script(open_page, midmorning):
    page = open_page("/my/choices/", who="ana", script=False)
    spring = page.locator("section", has_text="Spring electives")

    tab_to(page, ": Chess")
    page.keyboard.press("Enter")
    page.get_by_text("Your list is saved.").last.wait_for()
    tab_to(page, "Chess: up")
    page.keyboard.press("Enter")
    spring.get_by_role("button", name="Chess: down").and_(
        page.locator(":enabled")
    ).wait_for()

    assert "Your list is saved." in page.locator("[role=status]").last.inner_text()
    picks = spring.locator("form ol .what b").all_inner_texts()
    assert picks == ["Chess", "Choir"]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_taken(open_page, midmorning, name):
    page_name, (width, height) = PICTURES[name]
    address, who = PAGES[page_name]

    page = open_page(address.format(**midmorning), who=who, width=width, height=height)

    take(page, name)
