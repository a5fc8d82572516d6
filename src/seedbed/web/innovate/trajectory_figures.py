"""Draws who chose a unit month by month: with a good choice, and without."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from seedbed.apps.trajectory.cards import MonthCard
from seedbed.web.kit.charts import Figure
from seedbed.web.kit.svg import element, svg, text

_WIDE, _TALL = 720.0, 230.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 8.0, 150.0, 18.0, 26.0
_LABELS = 8


def month_name(on: date) -> str:
    """Return "Oct 2026"."""
    return formats.date_format(on, "M Y")


def months(rows: Sequence[MonthCard]) -> Figure:
    """Draw students month by month; the last label is direct, shape repeats colour."""
    most = max([row.n_served + row.n_mainstream for row in rows] + [1])
    step = (_WIDE - _LEFT - _RIGHT) / len(rows)
    wide = min(step * 0.72, 34.0)
    high = (_TALL - _TOP - _BOTTOM) / most
    floor = _TALL - _BOTTOM
    every = -(-len(rows) // _LABELS)
    drawn: list[SafeString] = [
        element("line", x1=_LEFT, x2=_WIDE - _RIGHT, y1=floor, y2=floor,
                stroke="var(--line-strong)")
    ]  # fmt: skip
    for n, row in enumerate(rows):
        x = _LEFT + step * n + (step - wide) / 2
        served, chosen = row.n_served * high, row.n_mainstream * high
        if row.n_mainstream:
            drawn.append(
                element("rect", x=x, y=floor - chosen, width=wide, height=chosen,
                        fill="var(--brand)")
            )  # fmt: skip
        if row.n_served:
            drawn.append(
                element("rect", x=x + 1, y=floor - chosen - served + 1, width=wide - 2,
                        height=max(1.0, served - 2), fill="var(--surface)",
                        stroke="var(--line-strong)", stroke_width=2)
            )  # fmt: skip
        if row.n_mainstream:
            drawn.append(
                text(x + wide / 2, floor - chosen - served - 5, row.n_mainstream,
                     kind="lab2b", text_anchor="middle")
            )  # fmt: skip
        if n % every == 0:
            drawn.append(text(x, _TALL - 7, month_name(row.month_on)))
    x = _WIDE - _RIGHT + 14
    drawn += [
        element("rect", x=x, y=floor - 12, width=12, height=12, fill="var(--brand)"),
        text(x + 18, floor - 2, pgettext("chart", "had a good choice"), kind="lab"),
        element("rect", x=x + 1, y=floor - 37, width=10, height=10,
                fill="var(--surface)", stroke="var(--line-strong)", stroke_width=2),
        text(x + 18, floor - 27, pgettext("chart", "had none"), kind="lab"),
    ]  # fmt: skip
    label = gettext(
        "Students who joined, month by month: %(chosen)s who had a good choice, "
        "%(served)s who had none."
    ) % {
        "chosen": sum(row.n_mainstream for row in rows),
        "served": sum(row.n_served for row in rows),
    }
    return Figure(
        svg=svg(_WIDE, _TALL, label, drawn),
        label=label,
        head=(
            gettext("Month"),
            gettext("Students with a good choice"),
            gettext("Students without one"),
            gettext("Educators"),
            gettext("Of these from a conventional post"),
        ),
        rows=tuple(
            (
                month_name(row.month_on),
                str(row.n_mainstream),
                str(row.n_served),
                str(row.n_educators),
                str(row.n_educators_mainstream),
            )
            for row in rows
        ),
    )
