"""The pages of seven decisions and of members: readable to all, on every width."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from tests.apps.decisions.conftest import alone as alone
from tests.apps.decisions.conftest import asked as asked
from tests.apps.decisions.conftest import lead as lead
from tests.apps.decisions.conftest import others as others

from seedbed.apps.decisions.models import PublishedPosition, SurveyWave, TradeOff

from .conftest import LOOKS, excess_of

pytestmark = pytest.mark.browser

PAGES = {
    "decisions": "/innovate/decisions/",
    "answer": "/innovate/decisions/answer/",
    "talk": "/innovate/decisions/talk/",
    "alike": "/innovate/decisions/alike/",
    "trade-offs": "/innovate/decisions/trade-offs/",
    "rounds": "/innovate/decisions/rounds/",
    "then and now": "/innovate/decisions/then-and-now/",
    "lead": "/innovate/members/lead/",
    "members": "/innovate/members/",
    "together": "/innovate/members/together/",
}
WIDTHS = (320, 360, 768, 1440)


@pytest.fixture
def open_round(asked, lead):
    """Let the round be open, answered by two leaders, with a trade-off that is due."""
    today = timezone.localdate()
    asked.wave.opens_on = today - timedelta(days=3)
    asked.wave.closes_on = today + timedelta(days=30)
    asked.wave.save()
    asked.answer(lead("Ines"), who_decides=7, speed=3, on=today)
    asked.answer(who_decides=2, speed=3, on=today)
    earlier = SurveyWave.objects.create(
        instrument="seven-decisions",
        name="Fall before",
        opens_on=today - timedelta(days=380),
        closes_on=today - timedelta(days=340),
    )
    for row in list(PublishedPosition.objects.filter(wave=asked.wave)):
        row.pk, row.wave, row._state.adding = None, earlier, True
        row.save()
    TradeOff.objects.create(
        token=asked.wave.uuid,
        instrument="seven-decisions",
        item="speed",
        side="low",
        choice="One hub a year",
        cost="Two towns wait",
        chosen_on=today - timedelta(days=90),
        revisit_on=today,
        by=asked.cast.dana,
    )
    return asked


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("theme", "language"), LOOKS)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    open_page, open_round, name, theme, language
):
    page = open_page(PAGES[name], who="dana", theme=theme, language=language)
    found = Axe().run(page)

    assert page.locator("html").get_attribute("lang") == language
    assert found.violations_count == 0, found.generate_report()
    assert excess_of(page, WIDTHS) == dict.fromkeys(WIDTHS, 0)


def test_a_leader_answers_by_keyboard_without_a_script(open_page, open_round):
    page = open_page("/innovate/decisions/answer/", who="dana", script=False)

    page.locator('input[name="at-what-we-share"]').first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save").press("Enter")

    assert "Saved." in page.locator("[role=status]").inner_text()
