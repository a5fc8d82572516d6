"""Takes the pictures of the documentation, when asked to: ``SEEDBED_PICTURES=1``."""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

REPOSITORY = Path(__file__).parents[2]
FOLDER = REPOSITORY / "docs" / "pictures"
#: Width and height of a desk's and of a phone's picture.
DESK, PHONE = (1440, 1000), (390, 844)
#: Colours of a picture: pages are flat, so that nobody sees the difference.
_N_COLOURS = 128


def take(page: Page, name: str) -> None:
    """Make sure that a page stands there to be pictured; picture it where asked."""
    assert page.locator("h1").count() == 1
    if os.environ.get("SEEDBED_PICTURES") != "1":
        return
    page.wait_for_load_state("networkidle")
    shot = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    flat = shot.convert("RGB").quantize(_N_COLOURS, dither=Image.Dither.NONE)
    flat.save(FOLDER / f"{name}.png", optimize=True)
