"""Draws one row of the page: a dot for each system, a slim box, you, your team.

Students take a larger box for more cases (Lem et al. 2013), so the box is slim and
every system is seen. Where more systems stand at one position than dots can be told
apart, a column takes their place.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from seedbed.apps.decisions.cards import ChangeCard, ItemCard, TeamItem
from seedbed.web.kit.charts import Figure
from seedbed.web.kit.svg import element, svg

from .phrases import moved, place, team
from .phrases import own as in_own_words

WIDTH, HEIGHT = 560, 112
_EDGE = 14
_FLOOR, _BOX, _TEAM = 56.0, 71.0, 97.0
_DOT, _STEP = 3.1, 7.4
_TALL = 7
_MOST_DOTS = 35
_COLUMN = 30.0


def row(card: ItemCard) -> Figure:
    """Draw one question."""
    parts: list[SafeString] = [_scale(card.question.n_points)]
    at = _Places(card.question.n_points)
    if card.peers.quartiles is not None:
        dots = card.peers.dots
        parts += [*_dots(dots, at), _box(dots, card.peers.quartiles, at)]
    if card.team.answers:
        parts.append(_team(card.team, at))
    if card.team.own is not None:
        parts.append(_you(card.team.own, card.team.wanted, at))
    label = gettext("%(title)s, from %(low)s to %(high)s. %(place)s %(team)s") % {
        "title": in_own_words(card.question.title),
        "low": in_own_words(card.question.low),
        "high": in_own_words(card.question.high),
        "place": place(card),
        "team": team(card),
    }
    return Figure(
        svg=svg(WIDTH, HEIGHT, label.strip(), parts), label=label, head=(), rows=()
    )


class _Places:
    """Where a point of the scale is, in the drawing."""

    def __init__(self, n_points: int) -> None:
        self.step = (WIDTH - 2 * _EDGE) / (n_points - 1)

    def __call__(self, value: float) -> float:
        return _EDGE + self.step * (value - 1)


def _scale(n_points: int) -> SafeString:
    at = _Places(n_points)
    middle = (1 + n_points) / 2
    return format_html_join(
        "",
        "{}",
        (
            (
                element(
                    "line",
                    x1=at(value),
                    x2=at(value),
                    y1=6,
                    y2=HEIGHT - 6,
                    stroke="var(--line)",
                    stroke_width=2 if value == middle else 1,
                ),
            )
            for value in range(1, n_points + 1)
        ),
    )


def _dots(dots: Sequence[tuple[float, int]], at: _Places) -> list[SafeString]:
    """Draw a dot for each system, stacked, or columns where they are too many."""
    most = max(n for _value, n in dots)
    if most > _MOST_DOTS:
        return [
            element(
                "rect",
                x=at(value) - _COLUMN / 4,
                y=_FLOOR - 50.0 * n / most,
                width=_COLUMN / 2,
                height=50.0 * n / most,
                rx=2,
                fill="var(--ink-3)",
                fill_opacity=0.6,
            )
            for value, n in dots
        ]
    return [_stack(at(value), n) for value, n in dots]


def _stack(x: float, n: int) -> SafeString:
    """Draw the systems of one position in so many columns that they fit."""
    n_columns = -(-n // _TALL)
    left = x - _STEP * (n_columns - 1) / 2
    return format_html_join(
        "",
        "{}",
        (
            (
                element(
                    "circle",
                    cx=left + _STEP * (i % n_columns),
                    cy=_FLOOR - 4 - _STEP * (i // n_columns),
                    r=_DOT,
                    fill="var(--ink-3)",
                    fill_opacity=0.6,
                ),
            )
            for i in range(n)
        ),
    )


def _box(
    dots: Sequence[tuple[float, int]],
    quartiles: tuple[float, float, float],
    at: _Places,
) -> SafeString:
    low, middle, high = quartiles
    ends = dots[0][0], dots[-1][0]
    thin = {"stroke": "var(--ink-2)", "stroke_width": 1.5}
    parts = [
        element("line", x1=at(ends[0]), x2=at(ends[1]), y1=_BOX, y2=_BOX, **thin),
        *(
            element("line", x1=at(end), x2=at(end), y1=_BOX - 5, y2=_BOX + 5, **thin)
            for end in ends
        ),
        element(
            "rect",
            x=at(low) - 1,
            y=_BOX - 7,
            width=at(high) - at(low) + 2,
            height=14,
            rx=3,
            fill="var(--surface)",
            **thin,
        ),
        element(
            "line",
            x1=at(middle),
            x2=at(middle),
            y1=_BOX - 7,
            y2=_BOX + 7,
            stroke="var(--ink)",
            stroke_width=3.5,
        ),
    ]
    return format_html_join("", "{}", ((part,) for part in parts))


def _team(found: TeamItem, at: _Places) -> SafeString:
    parts = [
        element(
            "line",
            x1=at(found.lowest),
            x2=at(found.highest),
            y1=_TEAM,
            y2=_TEAM,
            stroke="var(--you-ink)",
            stroke_opacity=0.6,
            stroke_width=2,
        ),
        *(
            element(
                "circle",
                cx=at(value),
                cy=_TEAM,
                r=3.2 + 1.5 * (n - 1) ** 0.8,
                fill="var(--you)",
                stroke="var(--you-ink)",
                stroke_width=1.2,
            )
            for value, n in found.answers
        ),
    ]
    return format_html_join("", "{}", ((part,) for part in parts))


def _you(own: float, wanted: float | None, at: _Places) -> SafeString:
    x = at(own)
    parts = [
        element(
            "line",
            x1=x,
            x2=x,
            y1=10,
            y2=HEIGHT - 6,
            stroke="var(--you-ink)",
            stroke_width=1.5,
            stroke_dasharray="2 3",
        ),
        element(
            "path",
            d=f"M{x:.1f} {_BOX - 12}l12 12-12 12-12-12z",
            fill="var(--you)",
            stroke="var(--ink)",
            stroke_width=2,
        ),
    ]
    if wanted is not None and wanted != own:
        parts.insert(0, _wish(x, at(wanted)))
    return format_html_join("", "{}", ((part,) for part in parts))


def _wish(x: float, to: float) -> SafeString:
    """Draw an arrow from where the system is to where it wants to be."""
    back = -7 if to > x else 7
    d = f"M{x:.1f} {_BOX}H{to:.1f}m{back}-5l{-back} 5l{back} 5"
    return element(
        "path",
        d=d,
        fill="none",
        stroke="var(--you-ink)",
        stroke_width=2.4,
        stroke_linejoin="round",
    )


def then_and_now(card: ChangeCard) -> Figure:
    """Draw one question of two rounds: you then and now, and the middle system."""
    at = _Places(card.question.n_points)
    parts: list[SafeString] = [_scale(card.question.n_points)]
    if card.moved is not None:
        for y, middle in (
            (_FLOOR - 20, card.moved.middle_then),
            (_BOX, card.moved.middle_now),
        ):
            if middle is not None:
                parts.append(_tick(at(middle), y))
    if card.own_then is not None and card.own_now is not None:
        then, now = at(card.own_then), at(card.own_now)
        parts.append(
            element(
                "line",
                x1=then,
                x2=now,
                y1=_FLOOR - 20,
                y2=_BOX,
                stroke="var(--you-ink)",
                stroke_width=2,
                stroke_dasharray="2 3",
            )
        )
        parts.append(_diamond(then, _FLOOR - 20, fill="var(--surface)"))
        parts.append(_diamond(now, _BOX, fill="var(--you)"))
    label = gettext("%(title)s, from %(low)s to %(high)s. %(moved)s") % {
        "title": in_own_words(card.question.title),
        "low": in_own_words(card.question.low),
        "high": in_own_words(card.question.high),
        "moved": moved(card),
    }
    return Figure(svg=svg(WIDTH, 92, label, parts), label=label, head=(), rows=())


def _tick(x: float, y: float) -> SafeString:
    return element(
        "line", x1=x, x2=x, y1=y - 9, y2=y + 9, stroke="var(--ink)", stroke_width=3.5
    )


def _diamond(x: float, y: float, *, fill: str) -> SafeString:
    return element(
        "path",
        d=f"M{x:.1f} {y - 10:.1f}l10 10-10 10-10-10z",
        fill=fill,
        stroke="var(--ink)",
        stroke_width=2,
    )
