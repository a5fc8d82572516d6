"""Every address of the product with values in it, for tests that walk all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.urls import get_resolver

#: Fills a kind of part of an address, where nothing better is known.
_FILLS = {"date": "2026-10-14", "int": "1", "slug": "live", "str": "none"}
_PART = re.compile(r"<(\w+):(\w+)>")


class Address(NamedTuple):
    """A named address: its view, its route as written, and one filled in."""

    view: str
    route: str
    path: str


def every_address(**known: Any) -> Iterator[Address]:
    """Yield each named address; ``known`` fills the parts that have these names."""

    def fill(part: re.Match[str]) -> str:
        kind, name = part.groups()
        if kind == "uuid":
            return str(known.get(name, UUID(int=7)))
        return str(known.get(name, _FILLS[kind]))

    for view, route in _routes(get_resolver().url_patterns):
        yield Address(view, route, "/" + _PART.sub(fill, route))


def _routes(
    patterns: Sequence[Any], before: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = ":".join(filter(None, (space, pattern.namespace)))
            yield from _routes(pattern.url_patterns, route, inner)
        else:
            yield f"{space}:{pattern.name}", route
