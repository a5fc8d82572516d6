"""Colour tokens of the pages: the one source of the CSS, the charts and the contrasts.

Run ``python -m seedbed.web.kit.tokens`` after a change to write ``tokens.css``; a test
fails while the two differ, and another while a colour pair is harder to read than its
floor in WCAG 2.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STYLESHEET = Path(__file__).parent / "static" / "kit" / "css" / "tokens.css"

#: Activities with a colour of their own. Their fills stay apart under each kind of
#: colour blindness, which a seventh would not: tutoring shares live's, independent work
#: shares project's, and supervised study is drawn as an outline.
ACTIVITIES = ("live", "online", "peer", "project", "mentor", "elective")
_WHITE = "#FFFFFF"
_BLACK = "#13201D"
_LONGEST_BLOCK_MINUTES = 180

LIGHT = {
    "bg": "#F4F7F6", "surface": "#FFFFFF", "sunken": "#EAF0ED",
    "line": "#D2DBD7", "line-strong": "#73827D",
    "ink": "#13201D", "ink-2": "#3D4B47", "ink-3": "#566460",
    "brand": "#0B5D52", "brand-hover": "#07463D", "on-brand": "#FFFFFF",
    "brand-soft": "#DAEEE8",
    "you": "#F2A61D", "you-ink": "#774400", "you-soft": "#FFF0D2", "focus": "#0B57D0",
    "good": "#176437", "good-soft": "#DDF1E4",
    "watch": "#7F4B00", "watch-soft": "#FCEED6",
    "stop": "#AD231B", "stop-soft": "#FBE4E1",
    "info": "#1B55AC", "info-soft": "#E1ECFB",
    "live": "#1B55AC", "live-soft": "#E1ECFB", "live-fill": "#213B6C",
    "online": "#5A3DA6", "online-soft": "#ECE6FA", "online-fill": "#B785ED",
    "peer": "#176437", "peer-soft": "#DDF1E4", "peer-fill": "#38B356",
    "project": "#7F4B00", "project-soft": "#FCEED6", "project-fill": "#6C4305",
    "mentor": "#9E225A", "mentor-soft": "#FBE5EE", "mentor-fill": "#F8C0C7",
    "elective": "#07606E", "elective-soft": "#DAF0F3", "elective-fill": "#1D7185",
    "break-fill": "#D2DBD7",
}  # fmt: skip
DARK = {
    "bg": "#0F1614", "surface": "#172120", "sunken": "#0B110F",
    "line": "#2B3936", "line-strong": "#80908B",
    "ink": "#EAF2EF", "ink-2": "#BFCCC7", "ink-3": "#9AA9A4",
    "brand": "#63CDB9", "brand-hover": "#8ADCCC", "on-brand": "#04211C",
    "brand-soft": "#12372F",
    "you": "#F7B93E", "you-ink": "#F9CB77", "you-soft": "#3A2A0C", "focus": "#9CC4FF",
    "good": "#84D4A0", "good-soft": "#143220",
    "watch": "#F2B967", "watch-soft": "#37280D",
    "stop": "#FF9F95", "stop-soft": "#451B17",
    "info": "#93BCFF", "info-soft": "#152B4E",
    "live": "#93BCFF", "live-soft": "#152B4E", "live-fill": "#3D53BC",
    "online": "#C2AFFF", "online-soft": "#2A214D", "online-fill": "#9282DE",
    "peer": "#84D4A0", "peer-soft": "#143220", "peer-fill": "#59CD96",
    "project": "#F2B967", "project-soft": "#37280D", "project-fill": "#BC7801",
    "mentor": "#FFA3C8", "mentor-soft": "#461D30", "mentor-fill": "#7B4F56",
    "elective": "#76D3E1", "elective-soft": "#0F343A", "elective-fill": "#B7F0FD",
    "break-fill": "#33423E",
}  # fmt: skip


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#RRGGBB`` (WCAG 2.2)."""

    def linear(channel: float) -> float:
        if channel <= 0.04045:
            return channel / 12.92
        return float(((channel + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2).

    >>> contrast("#000000", "#FFFFFF")
    21.0
    """
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def theme(name: str) -> dict[str, str]:
    """Return every colour of ``light`` or ``dark``, with the ink upon each fill."""
    colours = dict(LIGHT if name == "light" else DARK)
    for key, value in list(colours.items()):
        if key.endswith("-fill"):
            ink = max((_WHITE, _BLACK), key=lambda c: contrast(c, value))
            colours[key.replace("-fill", "-on")] = ink
    return colours


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A colour upon another, in one theme, with the contrast it must reach."""

    theme: str
    upper: str
    lower: str
    ratio: float
    floor: float

    @property
    def is_readable(self) -> bool:
        """Tell whether the pair reaches its floor."""
        return self.ratio >= self.floor


def _floors() -> Iterator[tuple[str, str, float]]:
    for ground in ("bg", "surface", "sunken"):
        yield from ((ink, ground, 7.0) for ink in ("ink", "ink-2"))
        yield "ink-3", ground, 4.5
        yield from ((edge, ground, 3.0) for edge in ("line-strong", "focus"))
    yield from (("brand", ground, 4.5) for ground in ("surface", "bg", "brand-soft"))
    yield from (("on-brand", ground, 4.5) for ground in ("brand", "brand-hover"))
    yield from (("you-ink", ground, 4.5) for ground in ("you-soft", "surface"))
    for word in ("good", "watch", "stop", "info", *ACTIVITIES):
        yield word, "surface", 4.5
        yield word, f"{word}-soft", 4.5
    for word in ACTIVITIES:
        yield "ink", f"{word}-soft", 7.0
        yield "ink-2", f"{word}-soft", 4.5
    yield from ((f"{word}-on", f"{word}-fill", 4.5) for word in (*ACTIVITIES, "break"))


def pairs() -> list[Pair]:
    """Return every pair that the pages use, in both themes."""
    found = []
    for name in ("light", "dark"):
        colours = theme(name)
        found += [
            Pair(
                theme=name,
                upper=upper,
                lower=lower,
                ratio=contrast(colours[upper], colours[lower]),
                floor=floor,
            )
            for upper, lower, floor in _floors()
        ]
    return found


def _declarations(name: str) -> str:
    lines = [f"    color-scheme: {name};"]
    lines += [f"    --{key}: {value};" for key, value in theme(name).items()]
    return "\n".join(lines)


def css() -> str:
    """Return ``tokens.css``: both themes, and a width class for each block length."""
    light, dark = _declarations("light"), _declarations("dark")
    nested = "\n".join(f"  {line}" for line in dark.splitlines())
    minutes = "\n".join(
        f"  .min-{n} {{ --min: {n}; }}" for n in range(1, _LONGEST_BLOCK_MINUTES + 1)
    )
    return (
        "/* Written by seedbed.web.kit.tokens; edit that file instead. */\n"
        "@layer tokens {\n"
        f"  :root {{\n{light}\n  }}\n"
        "  @media (prefers-color-scheme: dark) {\n"
        f"    :root:not([data-theme=light]) {{\n{nested}\n    }}\n  }}\n"
        f"  :root[data-theme=dark] {{\n{dark}\n  }}\n"
        "  /* Minutes become widths: the content policy forbids style attributes. */\n"
        f"{minutes}\n"
        "}\n"
    )


def main() -> None:
    """Write the stylesheet."""
    STYLESHEET.write_text(css(), encoding="utf-8")


if __name__ == "__main__":
    main()
