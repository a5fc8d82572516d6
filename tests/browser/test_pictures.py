"""The pictures of the documentation, made of the pages themselves.

``SEEDBED_PICTURES=1`` (``make pictures``) writes them to docs/pictures; without it the
pages are only opened, so that a page that a picture needs cannot go away unseen.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.web import cards

from .program import program as program

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
#: Picture, address, who looks, width and height.
PICTURES = [
    ("plan-review", "/plan/2026-10-14/", "dana", 1440, 1000),
    ("program-health", "/health/?split=grade", "dana", 1440, 1200),
    ("program-costs", "/health/costs/", "dana", 1440, 900),
]


@pytest.mark.parametrize(("name", "address", "who", "width", "height"), PICTURES)
def test_a_picture_is_of_a_page_that_opens(
    open_page, stage, program, name, address, who, width, height
):
    stage["day_status"] = cards.day_status()

    page = open_page(address, who=who, width=width, height=height)

    assert page.locator("h1").count() == 1
    if os.environ.get("SEEDBED_PICTURES") == "1":
        page.wait_for_load_state("networkidle")
        page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
