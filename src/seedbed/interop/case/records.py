"""What a CASE package says, as plain frozen records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class CaseItem:
    """One CFItem. ``parent`` is the identifier of the item it is part of, or ``""``.

    ``grade_low`` and ``grade_high`` are grades as in ``seedbed.lib.grades``; an item
    without a known grade takes its parent's, and failing that is ungraded (13).
    """

    identifier: str
    code: str
    statement: str
    short: str
    kind: str
    grade_low: int
    grade_high: int
    parent: str


@dataclass(frozen=True, kw_only=True)
class CaseLink:
    """``before`` precedes ``after``; both are identifiers of items."""

    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class CaseNote:
    """Something that was passed over, in one sentence."""

    code: str
    message: str


@dataclass(frozen=True, kw_only=True)
class CasePackage:
    """One framework: its document, items, prerequisite links, and what was noted."""

    identifier: str
    title: str
    subject: str
    version: str
    attribution: str
    items: tuple[CaseItem, ...]
    links: tuple[CaseLink, ...]
    notes: tuple[CaseNote, ...]
