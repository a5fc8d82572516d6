"""Elements of a drawing, written safely: what a person typed is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def element(name: str, *children: SafeString | str, **attributes: Any) -> SafeString:
    """Return one SVG element; ``stroke_width=2`` becomes ``stroke-width="2"``."""
    pairs = [
        (key.rstrip("_").replace("_", "-"), round(v, 1) if isinstance(v, float) else v)
        for key, v in attributes.items()
        if v is not None
    ]
    written = format_html_join("", ' {}="{}"', pairs)
    inside = format_html_join("", "{}", ((child,) for child in children))
    return format_html("<{}{}>{}</{}>", name, written, inside, name)


def text(
    x: float, y: float, words: object, *, kind: str = "lab2", **more: Any
) -> SafeString:
    """Return words at a place; ``kind`` is their class."""
    return element("text", str(words), x=x, y=y, class_=kind, **more)


def svg(
    width: float, height: float, label: str, parts: Sequence[SafeString]
) -> SafeString:
    """Return a drawing with the sentence that a screen reader says of it."""
    return element(
        "svg",
        *parts,
        viewBox=f"0 0 {width} {height}",
        role="img",
        aria_label=label,
        class_="chart",
    )
