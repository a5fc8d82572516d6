"""Says in a few English words what is open in a charter, as errors name it."""

from __future__ import annotations

from seedbed.lib.text import listing

from .cards import OpenPoint


def point_in_words(point: OpenPoint) -> str:
    """Return what is open.

    >>> point_in_words(OpenPoint(code="empty", path="people.reports_to"))
    'reports to'
    >>> names = ("Dana", "Rosa")
    >>> point_in_words(
    ...     OpenPoint(code="two_owners", path="", about="budget", names=names)
    ... )
    'one owner of the budget (Dana and Rosa are both named)'
    """
    if point.code == "two_owners":
        named = f"{listing(point.names)} are both named"
        return f"one owner of the {point.about} ({named})"
    if point.code == "no_date":
        return f"a date for {point.about!r}"
    if point.code == "no_share":
        return f"a share between 0 and 100 % instead of {point.about!r}"
    if point.code == "beside":
        return f"one of two versions of the section {point.path!r}"
    return point.path.partition(".")[2].replace("_", " ")
