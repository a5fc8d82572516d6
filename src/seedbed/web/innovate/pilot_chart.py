"""The sparkline of a pilot: dots by week, the band, the goal and the stop line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from seedbed.apps.pilots.cards import LookCard, Registration
from seedbed.web.kit.charts import Figure
from seedbed.web.kit.svg import element, svg, text

from .pilot_words import signed

_WIDE, _TALL = 640, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 104, 14, 30
_LABEL_TALL = 15


class _Scale:
    """Places weeks and effects on the drawing; what lies outside ends at its edge."""

    def __init__(self, values: Sequence[float], n_weeks: int) -> None:
        low, high = min(values), max(values)
        pad = 0.12 * (high - low) or 1.0
        self.low, self.high, self.n_weeks = low - pad, high + pad, n_weeks

    def x(self, week: float) -> float:
        step = (_WIDE - _LEFT - _RIGHT) / max(1, self.n_weeks)
        return _LEFT + step * (week - 0.5)

    def y(self, value: float) -> float:
        inside = min(max(value, self.low), self.high)
        share = (inside - self.low) / (self.high - self.low)
        return _TALL - _BOTTOM - share * (_TALL - _TOP - _BOTTOM)


def sparkline(latest: LookCard | None, promise: Registration, title: str) -> Figure:
    """Draw the weeks so far of those planned; ``title`` says the finding.

    Goal and stop line stand before the first dot does. Where nothing is excluded yet
    the band goes to the edge of the drawing.
    """
    looks = latest.looks if latest else ()
    lines = _lines(promise)
    scale = _Scale(_values(looks, lines), promise.n_looks)
    parts = [*_level_lines(lines, scale), *_weeks(promise.n_looks, scale)]
    for look in looks:
        if latest is not None and latest.decision != "no verdict":
            parts += _band(look, scale)
    parts += _dots(looks, scale)
    label = _label(title, looks, lines)
    return Figure(
        svg=svg(_WIDE, _TALL, label, parts),
        label=label,
        head=(
            gettext("Week"),
            gettext("Students measured"),
            gettext("Effect"),
            gettext("Band from"),
            gettext("Band to"),
            gettext("Open at any time, from"),
            gettext("to"),
        ),
        rows=tuple(_row(look) for look in looks),
    )


def _lines(promise: Registration) -> list[tuple[float, str, str, str | None]]:
    """Return each level line: value, words, colour, dashes."""
    found: list[tuple[float, str, str, str | None]] = [
        (0.0, gettext("no difference"), "line-strong", None)
    ]
    if promise.margin is not None:
        words = gettext("goal %(value)s") % {"value": signed(promise.margin)}
        found.append((promise.margin, words, "brand", "6 4"))
    if promise.stop_at is not None:
        words = gettext("stop %(value)s") % {"value": signed(promise.stop_at)}
        found.append((promise.stop_at, words, "ink", "2 4"))
    return found


def _values(looks: Sequence[Any], lines: Sequence[Any]) -> list[float]:
    """Return what must be inside the drawing."""
    values = [line[0] for line in lines] + [look["estimate"] for look in looks]
    for look in looks[-2:]:
        values += [look[key] for key in ("low", "high") if look[key] is not None]
    return [value for value in values if value is not None]


def _level_lines(
    lines: Sequence[tuple[float, str, str, str | None]], scale: _Scale
) -> list[SafeString]:
    parts = []
    bottom = float("inf")
    for value, words, colour, dashes in sorted(lines, key=lambda line: line[0]):
        y = scale.y(value)
        parts.append(
            element("line", x1=_LEFT, x2=_WIDE - _RIGHT, y1=y, y2=y,
                     stroke=f"var(--{colour})", stroke_width=2 if dashes else 1,
                     stroke_dasharray=dashes)
        )  # fmt: skip
        bottom = min(y + 4, bottom - _LABEL_TALL)
        parts.append(text(_WIDE - _RIGHT + 6, bottom, words))
    return parts


def _weeks(n_weeks: int, scale: _Scale) -> list[SafeString]:
    every = max(1, -(-n_weeks // 12))
    parts = [
        text(scale.x(week), _TALL - 10, week, text_anchor="middle")
        for week in range(1, n_weeks + 1, every)
    ]
    return [text(0, _TALL - 10, gettext("week")), *parts]


def _band(look: dict[str, Any], scale: _Scale) -> list[SafeString]:
    top = scale.y(scale.high if look["high"] is None else look["high"])
    bottom = scale.y(scale.low if look["low"] is None else look["low"])
    return [
        element("line", x1=scale.x(look["number"]), x2=scale.x(look["number"]),
                 y1=top, y2=bottom, stroke="var(--brand)", stroke_opacity=".28",
                 stroke_width=12)
    ]  # fmt: skip


def _dots(looks: Sequence[Any], scale: _Scale) -> list[SafeString]:
    known = [look for look in looks if look["estimate"] is not None]
    points = " ".join(
        f"{scale.x(look['number']):.1f},{scale.y(look['estimate']):.1f}"
        for look in known
    )
    parts = [
        element("polyline", points=points, fill="none", stroke="var(--brand)",
                 stroke_width=2)
    ] if len(known) > 1 else []  # fmt: skip
    parts += [
        element("circle", cx=scale.x(look["number"]), cy=scale.y(look["estimate"]),
                 r=5, fill="var(--brand)", stroke="var(--surface)", stroke_width=2)
        for look in known
    ]  # fmt: skip
    if known:
        last = known[-1]
        parts.append(
            text(scale.x(last["number"]) + 10, scale.y(last["estimate"]) - 8,
                  signed(last["estimate"]), kind="labb")
        )  # fmt: skip
    return parts


def _label(title: str, looks: Sequence[Any], lines: Sequence[Any]) -> str:
    said = [title, *(str(line[1]) for line in lines)]
    said += [
        gettext("week %(week)s: %(effect)s")
        % {"week": look["number"], "effect": signed(look["estimate"])}
        for look in looks
    ]
    return "; ".join(said)


def _row(look: dict[str, Any]) -> tuple[str, ...]:
    names = ("estimate", "low", "high", "always_low", "always_high")
    return (
        str(look["number"]),
        str(look["n_students"]),
        *(signed(look[name]) for name in names),
    )
