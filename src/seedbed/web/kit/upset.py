"""A picture of sets that overlap: a row for each set, a column for each overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from .charts import Figure
from .svg import element, svg, text
from .words import number

_WIDTH, _LEFT, _TOP, _ROW = 348, 132, 96, 26
MOST_COLUMNS = 7
_COLUMN = (_WIDTH - _LEFT) / MOST_COLUMNS


@dataclass(frozen=True, kw_only=True)
class Column:
    """One overlap: the sets that it lies in, by place, and how many are in it."""

    rows: frozenset[int]
    n: int


def upset(
    names: Sequence[tuple[str, str]], columns: Sequence[Column], *, n_left_out: int
) -> Figure:
    """Draw the largest overlaps of sets.

    Parameters
    ----------
    names
        Of each set, a short name for the picture and the whole one for the table.
    columns
        Overlaps with a number that may be shown, the largest first.
    n_left_out
        Overlaps whose number may not be shown; they are said, not drawn.

    References
    ----------
    Lex and others (2014), UpSet: visualization of intersecting sets.
    """
    drawn = columns[:MOST_COLUMNS]
    height = _TOP + _ROW * len(names) + 6
    parts = [text(0, _TOP + _ROW * i + 18, short) for i, (short, _) in enumerate(names)]
    largest = max((one.n for one in drawn), default=1)
    for place, one in enumerate(drawn):
        parts += _column(place, one, len(names), largest)
    label = _label(names, drawn)
    rows = [_row(names, one.rows, number(one.n)) for one in columns]
    if n_left_out:
        rows.append((_others(n_left_out), gettext("not shown")))
    return Figure(
        svg=svg(_WIDTH, height, label, parts),
        label=label,
        head=(gettext("In exactly these"), gettext("Students")),
        rows=tuple(rows),
    )


def _column(place: int, one: Column, n_rows: int, largest: int) -> list[SafeString]:
    x = _LEFT + _COLUMN * (place + 0.5)
    tall = max(2.0, (_TOP - 34) * one.n / largest)
    base = _TOP - 12
    parts = [
        element("rect", x=x - 8, y=base - tall, width=16, height=tall, rx=2,
                 fill="var(--brand)"),
        text(x, base - tall - 5, number(one.n), kind="labb", text_anchor="middle"),
    ]  # fmt: skip
    inside = sorted(one.rows)
    if len(inside) > 1:
        parts.append(
            element("line", x1=x, x2=x, y1=_middle(inside[0]), y2=_middle(inside[-1]),
                     stroke="var(--brand)", stroke_width=2)
        )  # fmt: skip
    for row in range(n_rows):
        is_in = row in one.rows
        parts.append(
            element("circle", cx=x, cy=_middle(row), r=6 if is_in else 3,
                     fill="var(--brand)" if is_in else "var(--line)")
        )  # fmt: skip
    return parts


def _middle(row: int) -> float:
    return _TOP + _ROW * row + _ROW / 2 + 1


def _row(
    names: Sequence[tuple[str, str]], inside: frozenset[int], n: str
) -> tuple[str, str]:
    return "; ".join(names[row][1] for row in sorted(inside)), n


def _others(n: int) -> str:
    return ngettext(
        "%(n)s more combination of few students",
        "%(n)s more combinations of few students",
        n,
    ) % {"n": number(n)}


def _label(names: Sequence[tuple[str, str]], drawn: Sequence[Column]) -> str:
    said = "; ".join(": ".join(_row(names, one.rows, number(one.n))) for one in drawn)
    return gettext("Students by the lists they are on. %(said)s.") % {"said": said}
