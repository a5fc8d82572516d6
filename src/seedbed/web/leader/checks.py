"""Words for a plan's checks: what should hold, and beside it what was found.

The name is the aim, whether it holds or not; the icon and the value say how it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from seedbed.apps.scheduling.cards import Check

_ORDER = {"must": 0, "look": 1}
_NAMES: dict[str, str | Promise] = {
    "seats": gettext_lazy("No session over its seats"),
    "close_to_grade": gettext_lazy("Close to enrolled grade"),
    "accommodations": gettext_lazy("Accommodations met"),
    "no_repeat": gettext_lazy("No lesson twice"),
    "third_day": gettext_lazy("No skill a third day the same way"),
    "screen": gettext_lazy("Screen time within the limit"),
    "largest_group": gettext_lazy("Live groups within their size"),
    "mentor_seen": gettext_lazy("Mentor seen this week"),
    "rooms_fit": gettext_lazy("Rooms, adults and devices"),
    "everyone_placed": gettext_lazy("Everyone has a place"),
    "group_spread": gettext_lazy("Groups close in level"),
    "choices_kept": gettext_lazy("Choices kept"),
}


@dataclass(frozen=True, kw_only=True)
class CheckLine:
    """One line of the checks, in words."""

    severity: str
    name: str
    detail: str


def lines(checks: Iterable[Check]) -> list[CheckLine]:
    """Return the checks in words, what stops the plan first."""
    return [check(c) for c in sorted(checks, key=lambda c: _ORDER.get(c.severity, 2))]


def check(card: Check) -> CheckLine:
    """Return what a check wants and what it found; neither is ever empty."""
    found = _FOUND.get(card.key, _share)(card)
    return CheckLine(
        severity=card.severity, name=_name(card), detail=found or _plain(card)
    )


def _name(card: Check) -> str:
    if card.key == "screen" and card.data.get("value"):
        limit = {"n": card.data["value"]}
        return gettext("Screen time within %(n)s minutes") % limit
    if card.key == "largest_group" and card.data.get("of"):
        return gettext("No group above %(n)s") % {"n": card.data["of"]}
    return str(_NAMES.get(card.key, card.key.replace("_", " ").capitalize()))


def _plain(card: Check) -> str:
    return gettext("holds") if card.severity == "ok" else gettext("does not hold")


def _share(card: Check, *, without: str = "") -> str:
    n, of = card.data.get("n"), card.data.get("of")
    if of == 0 and without:
        return without
    if n is None:
        return str(card.data.get("value") or "")
    if of is None:
        return str(n)
    return gettext("%(n)s of %(of)s") % {"n": n, "of": of}


def _accommodations(card: Check) -> str:
    return _share(card, without=gettext("nobody needs one"))


def _choices_kept(card: Check) -> str:
    return _share(card, without=gettext("nobody chose yet"))


def _all_but(card: Check, wrong: str) -> str:
    """Return "240 of 240" where nothing is wrong, else what is."""
    facts: dict[str, Any] = {"n": card.data.get("n"), "of": card.data.get("of")}
    if facts["n"]:
        return wrong % facts
    return gettext("%(of)s of %(of)s") % facts if facts["of"] else ""


def _seats(card: Check) -> str:
    n, of = card.data.get("n"), card.data.get("of")
    if n:
        return gettext("%(n)s over") % {"n": n}
    if not of:
        return ""
    return ngettext("%(n)s session fits", "%(n)s sessions fit", of) % {"n": of}


def _close_to_grade(card: Check) -> str:
    return _all_but(card, gettext("%(n)s far"))


def _no_repeat(card: Check) -> str:
    n = card.data.get("n")
    return gettext("%(n)s repeated") % {"n": n} if n else gettext("none repeated")


def _third_day(card: Check) -> str:
    n = card.data.get("n")
    return gettext("%(n)s found") % {"n": n} if n else gettext("none found")


def _screen(card: Check) -> str:
    if not card.data.get("value") and not card.data.get("n"):
        return gettext("no limit set")
    return _all_but(card, gettext("%(n)s over"))


def _largest_group(card: Check) -> str:
    largest = card.data.get("value")
    if not largest:
        return gettext("no live group")
    return gettext("largest %(n)s") % {"n": largest}


def _rooms_fit(card: Check) -> str:
    n = card.data.get("n")
    if not n:
        return gettext("fit")
    return ngettext("%(n)s clash", "%(n)s clashes", n) % {"n": n}


def _group_spread(card: Check) -> str:
    if card.data.get("of") == 0:
        return gettext("no live group")
    return _all_but(card, gettext("%(n)s too mixed"))


_FOUND: dict[str, Callable[[Check], str]] = {
    "seats": _seats,
    "close_to_grade": _close_to_grade,
    "accommodations": _accommodations,
    "no_repeat": _no_repeat,
    "third_day": _third_day,
    "screen": _screen,
    "largest_group": _largest_group,
    "rooms_fit": _rooms_fit,
    "group_spread": _group_spread,
    "choices_kept": _choices_kept,
}
