"""The documentation's pictures: each is made by a test, light, shown, and explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from .pictures import FOLDER, REPOSITORY

MOST_BYTES = 150_000
_SHOWN = re.compile(r"!\[([^\]]+)\]\((?:\.\./|docs/)?pictures/([\w-]+)\.png\)")


def made() -> Iterator[str]:
    """Yield the names of the pictures that the walks make."""
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        yield from getattr(import_module(f"tests.browser.{path.stem}"), "PICTURES", ())


def shown() -> dict[str, str]:
    """Return what is said of each picture that a page of the documentation shows."""
    texts = [REPOSITORY / "README.md", *(REPOSITORY / "docs").rglob("*.md")]
    return {
        name: words
        for text in texts
        for words, name in _SHOWN.findall(text.read_text())
    }


def test_every_picture_is_made_by_a_walk_and_shown_in_the_documentation():
    names = {picture.stem for picture in FOLDER.glob("*.png")}

    assert names == set(made())
    assert names == shown().keys()
    assert all(len(words) > 30 for words in shown().values()), "said to who cannot see"


def test_no_picture_is_heavy():
    sizes = {picture.name: picture.stat().st_size for picture in FOLDER.glob("*.png")}

    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}
