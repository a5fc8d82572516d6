"""What travels when a page is opened with an empty cache: page, files, type faces."""

from __future__ import annotations

import re
from collections.abc import Callable

_FACES = "/static/kit/fonts/atkinson-hyperlegible-{}-latin-wght-normal.woff2"
TEXT_FACE, CODE_FACE = _FACES.format("next"), _FACES.format("mono")
_NAMED = re.compile(
    r'<link rel="(?:stylesheet|icon|manifest)" href="([^"]+)"'
    r'|<(?:script|img)\b[^>]*? src="([^"]+)"'
)
#: What is set in the face of codes.
_CODE = re.compile(r'<code\b|class="(?:[^"]* )?(?:code|receipt)[ "]')


def files_of(page: str) -> frozenset[str]:
    """Return the addresses of what a browser fetches to show a page.

    >>> sorted(files_of('<link rel="stylesheet" href="/static/a.css"><code>x</code>'))
    ... # doctest: +ELLIPSIS
    ['/static/a.css', '/static/...-mono-...', '/static/...-next-...']
    """
    named = {sheet or script for sheet, script in _NAMED.findall(page)}
    faces = {TEXT_FACE, CODE_FACE} if _CODE.search(page) else {TEXT_FACE}
    return frozenset(named | faces)


def first_load(page: str, *, n_bytes: int, size_of: Callable[[str], int]) -> int:
    """Return the bytes of a first load.

    Parameters
    ----------
    page
        The page as a browser reads it.
    n_bytes
        The page as it travelled.
    size_of
        Tells the size of a file at an address, as it travels.
    """
    return n_bytes + sum(size_of(address) for address in files_of(page))
