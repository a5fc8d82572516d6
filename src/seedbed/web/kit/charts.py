"""Charts as SVG, drawn on the server: no script, and one drawing for both themes.

Each returns a ``Figure``: the drawing, its description in words, and the same data as a
table. Meaning is carried by shape, position and words; colour only repeats it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from .svg import element, svg, text
from .words import SHORT, clock

_WIDTH = 348
_LABEL_TALL = 16
_LABEL_TOP = 12


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A chart, what it says in words, and its data as a table."""

    svg: SafeString
    label: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


# Where students are through the day ------------------------------------------------

#: What is stacked, from the bottom up: the colour's name and the modalities in it.
_FAMILIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("live", ("live", "tutoring")),
    ("mentor", ("mentor",)),
    ("peer", ("peer",)),
    ("online", ("online",)),
    ("project", ("project", "independent")),
    ("elective", ("elective",)),
    ("study", ("study",)),
    ("break", ("break", "lunch")),
)


def _family_name(family: str) -> str:
    names = {
        "live": gettext("Live, tutoring"),
        "project": gettext("Project, solo"),
        "break": gettext("Break, lunch"),
    }
    return names.get(family) or str(SHORT[family])


def _by_family(counts: Mapping[str, int]) -> dict[str, int]:
    return {
        family: sum(counts.get(slug, 0) for slug in slugs)
        for family, slugs in _FAMILIES
    }


def _stack_rect(
    family: str, x: float, y: float, width: float, height: float
) -> SafeString:
    look: dict[str, Any] = {"fill": f"var(--{family}-fill)"}
    if family == "study":
        look = {"fill": "var(--surface)", "stroke": "var(--line-strong)"}
    return element(
        "rect",
        x=x + 1,
        y=y + 0.6,
        width=max(0.5, width - 2),
        height=max(0.5, height - 1.2),
        rx=1.5,
        **look,
    )


def _direct_labels(
    places: Mapping[str, float], x: float, floor: float
) -> list[SafeString]:
    """Name the stacks at the right edge, pushed apart so that none overlaps.

    First upwards from the floor, then down again where that left the drawing.
    """
    heights: dict[str, float] = {}
    last = floor
    for family, wanted in sorted(places.items(), key=lambda item: -item[1]):
        heights[family] = last = min(wanted + 4, last - _LABEL_TALL)
    parts: list[SafeString] = []
    last = _LABEL_TOP - _LABEL_TALL
    for family, pushed in sorted(heights.items(), key=lambda item: item[1]):
        y = last = max(pushed, last + _LABEL_TALL)
        look: dict[str, Any] = {"fill": f"var(--{family}-fill)"}
        if family == "study":
            look = {"fill": "var(--surface)", "stroke": "var(--line-strong)"}
        parts.append(element("rect", x=x, y=y - 9, width=10, height=10, rx=2, **look))
        parts.append(text(x + 15, y, _family_name(family)))
    return parts


def _busiest(slots: Sequence[tuple[int, int, Mapping[str, int]]]) -> tuple[int, int]:
    """Return start and students of the slot with most students in live lessons."""
    best = max(slots, key=lambda slot: (_by_family(slot[2])["live"], -slot[0]))
    return best[0], _by_family(best[2])["live"]


def dayload(slots: Sequence[tuple[int, int, Mapping[str, int]]]) -> Figure:
    """Draw how many students do what, block by block.

    Parameters
    ----------
    slots
        For each block: minutes after midnight, its length in minutes, and the number of
        students by modality.
    """
    height, right, top, bottom = 212, 110, 8, 24
    start = slots[0][0]
    scale_x = (_WIDTH - right) / max(1, sum(slot[1] for slot in slots))
    largest = max(1, *(sum(_by_family(slot[2]).values()) for slot in slots), 1)
    scale_y = (height - top - bottom) / largest
    peak_at, peak = _busiest(slots)
    parts: list[SafeString] = []
    places: dict[str, float] = {}
    x, labelled_to = 0.0, -1.0
    for at, minutes, counts in slots:
        width, y = minutes * scale_x, float(height - bottom)
        for family, n in _by_family(counts).items():
            if not n:
                continue
            tall = n * scale_y
            parts.append(_stack_rect(family, x, y - tall, width, tall))
            places[family] = y - tall / 2
            if family == "live" and at == peak_at and width > 16 and tall > 14:
                parts.append(
                    text(x + width / 2, y - tall / 2 + 4, n, kind="lab2b on-live",
                          text_anchor="middle")
                )  # fmt: skip
            y -= tall
        if x > labelled_to or at == start:
            parts.append(text(x + 1, height - 7, clock(at)))
            labelled_to = x + 52
        x += width
    parts += _direct_labels(places, _WIDTH - right + 8, height - bottom + 10)
    label = ngettext(
        "Students by activity in each block. Live lessons are fullest at %(time)s, "
        "with %(n)s student. The table below has every number.",
        "Students by activity in each block. Live lessons are fullest at %(time)s, "
        "with %(n)s students. The table below has every number.",
        peak,
    ) % {"time": clock(peak_at), "n": peak}
    used = [family for family, _ in _FAMILIES if family in places]
    return Figure(
        svg=svg(_WIDTH, height, label, parts),
        label=label,
        head=(gettext("Starts"), *(_family_name(family) for family in used)),
        rows=tuple(
            (clock(at), *(str(_by_family(counts)[family]) for family in used))
            for at, _minutes, counts in slots
        ),
    )


# How full things are ----------------------------------------------------------------


def bars(rows: Sequence[tuple[str, int, int, str]]) -> Figure:
    """Draw bars towards a hard limit: label, used, limit, and the same in words."""
    tall, edge = 38, _WIDTH * 0.94
    parts: list[SafeString] = []
    for i, (label, used, limit, words) in enumerate(rows):
        y = i * tall
        is_full = used >= limit
        wide = edge * min(1.0, used / max(1, limit))
        parts += [
            text(0, y + 13, label, kind="lab"),
            text(_WIDTH, y + 13, words, kind="labb" if is_full else "lab2",
                  text_anchor="end"),
            element("rect", x=0, y=y + 20, width=edge, height=8, rx=4,
                     fill="var(--sunken)"),
            element("rect", x=0, y=y + 20, width=wide, height=8, rx=4,
                     fill=f"var(--{'watch' if is_full else 'brand'})"),
            element("line", x1=edge, x2=edge, y1=y + 16, y2=y + 32,
                     stroke="var(--ink)", stroke_width=2),
        ]  # fmt: skip
    label = "; ".join(f"{name}: {words}" for name, _used, _limit, words in rows)
    return Figure(
        svg=svg(_WIDTH, tall * len(rows), label, parts),
        label=label,
        head=(gettext("What"), gettext("Used"), gettext("At most")),
        rows=tuple((name, str(used), str(limit)) for name, used, limit, _ in rows),
    )


# Ranges beside everyone's median ----------------------------------------------------


def _nice_top(highest: float) -> int:
    return max(40, int(-(-highest // 20)) * 20)


def dotrange(
    rows: Sequence[tuple[str, int, float, float, float]], *, reference: float
) -> Figure:
    """Draw median and middle 80 % of minutes per group, beside everyone's median.

    Parameters
    ----------
    rows
        Label, number of students, 10th percentile, median, 90th percentile.
    reference
        The median of all students.
    """
    left, tall = 142, 30
    height = tall * len(rows) + 38
    top = _nice_top(max(row[4] for row in rows))

    def place(value: float) -> float:
        return left + (_WIDTH - left - 34) * value / top

    words = gettext("everyone %(n)s") % {"n": round(reference)}
    x = place(reference)
    parts = [
        element("line", x1=x, x2=x, y1=16, y2=height - 20,
                 stroke="var(--line-strong)", stroke_dasharray="3 3"),
        text(x, 10, words, text_anchor="middle"),
    ]  # fmt: skip
    for i, (label, n, low, median, high) in enumerate(rows):
        y = 34 + i * tall
        name = element("tspan", str(n), class_="lab2", dx=5)
        parts += [
            element("text", label, name, x=0, y=y + 4, class_="lab"),
            element("line", x1=place(low), x2=place(high), y1=y, y2=y,
                     stroke="var(--brand)", stroke_opacity=".35", stroke_width=8,
                     stroke_linecap="round"),
            element("circle", cx=place(median), cy=y, r=6, fill="var(--brand)",
                     stroke="var(--surface)", stroke_width=2),
            text(place(high) + 9, y + 4, round(median)),
        ]  # fmt: skip
    for value in range(0, top + 1, 20 * -(-top // 80)):
        parts.append(text(place(value), height - 3, value, text_anchor="middle"))
    parts.append(text(_WIDTH, height - 3, gettext("min"), text_anchor="end"))
    label = gettext("Live minutes: median of each group, and its middle 80 percent. ")
    label += "; ".join(f"{name}, {n}: {round(m)}" for name, n, _l, m, _h in rows)
    return Figure(
        svg=svg(_WIDTH, height, label, parts),
        label=label,
        head=(
            gettext("Group"),
            gettext("Students"),
            gettext("10th percentile"),
            gettext("Median"),
            gettext("90th percentile"),
        ),
        rows=tuple(
            (name, str(n), str(round(low)), str(round(m)), str(round(high)))
            for name, n, low, m, high in rows
        ),
    )


# How often exit slips are passed ------------------------------------------------------


def pass_chances(
    rows: Sequence[tuple[str, float, float, float, float]], *, title: str
) -> Figure:
    """Draw how many in 100 pass in each way, how sure that is, and what was known.

    Parameters
    ----------
    rows
        Label, low end, middle and high end of the share that passes, and the share
        that was expected before: a thin mark, so that a way is seen beside it.
    title
        What the rows are about, said first to who listens.
    """
    left, right, tall = 118, 44, 30
    height = tall * len(rows) + 26

    def place(share: float) -> float:
        return left + (_WIDTH - left - right) * share

    parts: list[SafeString] = [
        element("line", x1=place(at / 100), x2=place(at / 100), y1=4, y2=height - 20,
                 stroke="var(--line)")
        for at in (0, 25, 50, 75, 100)
    ]  # fmt: skip
    for i, (label, low, middle, high, expected) in enumerate(rows):
        y = 18 + i * tall
        x = place(expected)
        parts += [
            text(0, y + 4, label, kind="lab"),
            element("line", x1=place(low), x2=place(high), y1=y, y2=y,
                     stroke="var(--brand)", stroke_opacity=".35", stroke_width=8,
                     stroke_linecap="round"),
            element("line", x1=x, x2=x, y1=y - 9, y2=y + 9, stroke="var(--ink)",
                     stroke_width=2),
            element("circle", cx=place(middle), cy=y, r=6, fill="var(--brand)",
                     stroke="var(--surface)", stroke_width=2),
            text(_WIDTH, y + 4, in_100(middle), kind="labb", text_anchor="end"),
        ]  # fmt: skip
    for at in (0, 50, 100):
        parts.append(text(place(at / 100), height - 3, at, text_anchor="middle"))
    said = [
        gettext("%(way)s: %(n)s in 100, between %(low)s and %(high)s")
        % {"way": label, "n": in_100(m), "low": in_100(low), "high": in_100(high)}
        for label, low, m, high, _expected in rows
    ]
    label = f"{title}. {'; '.join(said)}"
    return Figure(
        svg=svg(_WIDTH, height, label, parts),
        label=label,
        head=(
            gettext("Way"),
            gettext("Pass, in 100"),
            gettext("At least"),
            gettext("At most"),
            gettext("Expected before"),
        ),
        rows=tuple(
            (name, *(str(in_100(share)) for share in (m, low, high, expected)))
            for name, low, m, high, expected in rows
        ),
    )


def in_100(share: float) -> int:
    """Return a share as whole ones in a hundred.

    >>> in_100(0.725), in_100(-0.1)
    (72, -10)
    """
    return round(100 * share)


# A student's path -------------------------------------------------------------------


def state_name(state: str) -> str:
    """Return the words for a step's state; an unknown one is "later"."""
    names = {
        "secure": pgettext("step", "secure"),
        "shown": pgettext("step", "shown"),
        "now": pgettext("step", "working on it"),
        "ready": pgettext("step", "ready next"),
        "look_again": pgettext("step", "look again"),
    }
    return names.get(state) or pgettext("step", "later")


def _step(x: float, y: float, state: str) -> list[SafeString]:
    ring = {"fill": "var(--surface)", "stroke": "var(--brand)", "stroke_width": 3}
    if state == "secure":
        tick = f"M{x - 5.5} {y + 0.5}l4 4 7.5-8.5"
        return [
            element("circle", cx=x, cy=y, r=13, fill="var(--brand)"),
            element("path", d=tick, fill="none", stroke="var(--on-brand)",
                     stroke_width=2.6, stroke_linecap="round", stroke_linejoin="round"),
        ]  # fmt: skip
    if state == "shown":
        return [element("circle", cx=x, cy=y, r=13, fill="var(--brand)")]
    if state == "now":
        half = f"M{x} {y + 12}a12 12 0 0 1 0-24z"
        return [
            element("circle", cx=x, cy=y, r=15, **ring),
            element("path", d=half, fill="var(--brand)"),
        ]
    if state == "ready":
        return [element("circle", cx=x, cy=y, r=13, **ring)]
    if state == "look_again":
        turn = f"M{x - 5} {y + 2}a5.5 5.5 0 1 0 1.4-5.8M{x - 4.6} {y - 6.6}v3.6h3.6"
        return [
            element("circle", cx=x, cy=y, r=13, fill="var(--you)",
                     stroke="var(--you-ink)", stroke_width=1.6),
            element("path", d=turn, fill="none", stroke="#13201D", stroke_width=2,
                     stroke_linecap="round", stroke_linejoin="round"),
        ]  # fmt: skip
    return [
        element("circle", cx=x, cy=y, r=11, fill="var(--surface)",
                 stroke="var(--line-strong)", stroke_width=2, stroke_dasharray="3 4")
    ]  # fmt: skip


def minipath(steps: Sequence[tuple[str, str]]) -> Figure:
    """Draw the next few steps of a path: for each, its title and its state.

    The names stand in the list beside the drawing, where they wrap and translate; the
    drawing numbers them.
    """
    gap, y = 56, 30
    width = gap * len(steps)
    xs = [gap / 2 + i * gap for i in range(len(steps))]
    parts: list[SafeString] = []
    for i in range(len(steps) - 1):
        is_done = steps[i][1] in ("secure", "shown", "look_again")
        parts.append(
            element("line", x1=xs[i], x2=xs[i + 1], y1=y, y2=y,
                     stroke=f"var(--{'brand' if is_done else 'line-strong'})",
                     stroke_width=4 if is_done else 2,
                     stroke_dasharray=None if is_done else "2 5",
                     stroke_linecap="round")
        )  # fmt: skip
    for i, (_title, state) in enumerate(steps):
        parts += _step(xs[i], y, state)
        parts.append(
            text(xs[i], y + 32, i + 1, kind="labb" if state == "now" else "lab2",
                  text_anchor="middle")
        )  # fmt: skip
    label = gettext("Steps on the path. ")
    label += "; ".join(f"{title}: {state_name(state)}" for title, state in steps)
    return Figure(
        svg=svg(width, 68, label, parts),
        label=label,
        head=(gettext("Step"), gettext("State")),
        rows=tuple((title, state_name(state)) for title, state in steps),
    )
