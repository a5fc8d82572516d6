"""What a charter lacks before a board can read it. Pure: contents in, points out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from .cards import ClauseCard, Content, OpenPoint, SectionCard
from .clauses import Law
from .fields import BY_KEY, NEEDED, Field, FieldKind, Section

LINE_LENGTH = 300
TEXT_LENGTH = 8_000
MOST_ROWS = 40


def cleaned(section: Section, given: Mapping[str, Any]) -> Content:
    """Return what was typed, without fields that are not there and without empty rows.

    Nothing else is changed or refused: a draft is kept as it was typed, and what is
    wrong in it becomes an open point.
    """
    found: Content = {}
    for field in section.fields:
        value = given.get(field.key)
        if field.kind == FieldKind.ROWS:
            found[field.key] = _rows(field, value or ())
        else:
            found[field.key] = _words(field, value)
    return found


def _rows(field: Field, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    typed = [
        {one.key: _words(one, row.get(one.key)) for one in field.columns}
        for row in rows
    ]
    # A row in which only a choice stands was never filled in.
    free = [one.key for one in field.columns if one.kind != FieldKind.CHOICE]
    return [row for row in typed if any(row[key] for key in free)][:MOST_ROWS]


def _words(field: Field, value: object) -> str:
    longest = TEXT_LENGTH if field.kind == FieldKind.TEXT else LINE_LENGTH
    return str(value or "").strip()[:longest]


def open_points(sections: Iterable[SectionCard]) -> tuple[OpenPoint, ...]:
    """Return what is still open: empty fields, two owners, no date, two versions."""
    by_key = {section.key: section for section in sections}
    points = [
        OpenPoint(code="empty", path=path)
        for path in NEEDED
        if not _value(by_key, path)
    ]
    points += _two_owners(by_key["decides"].content.get("owners") or ())
    for row in by_key["measures"].content.get("measures") or ():
        if as_date(row["decided_on"]) is None:
            points.append(
                OpenPoint(
                    code="no_date", path="measures.measures", about=row["measure"]
                )
            )
    for path in _of_kind(FieldKind.DATE):
        value = _value(by_key, path)
        if value and as_date(value) is None:
            points.append(OpenPoint(code="no_date", path=path, about=str(value)))
    points += [
        OpenPoint(code="no_share", path=path, about=str(value))
        for path in _of_kind(FieldKind.PERCENT)
        if (value := _value(by_key, path)) and as_share(value) is None
    ]
    points += [
        OpenPoint(code="beside", path=section.key)
        for section in by_key.values()
        if section.beside
    ]
    return tuple(points)


def _two_owners(rows: Iterable[Mapping[str, str]]) -> list[OpenPoint]:
    owners: dict[str, list[str]] = {}
    for row in rows:
        mine = owners.setdefault(row["domain"], [])
        if row["owner"] and row["owner"].casefold() not in map(str.casefold, mine):
            mine.append(row["owner"])
    return [
        OpenPoint(
            code="two_owners", path="decides.owners", about=domain, names=tuple(names)
        )
        for domain, names in owners.items()
        if len(names) > 1
    ]


def clause_cards(
    law: Law | None,
    sections: Iterable[SectionCard],
    *,
    has_waiver: bool,
    has_vote: bool,
) -> tuple[ClauseCard, ...]:
    """Return each clause of a law with the fields that do not answer it yet."""
    by_key = {section.key: section for section in sections}
    beside = {"waivers": has_waiver, "vote": has_vote}
    return tuple(
        ClauseCard(
            clause=clause,
            missing=tuple(
                path
                for path in clause.fields
                if not (beside[path] if path in beside else _value(by_key, path))
            ),
        )
        for clause in (law.clauses if law else ())
    )


def as_date(words: object) -> date | None:
    """Return a date that was typed, or None where it is none."""
    try:
        return date.fromisoformat(str(words).strip())
    except ValueError:
        return None


def as_share(words: object) -> float | None:
    """Return a per cent that was typed as a share, or None where it is none.

    >>> as_share("25 %"), as_share("12,5"), as_share("0"), as_share("a quarter")
    (0.25, 0.125, None, None)
    """
    try:
        per_cent = float(str(words).strip().removesuffix("%").replace(",", "."))
    except ValueError:
        return None
    return per_cent / 100.0 if 0.0 < per_cent < 100.0 else None


def _value(sections: Mapping[str, SectionCard], path: str) -> object:
    key, _, field = path.partition(".")
    return sections[key].content.get(field)


def _of_kind(kind: FieldKind) -> list[str]:
    return [
        f"{section.key}.{field.key}"
        for section in BY_KEY.values()
        for field in section.fields
        if field.kind == kind
    ]
