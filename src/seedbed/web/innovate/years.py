"""Years of a network as small drawings: what goes in and who comes, a member each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from seedbed.apps.networks.cards import FollowedCard, YearCard
from seedbed.web.kit import words
from seedbed.web.kit.svg import element, svg, text

WHAT: dict[str, str | Promise] = {
    "people": gettext_lazy("People, full-time"),
    "money": gettext_lazy("Dollars"),
    "time": gettext_lazy("Hours of planning"),
    "materials": gettext_lazy("Materials, sets"),
    "students": gettext_lazy("Students in new units"),
}
#: Amounts from here on are told without decimals.
_WHOLE_FROM = 10
_WIDTH, _HEIGHT, _FLOOR, _TOP = 200, 112, 90, 10


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One thing over the years: its name, its drawing and what that shows."""

    name: str
    svg: SafeString
    words: str


def panels(
    years: tuple[YearCard, ...], own: Mapping[int, Mapping[str, int]]
) -> list[Panel]:
    """Return a drawing for each thing that five members told of in some year."""
    return [
        _panel(str(name), kind, years, own)
        for kind, name in WHAT.items()
        if any(year.each.get(kind) is not None for year in years)
    ]


def finding(years: tuple[YearCard, ...], same: FollowedCard | None) -> str:
    """Return what the table shows, in one sentence: the same members, then and now."""
    if same is not None:
        return gettext(
            "The same %(members)s members had %(then)s students in new units in "
            "%(first)s, and %(now)s in %(last)s."
        ) % {
            "members": same.n_members,
            "then": words.number(same.students_then),
            "first": same.first,
            "now": words.number(same.students_now),
            "last": same.last,
        }
    told = [year for year in years if year.students is not None]
    if not told:
        return ""
    last = told[-1]
    facts = {
        "year": last.year,
        "n": words.number(last.students or 0),
        "members": last.n_told,
    }
    if last.n_untold:
        said = gettext(
            "In %(year)s at least %(n)s students were in new units of %(members)s "
            "members."
        )
    else:
        said = gettext(
            "In %(year)s %(n)s students were in new units of %(members)s members."
        )
    return said % facts


def _panel(
    name: str,
    kind: str,
    years: tuple[YearCard, ...],
    own: Mapping[int, Mapping[str, int]],
) -> Panel:
    each = {year.year: year.each.get(kind) for year in years}
    ours = {year.year: own.get(year.year, {}).get(kind) for year in years}
    top = max([n for n in (*each.values(), *ours.values()) if n] or [1])
    step = _WIDTH / len(years)
    parts: list[SafeString] = [
        element("line", x1=0, x2=_WIDTH, y1=_FLOOR, y2=_FLOOR, stroke="var(--line)")
    ]
    for n, year in enumerate(each):
        x = step * (n + 0.5)
        parts.append(text(x, _HEIGHT - 6, year, text_anchor="middle"))
        parts += _marks(x, step, each[year], ours[year], top)
    said = _said(each, ours)
    return Panel(
        name=name, svg=svg(_WIDTH, _HEIGHT, f"{name}. {said}", parts), words=said
    )


def _marks(
    x: float, step: float, each: float | None, ours: int | None, top: float
) -> list[SafeString]:
    """Return the bar of all with its number, and the own diamond."""
    parts: list[SafeString] = []
    wide = min(34.0, step * 0.5)
    if each is None:
        parts.append(text(x, _FLOOR - 6, "·", text_anchor="middle"))
    else:
        y = _height(each, top)
        look: dict[str, Any] = {"fill": "var(--brand)", "fill_opacity": ".3", "rx": 2}
        parts += [
            element("rect", x=x - wide / 2, y=y, width=wide, height=_FLOOR - y, **look),
            text(x, _FLOOR - 6, _short(each), kind="lab", text_anchor="middle"),
        ]
    if ours is not None:
        y = _height(ours, top)
        parts.append(
            element(
                "path",
                d=f"M{x:.1f} {y - 7:.1f}l7 7-7 7-7-7z",
                fill="var(--you)",
                stroke="var(--ink)",
                stroke_width=1.5,
            )
        )
    return parts


def _height(amount: float, top: float) -> float:
    return round(_FLOOR - (_FLOOR - _TOP) * amount / top, 1)


def _said(each: Mapping[int, float | None], ours: Mapping[int, int | None]) -> str:
    """Return the first and the last number of all in words, and the own last one."""
    known = {year: n for year, n in each.items() if n is not None}
    first, last = min(known), max(known)
    facts = {
        "then": _short(known[first]),
        "now": _short(known[last]),
        "first": first,
        "last": last,
    }
    if first == last:
        said = gettext("%(now)s for a member in %(last)s.") % facts
    else:
        said = (
            gettext("From %(then)s for a member in %(first)s to %(now)s in %(last)s.")
            % facts
        )
    own = ours.get(last)
    if own is None:
        return said
    ours_now = gettext("You: %(n)s.") % {"n": words.number(own)}
    return f"{said} {ours_now}"


def _short(amount: float) -> str:
    """Return an amount with as many digits as say something."""
    return words.number(round(amount) if amount >= _WHOLE_FROM else amount)
