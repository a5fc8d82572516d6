"""Draws charts in the colours of the page, without script, style or inner roles.

Colours are CSS variables, which Vega-Lite hands through, so that one drawing follows
light and dark. Vega describes each mark to a screen reader; here the page does, in one
label and a table, so these roles are taken out.

References
----------
Satyanarayan, A. et al. (2017), Vega-Lite: A grammar of interactive graphics, IEEE
Transactions on Visualization and Computer Graphics 23.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

from .errors import ChartsNotInstalledError

_SVG = "http://www.w3.org/2000/svg"
_WIDTH = 560
_ROW_TALL = 44
_THICK = 18
_LABEL_WIDE = 190
_N_TICKS = 6
#: Drawing takes a tenth of a second, and the same rows come out the same.
_CHARTS_KEPT = 64
#: What speaks to a screen reader, and what strict pages refuse.
_TAKEN_OUT = (
    "role",
    "aria-roledescription",
    "aria-label",
    "aria-hidden",
    "class",
    "style",
)
_ROOT_TAKEN_OUT = ("width", "height", "version")


@dataclass(frozen=True, kw_only=True)
class Box:
    """A row of a chart: a range with its middle, and the words beside both."""

    name: str
    low: float
    middle: float
    high: float
    said: str


def draw_boxes(rows: Sequence[Box], *, axis: str, label: str) -> str:
    """Return an SVG of ranges below one another, the first row at the top.

    Parameters
    ----------
    rows
        In the order to be drawn; names are unique.
    axis
        What the figures are, under the axis.
    label
        What the chart says, to who listens.

    Raises
    ------
    ChartsNotInstalledError
        Without the ``reports`` extra.
    """
    _libraries()
    return _drawn(tuple(rows), axis, label)


def _libraries() -> tuple[ModuleType, ModuleType]:
    """Return what draws, imported late: it is an extra, and large."""
    try:
        import altair  # noqa: PLC0415
        import vl_convert  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise ChartsNotInstalledError(error.name or "altair") from error
    return altair, vl_convert


@lru_cache(_CHARTS_KEPT)
def _drawn(rows: tuple[Box, ...], axis: str, label: str) -> str:
    altair, vl_convert = _libraries()
    names = [row.name for row in rows]
    data = altair.Data(values=[asdict(row) for row in rows])
    base = altair.Chart(data).encode(y=altair.Y("name:N", sort=names, title=None))
    across = altair.X(
        "low:Q",
        title=axis,
        scale=altair.Scale(zero=True),
        axis=altair.Axis(tickCount=_N_TICKS),
    )
    range_ = base.mark_bar(
        color="var(--brand-soft)",
        stroke="var(--brand)",
        strokeWidth=1,
        height=_THICK,
        cornerRadius=4,
    ).encode(x=across, x2="high:Q")
    middle = base.mark_tick(
        color="var(--brand)", thickness=3, height=_THICK + 8
    ).encode(x="middle:Q")
    words = base.mark_text(align="left", dx=10, color="var(--ink)").encode(
        x="high:Q", text="said:N"
    )
    chart = (
        (range_ + middle + words)
        .properties(width=_WIDTH, height=_ROW_TALL * len(rows))
        .configure(background="transparent", **_CONFIG)
    )
    return _plain(vl_convert.vegalite_to_svg(chart.to_json(), vl_version="6.1"), label)


_CONFIG: dict[str, Any] = {
    "view": {"stroke": None},
    "axis": {
        "domainColor": "var(--line-strong)",
        "gridColor": "var(--line)",
        "tickColor": "var(--line-strong)",
        "labelColor": "var(--ink-2)",
        "titleColor": "var(--ink-2)",
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "labelLimit": _LABEL_WIDE,
    },
    "axisY": {"grid": False, "ticks": False, "domain": False, "labelPadding": 8},
    "text": {"fontSize": 13},
}


def _plain(svg: str, label: str) -> str:
    """Return a drawing with one label, sized by the page that holds it."""
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(svg)  # noqa: S314 - drawn a line above
    for element in root.iter():
        for name in _TAKEN_OUT:
            element.attrib.pop(name, None)
        if element.tag == f"{{{_SVG}}}text":
            # The page's own font: Vega's names one that is not there.
            element.attrib.pop("font-family", None)
    for name in _ROOT_TAKEN_OUT:
        root.attrib.pop(name, None)
    root.set("role", "img")
    root.set("aria-label", label)
    root.set("class", "chart")
    return re.sub(r"\s*\n\s*", "", ElementTree.tostring(root, encoding="unicode"))
