"""Two charts of figures with bands: by group, and week by week as a small line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from .charts import Figure
from .svg import element, svg, text

_WIDTH = 348
_LEFT, _RIGHT, _TALL = 128, 56, 34
_SPARK_WIDTH, _SPARK_HEIGHT = 220, 56


@dataclass(frozen=True, kw_only=True)
class Range:
    """A named figure with its band; None where it may not be shown."""

    label: str
    low: float | None = None
    value: float | None = None
    high: float | None = None


#: Says a figure in words.
Words = Callable[[float], str]


def _reach(rows: Sequence[Range], *, top: float | None) -> float:
    highest = max((row.high or 0.0 for row in rows), default=0.0)
    return top or max(highest * 1.05, 1e-9)


def ranges(
    rows: Sequence[Range],
    *,
    title: str,
    said: Words,
    reference: float | None = None,
    top: float | None = None,
) -> Figure:
    """Draw each group's figure as a dot on its band, beside everyone's as a line.

    Parameters
    ----------
    rows
        The groups in their own order; one without a figure is named, not drawn.
    title
        What the rows are about, said first to who listens.
    said
        Says a figure in words; of a few characters.
    reference
        Everyone's figure.
    top
        The end of the scale; default a little over the highest band.
    """
    reach = _reach(rows, top=top)
    height = _TALL * len(rows) + 26

    def place(value: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * min(1.0, value / reach)

    parts: list[SafeString] = []
    if reference is not None:
        x = place(reference)
        parts += [
            element("line", x1=x, x2=x, y1=18, y2=height - 6,
                     stroke="var(--line-strong)", stroke_dasharray="3 3"),
            text(x, 11, gettext("everyone %(n)s") % {"n": said(reference)},
                  text_anchor="middle"),
        ]  # fmt: skip
    for i, row in enumerate(rows):
        y = 36 + i * _TALL
        parts.append(text(0, y + 4, row.label, kind="lab"))
        if row.value is None or row.low is None or row.high is None:
            words = gettext("not shown")
            parts.append(text(_LEFT, y + 4, words, kind="lab2"))
            continue
        parts += [
            element("line", x1=place(row.low), x2=place(row.high), y1=y, y2=y,
                     stroke="var(--brand)", stroke_opacity=".35", stroke_width=8,
                     stroke_linecap="round"),
            element("circle", cx=place(row.value), cy=y, r=6, fill="var(--brand)",
                     stroke="var(--surface)", stroke_width=2),
            text(_WIDTH, y + 4, said(row.value), kind="labb", text_anchor="end"),
        ]  # fmt: skip
    label = f"{title}. " + "; ".join(_sentence(row, said) for row in rows)
    return Figure(
        svg=svg(_WIDTH, height, label, parts),
        label=label,
        head=(gettext("Group"), *_head()),
        rows=tuple((row.label, *_cells(row, said)) for row in rows),
    )


def spark(rows: Sequence[Range], *, title: str, said: Words) -> Figure:
    """Draw a small line of weeks on its band; a week without a figure is left open."""
    reach = _reach(rows, top=None)
    step = (_SPARK_WIDTH - 16) / max(1, len(rows) - 1)
    points = [
        (8 + i * step, row.low, row.value, row.high) for i, row in enumerate(rows)
    ]
    known = [
        (x, low, value, high)
        for x, low, value, high in points
        if low is not None and value is not None and high is not None
    ]

    def up(value: float) -> float:
        return round(_SPARK_HEIGHT - 8 - (_SPARK_HEIGHT - 16) * value / reach, 1)

    floor = _SPARK_HEIGHT - 8
    parts = [
        element("line", x1=8, x2=_SPARK_WIDTH - 8, y1=floor, y2=floor,
                 stroke="var(--line-strong)", stroke_width=1)
    ]  # fmt: skip
    if known:
        edge = [(x, up(high)) for x, _low, _value, high in known]
        edge += [(x, up(low)) for x, low, _value, _high in reversed(known)]
        line = [(x, up(value)) for x, _low, value, _high in known]
        parts += [
            element("polygon", points=_points(edge), fill="var(--brand)",
                     fill_opacity=".18"),
            element("polyline", points=_points(line), fill="none",
                     stroke="var(--brand)", stroke_width=2.5, stroke_linejoin="round"),
            element("circle", cx=line[-1][0], cy=line[-1][1], r=4.5,
                     fill="var(--brand)", stroke="var(--surface)", stroke_width=1.5),
        ]  # fmt: skip
    label = f"{title}. " + "; ".join(_sentence(row, said) for row in rows)
    return Figure(
        svg=svg(_SPARK_WIDTH, _SPARK_HEIGHT, label, parts),
        label=label,
        head=(gettext("Week of"), *_head()),
        rows=tuple((row.label, *_cells(row, said)) for row in rows),
    )


def _points(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{round(x, 1)},{y}" for x, y in places)


def _head() -> tuple[str, ...]:
    return gettext("Figure"), gettext("At least"), gettext("At most")


def _cells(row: Range, said: Words) -> tuple[str, ...]:
    if row.value is None or row.low is None or row.high is None:
        return gettext("not shown"), "", ""
    return said(row.value), said(row.low), said(row.high)


def _sentence(row: Range, said: Words) -> str:
    figure, low, high = _cells(row, said)
    if not low:
        return f"{row.label}: {figure}"
    return gettext("%(group)s: %(n)s, between %(low)s and %(high)s") % {
        "group": row.label,
        "n": figure,
        "low": low,
        "high": high,
    }
