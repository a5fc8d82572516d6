"""What pilots found of a play, as intervals beside the line of no difference."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext

from seedbed.apps.exchange.cards import EvidenceCard
from seedbed.web.kit.charts import Figure
from seedbed.web.kit.svg import element, svg, text

_WIDTH, _LEFT, _RIGHT, _TALL, _TOP = 520, 12, 92, 34, 26


def intervals(found: Sequence[EvidenceCard]) -> Figure:
    """Draw each pilot's difference with its interval; the table says the same."""
    low = min(0.0, *(one.low for one in found))
    high = max(0.0, *(one.high for one in found))
    width = _WIDTH - _LEFT - _RIGHT
    height = _TOP + _TALL * len(found)

    def place(value: float) -> float:
        return round(_LEFT + width * (value - low) / (high - low or 1.0), 1)

    parts = [
        element("line", x1=place(0), x2=place(0), y1=16, y2=height,
                stroke="var(--line-strong)", stroke_dasharray="3 3"),
        text(place(0), 11, gettext("no difference"), text_anchor=_anchor(place(0))),
    ]  # fmt: skip
    for n, one in enumerate(found):
        y = _TOP + _TALL * n + _TALL / 2
        parts += [
            element("line", x1=place(one.low), x2=place(one.high), y1=y, y2=y,
                    stroke="var(--brand)", stroke_width=8, stroke_opacity=".35",
                    stroke_linecap="round"),
            element("circle", cx=place(one.estimate), cy=y, r=6, fill="var(--brand)",
                    stroke="var(--surface)", stroke_width=2),
            text(_WIDTH, y + 4, _students(one), text_anchor="end"),
        ]  # fmt: skip
    label = "; ".join(
        f"{one.measure}: {one.estimate:.2f}, {one.low:.2f} / {one.high:.2f}"
        for one in found
    )
    return Figure(
        svg=svg(_WIDTH, height, label, parts),
        label=label,
        head=(
            gettext("Measure"),
            gettext("Difference"),
            gettext("Likely from"),
            gettext("to"),
            gettext("Students"),
            gettext("Version"),
        ),
        rows=tuple(
            (
                one.measure,
                f"{one.estimate:.2f}",
                f"{one.low:.2f}",
                f"{one.high:.2f}",
                str(one.n_students),
                str(one.version),
            )
            for one in found
        ),
    )


def finding(found: Sequence[EvidenceCard]) -> str:
    """Return what the newest pilot found, in one sentence."""
    if not found:
        return ""
    newest = found[0]
    facts = {
        "measure": newest.measure,
        "low": f"{newest.low:.2f}",
        "high": f"{newest.high:.2f}",
        "estimate": f"{newest.estimate:.2f}",
    }
    if newest.low > 0:
        said = gettext("More than without it: %(measure)s, by %(low)s to %(high)s.")
    elif newest.high < 0:
        said = gettext("Less than without it: %(measure)s, by %(low)s to %(high)s.")
    else:
        said = gettext(
            "It is open whether it helps: %(measure)s differs by %(low)s to %(high)s."
        )
    return said % facts


def _students(one: EvidenceCard) -> str:
    said = ngettext("%(n)s student", "%(n)s students", one.n_students)
    return said % {"n": one.n_students}


def _anchor(x: float) -> str:
    return "start" if x < _WIDTH / 4 else "middle"
