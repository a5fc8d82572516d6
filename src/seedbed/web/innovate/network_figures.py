"""Bars beside the maps: what each actor adds, and what would change the answer."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from seedbed.apps.stakeholders.cards import PartCard, SwingCard
from seedbed.web.kit.charts import Figure
from seedbed.web.kit.svg import element, svg, text

from . import network_words as words

_WIDE, _ROW, _NAMES = 560.0, 30.0, 214.0
_PLAYBOOK, _NEW_SPACE = 0.2, 0.5


def contributions(parts: Sequence[PartCard], *, place: str) -> Figure:
    """Draw what each actor adds to the mean of support, most against first."""
    rows = sorted(parts, key=lambda part: (part.contribution, part.name))
    most = max([abs(part.contribution) for part in rows] + [1.0])
    middle = _NAMES + (_WIDE - _NAMES) / 2
    scale = ((_WIDE - _NAMES) / 2 - 46) / most
    tall = _ROW * len(rows) + 8
    drawn: list[SafeString] = [
        element(
            "line", x1=middle, x2=middle, y1=2, y2=tall, stroke="var(--line-strong)"
        )
    ]
    for n, part in enumerate(rows):
        y, reach = _ROW * n + 20, part.contribution * scale
        is_for = part.contribution >= 0
        drawn += [
            text(0, y + 4, part.name[:30], kind="lab"),
            element("rect", x=min(middle, middle + reach), y=y - 8, height=16,
                    width=max(1.0, abs(reach)), rx=2,
                    fill="var(--good)" if is_for else "var(--surface)",
                    stroke="var(--good)" if is_for else "var(--stop)",
                    stroke_width=2),
            text(middle + reach + (7 if is_for else -7), y + 4,
                 words.signed(part.contribution, decimals=1),
                 text_anchor="start" if is_for else "end"),
        ]  # fmt: skip
    first = rows[0]
    label = gettext(
        "What each adds to support in %(place)s, from -100 to 100; most against: "
        "%(name)s, %(value)s."
    ) % {
        "place": place,
        "name": first.name,
        "value": words.signed(first.contribution, decimals=1),
    }
    return Figure(
        svg=svg(_WIDE, tall, label, drawn),
        label=label,
        head=(
            gettext("Who"),
            gettext("Power, %"),
            gettext("Adds to support"),
            gettext("Against, chances in 100"),
            gettext("Stops it alone, chances in 100"),
        ),
        rows=tuple(
            (
                part.name,
                f"{100 * part.power:.0f}",
                words.signed(part.contribution, decimals=1),
                f"{100 * part.p_against:.0f}",
                f"{100 * part.p_veto:.0f}",
            )
            for part in rows
        ),
    )


def tornado(swings: Sequence[SwingCard], *, place: str) -> Figure:
    """Draw how far one fact moves the chance to be stopped, the furthest first."""
    left, right = _NAMES, 30.0
    tall = 38.0 * len(swings) + 30

    def at(p: float) -> float:
        return left + (_WIDE - left - right) * p

    drawn: list[SafeString] = [
        element("line", x1=at(p), x2=at(p), y1=2, y2=tall - 20,
                stroke="var(--line-strong)", stroke_dasharray="4 4")
        for p in (_PLAYBOOK, _NEW_SPACE)
    ]  # fmt: skip
    drawn += [
        text(at(p), tall - 5, f"{100 * p:.0f}", text_anchor="middle")
        for p in (0.0, _PLAYBOOK, _NEW_SPACE, 1.0)
    ]
    for n, swing in enumerate(swings):
        y = 38.0 * n + 18
        low, high = sorted((swing.p_low, swing.p_high))
        drawn += [
            text(0, y, swing.actor[:30], kind="lab"),
            text(0, y + 15, words.INPUT[swing.input]),
            element("line", x1=at(low), x2=max(at(high), at(low) + 2), y1=y, y2=y,
                    stroke="var(--brand)", stroke_width=12,
                    stroke_opacity="1" if swing.changes_the_call else ".45"),
        ]  # fmt: skip
    label = gettext(
        "How far one fact moves the chances in 100 to be stopped in %(place)s; the "
        "furthest: %(name)s."
    ) % {"place": place, "name": swings[0].actor}
    return Figure(
        svg=svg(_WIDE, tall, label, drawn),
        label=label,
        head=(
            gettext("Who"),
            gettext("What"),
            gettext("At its least, chances in 100"),
            gettext("At its most, chances in 100"),
            gettext("Changes the advice"),
        ),
        rows=tuple(
            (
                swing.actor,
                str(words.INPUT[swing.input]),
                f"{100 * swing.p_low:.0f}",
                f"{100 * swing.p_high:.0f}",
                gettext("yes") if swing.changes_the_call else gettext("no"),
            )
            for swing in swings
        ),
    )
