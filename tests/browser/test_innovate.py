"""The pages of leaders' innovation in a browser: for everyone, on every width."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.apps.stakeholders.conftest import empty as empty
from tests.apps.stakeholders.conftest import lincoln as lincoln
from tests.apps.trajectory.test_trajectory import hub as hub

from .conftest import LOOKS, excess_of
from .pictures import DESK, take

pytestmark = pytest.mark.browser

NETWORK = "/innovate/network/"
PAGES = (
    "/innovate/",
    NETWORK,
    NETWORK + "{change}/",
    NETWORK + "{change}/people/",
    NETWORK + "{change}/people/new/",
    NETWORK + "{change}/people/{board}/",
    NETWORK + "{change}/people/{board}/talk/",
    NETWORK + "{change}/checks/",
    NETWORK + "{change}/flight/",
    "/innovate/trajectory/",
    "/innovate/trajectory/count/",
    "/innovate/trajectory/records/",
)
#: Picture of the documentation: its address.
PICTURES = {"value-network": NETWORK + "{change}/"}
WIDTHS = (320, 768, 1440)


@pytest.fixture
def under_way(lincoln, hub, cast):
    """Let a change be called and somebody have come."""
    lincoln.call("apart")
    hub.come([cast.ana.pk], reason="More time with one person")
    return {"change": lincoln.uuid, "board": lincoln.actors["School board"]}


@pytest.mark.parametrize(("theme", "language"), LOOKS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    open_page, under_way, theme, language
):
    for address in PAGES:
        page = open_page(
            address.format(**under_way), who="dana", theme=theme, language=language
        )
        found = Axe().run(page)

        assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
        assert excess_of(page, WIDTHS) == dict.fromkeys(WIDTHS, 0), address
        page.close()


def test_a_leader_adds_somebody_and_decides_without_a_script(open_page, under_way):
    change = under_way["change"]
    page = open_page(f"{NETWORK}{change}/people/new/", who="dana", script=False)
    page.get_by_label("Name").fill("Local press")
    page.get_by_label("On the map of Riverside Hub").uncheck()
    page.get_by_label("On the map of Lincoln Middle").uncheck()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Back to the maps").click()

    page.get_by_label("Find out more first").check()
    page.get_by_label("Why").fill("Two of them have not been asked.")
    page.get_by_role("button", name="Record the decision").click()

    assert "Two of them have not been asked." in page.locator("#call").inner_text()


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_taken(open_page, under_way, name):
    width, height = DESK

    page = open_page(
        PICTURES[name].format(**under_way), who="dana", width=width, height=height
    )

    take(page, name)
