"""Cells that a spreadsheet shows as text and never runs as a formula."""

from __future__ import annotations

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: str) -> str:
    """Return a value with a quote before it if a spreadsheet would run it.

    >>> safe_cell("=HYPERLINK(0)"), safe_cell("Ana"), safe_cell("-1")
    ("'=HYPERLINK(0)", 'Ana', "'-1")
    """
    return f"'{value}" if value.startswith(_STARTS_FORMULA) else value
