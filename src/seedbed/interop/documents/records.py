"""What a document holds, apart from how it is printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A line that opens a part of the document."""

    text: str


@dataclass(frozen=True)
class Words:
    """A paragraph; ``lead`` is set in bold before it, as a name is before its value."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Items:
    """A list of short lines."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Rows:
    """A table: ``head`` names the columns, ``numbers`` those set to the right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its value, and what is written at its end."""

    name: str
    value: float
    shown: str


@dataclass(frozen=True)
class Bars:
    """Bars across from zero, negative ones leftward; ``title`` says the finding."""

    title: str
    bars: tuple[Bar, ...]


Block = Heading | Words | Items | Rows | Bars


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document as it is read: title, the line below it, then its blocks.

    ``foot`` stands at the foot of each page before the page's number, and ``language``
    is the language of the words.
    """

    title: str
    below: str = ""
    blocks: tuple[Block, ...]
    foot: str = ""
    language: str = "en"
