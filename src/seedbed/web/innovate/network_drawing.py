"""Draws a value network: ring is power, sector is kind, shape is stance.

Places are fixed: an actor keeps its angle whatever is read, on both maps, and when
others come. Nothing is arranged by force.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from seedbed.web.kit.svg import element, svg, text

MOST_NODES = 12
_WIDE, _TALL = 600.0, 606.0
_CX, _CY = _WIDE / 2, _TALL / 2
_RADIUS = {1: 112.0, 2: 180.0, 3: 240.0}
_EDGE = 268.0
_GLYPH = 16.0
_SECTOR = 72
#: Sectors clockwise from the top, each with the kinds of actor in it.
SECTORS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (gettext_lazy("Families and students"), ("families", "students")),
    (gettext_lazy("Staff and union"), ("staff", "pipeline")),
    (gettext_lazy("District office"), ("district",)),
    (
        gettext_lazy("Suppliers, community"),
        ("vendor", "community", "postsecondary", "donor"),
    ),
    (gettext_lazy("Policy and board"), ("agency", "policymaker", "voters")),
)
#: Where in its sector the first, second, ... actor stands.
_SLOTS = (0.22, 0.78, 0.5, 0.36, 0.64, 0.1, 0.9)
_INK = {"with": "--good", "against": "--stop", "unsure": "--ink-2"}
_DASH = {"against": "7 6", "not affected": "2 5"}
_LINE = {1: 5.0, 2: 3.0, 3: 1.6}
_LETTER, _LEAD, _LONGEST, _MOST_LINES = 7.3, 16.0, 15, 3


@dataclass(frozen=True, kw_only=True)
class Node:
    """One actor on a drawing: ``ring`` 1 is closest to the middle."""

    name: str
    angle: float
    ring: int
    stance: str

    @property
    def place(self) -> tuple[float, float]:
        """Where it stands."""
        return _at(_RADIUS[self.ring], self.angle)


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def over(self, other: _Box) -> float:
        """Return the area shared with another box."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        tall = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, wide) * max(0.0, tall)

    @property
    def outside(self) -> float:
        """How far its furthest corner is beyond the edge of the map."""
        wide = max(abs(self.left - _CX), abs(self.right - _CX))
        tall = max(abs(self.top - _CY), abs(self.bottom - _CY))
        return max(0.0, math.hypot(wide, tall) - _EDGE)


def angles(actors: Sequence[tuple[int, str]]) -> dict[int, float]:
    """Return each actor's angle in degrees, from ids and kinds in the order they came.

    One who comes later never moves those who are there.
    """
    sector = {kind: n for n, (_name, kinds) in enumerate(SECTORS) for kind in kinds}
    here = [0] * len(SECTORS)
    found = {}
    for actor_id, kind in actors:
        n = sector[kind]
        slot = _SLOTS[here[n] % len(_SLOTS)]
        here[n] += 1
        found[actor_id] = _SECTOR * (n + slot)
    return found


def drawing(nodes: Sequence[Node], *, middle: str, label: str, key: str) -> SafeString:
    """Return the map; ``key`` keeps the ids of two maps on a page apart."""
    parts = [*_ground(key)]
    for node in nodes:
        x, y = node.place
        parts.append(
            element(
                "line", x1=_CX, y1=_CY, x2=x, y2=y,
                stroke=f"var({_INK.get(node.stance, '--line-strong')})",
                stroke_opacity=".5", stroke_width=_LINE[node.ring],
                stroke_dasharray=_DASH.get(node.stance),
            )
        )  # fmt: skip
    parts += _middle(middle)
    parts += [glyph(*node.place, node.stance) for node in nodes]
    parts += _names(nodes)
    return svg(_WIDE, _TALL, label, parts)


def glyph(x: float, y: float, stance: str, r: float = _GLYPH) -> SafeString:
    """Return the shape of a stance: never told by colour alone."""
    if stance == "with":
        return element(
            "g",
            element("circle", cx=x, cy=y, r=r, fill="var(--good)"),
            _stroke(f"M{x - 6:.1f} {y + 0.5:.1f}l4.2 4.2 8-9", "--surface", 2.6),
        )
    if stance == "unsure":
        return element(
            "g",
            element("circle", cx=x, cy=y, r=r - 1, fill="var(--surface)",
                    stroke="var(--ink-2)", stroke_width=2.2),
            element("path", d=f"M{x:.1f} {y - r + 1:.1f}a{r - 1} {r - 1} 0 0 0 0 "
                    f"{2 * (r - 1)}z", fill="var(--ink-2)"),
        )  # fmt: skip
    if stance == "against":
        return element(
            "g",
            element("rect", x=x - r + 1, y=y - r + 1, width=2 * r - 2, height=2 * r - 2,
                    fill="var(--surface)", stroke="var(--stop)", stroke_width=2.6,
                    stroke_linejoin="round"),
            _stroke(f"M{x:.1f} {y - 7:.1f}v8M{x:.1f} {y + 6.6:.1f}v.3", "--stop", 3.2),
        )  # fmt: skip
    return element(
        "circle", cx=x, cy=y, r=r - 2, fill="var(--surface)",
        stroke="var(--line-strong)", stroke_width=2, stroke_dasharray="3 4",
    )  # fmt: skip


def _stroke(path: str, colour: str, width: float) -> SafeString:
    return element(
        "path", d=path, fill="none", stroke=f"var({colour})", stroke_width=width,
        stroke_linecap="round", stroke_linejoin="round",
    )  # fmt: skip


def _at(radius: float, degrees: float) -> tuple[float, float]:
    turn = math.radians(degrees - 90)
    return _CX + radius * math.cos(turn), _CY + radius * math.sin(turn)


def _ground(key: str) -> list[SafeString]:
    """Return rings, borders of the sectors, and their names along the edge."""
    parts = [
        element(
            "circle", cx=_CX, cy=_CY, r=_RADIUS[ring] + 28,
            fill="var(--sunken)" if ring == 1 else "none", stroke="var(--line)",
            stroke_width=1.2,
        )
        for ring in (3, 2, 1)
    ]  # fmt: skip
    for n, (name, _kinds) in enumerate(SECTORS):
        start, end = _SECTOR * n, _SECTOR * (n + 1)
        (x1, y1), (x2, y2) = _at(48, start), _at(_EDGE, start)
        parts.append(
            element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke="var(--line)",
                    stroke_width=1.2)
        )  # fmt: skip
        parts += _edge_name(f"{key}-{n}", str(name), start, end)
    return parts


def _edge_name(id_: str, name: str, start: float, end: float) -> list[SafeString]:
    """Return a sector's name on its arc, turned so that it reads left to right."""
    is_below = 90 < (start + end) / 2 < 270
    radius = _EDGE + (19 if is_below else 8)
    first, last = (end, start) if is_below else (start, end)
    (x1, y1), (x2, y2) = _at(radius, first), _at(radius, last)
    sweep = 0 if is_below else 1
    path = f"M{x1:.1f} {y1:.1f}A{radius:g} {radius:g} 0 0 {sweep} {x2:.1f} {y2:.1f}"
    along = element(
        "textPath", name, href=f"#{id_}", startOffset="50%", text_anchor="middle"
    )
    return [
        element("path", id=id_, d=path, fill="none"),
        element("text", along, class_="lab2 sector"),
    ]


def _middle(name: str) -> list[SafeString]:
    lines = wrap(name, 14)[:2] or [""]
    parts = [
        element("rect", x=_CX - 58, y=_CY - 25, width=116, height=50, rx=10,
                fill="var(--brand)")
    ]  # fmt: skip
    first = _CY + 5 - 8.5 * (len(lines) - 1)
    for n, line in enumerate(lines):
        parts.append(
            text(_CX, first + 17 * n, line, kind="middle", text_anchor="middle")
        )
    return parts


def _names(nodes: Sequence[Node]) -> list[SafeString]:
    """Return each node's name on the side where it covers least of the others."""
    taken = [_Box(_CX - 62, _CY - 30, _CX + 62, _CY + 30)]
    for node in nodes:
        x, y = node.place
        taken.append(_Box(x - _GLYPH, y - _GLYPH, x + _GLYPH, y + _GLYPH))
    parts = []
    for node in nodes:
        lines = wrap(node.name, _LONGEST)[:_MOST_LINES]
        sides = [_beside(node, lines, side) for side in ("b", "t", "r", "l")]
        box, words = min(
            sides,
            key=lambda one: (
                sum(one[0].over(other) for other in taken) + 40 * one[0].outside
            ),
        )
        taken.append(box)
        parts += words
    return parts


def _beside(
    node: Node, lines: Sequence[str], side: str
) -> tuple[_Box, list[SafeString]]:
    """Return the box of a name below, above, right or left of a node, and the name."""
    x, y = node.place
    wide = _LETTER * max(len(line) for line in lines)
    tall = _LEAD * len(lines)
    at: dict[str, tuple[float, float, str, float]] = {
        "b": (x, y + 33, "middle", x - wide / 2),
        "t": (x, y - 24 - tall + _LEAD, "middle", x - wide / 2),
        "r": (x + 23, y + 5 - (tall - _LEAD) / 2, "start", x + 23),
        "l": (x - 23, y + 5 - (tall - _LEAD) / 2, "end", x - 23 - wide),
    }
    tx, ty, anchor, left = at[side]
    box = _Box(left, ty - 13, left + wide, ty - 13 + tall)
    more: dict[str, Any] = {"text_anchor": anchor, "kind": "name"}
    if node.stance == "not affected":
        more["kind"] = "name faint"
    return box, [text(tx, ty + _LEAD * n, line, **more) for n, line in enumerate(lines)]
