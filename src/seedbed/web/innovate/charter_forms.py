"""Forms of a charter's sections: fields to fill in, and what was typed into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import formats

from seedbed.apps.charters.checks import as_date
from seedbed.apps.charters.fields import Field, FieldKind, Section

from . import charter_words as words

#: Empty rows offered below those that are filled in.
_MORE_ROWS = 2
_FEWEST_ROWS = 3


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One field of a form, or of a page: its name, what it holds, what it offers.

    ``rows`` are those of a table, each with its cells; ``said`` is the value in words.
    """

    key: str
    name: str
    label: str
    kind: str
    value: str = ""
    said: str = ""
    options: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[Shown, ...], ...] = ()


def form_of(section: Section, content: Mapping[str, Any]) -> tuple[Shown, ...]:
    """Return the fields of a section's form, with empty rows below each table."""
    return tuple(_shown(field, content, n_more=_MORE_ROWS) for field in section.fields)


def page_of(section: Section, content: Mapping[str, Any]) -> tuple[Shown, ...]:
    """Return the fields of a section that hold something, to be read."""
    shown = (_shown(field, content, n_more=0) for field in section.fields)
    return tuple(one for one in shown if one.value or one.rows)


def typed(section: Section, post: QueryDict) -> dict[str, Any]:
    """Return what was typed into a section's form."""
    found: dict[str, Any] = {}
    for field in section.fields:
        if field.kind != FieldKind.ROWS:
            found[field.key] = post.get(field.key, "")
            continue
        columns = [post.getlist(f"{field.key}-{one.key}") for one in field.columns]
        found[field.key] = [
            {one.key: cell for one, cell in zip(field.columns, cells, strict=True)}
            for cells in zip(*columns, strict=False)
        ]
    return found


def _shown(field: Field, content: Mapping[str, Any], *, n_more: int) -> Shown:
    if field.kind != FieldKind.ROWS:
        return _cell(field, field.key, str(content.get(field.key) or ""))
    rows = list(content.get(field.key) or ())
    n_empty = max(n_more, _FEWEST_ROWS - len(rows)) if n_more else 0
    return Shown(
        key=field.key,
        name=field.key,
        label=str(words.FIELDS[field.key]),
        kind=field.kind,
        rows=tuple(
            tuple(
                _cell(one, f"{field.key}-{one.key}", row.get(one.key, ""), f"-{n}")
                for one in field.columns
            )
            for n, row in enumerate([*rows, *({} for _ in range(n_empty))])
        ),
    )


def _cell(field: Field, name: str, value: str, place: str = "") -> Shown:
    options = tuple((key, str(words.CHOICES[key])) for key in field.choices)
    return Shown(
        key=f"{name}{place}",
        name=name,
        label=str(words.FIELDS[field.key]),
        kind=field.kind,
        value=value,
        said=_said(field, value, dict(options)),
        options=options,
    )


def _said(field: Field, value: str, options: Mapping[str, str]) -> str:
    """Return a value in words; what is no date stays as it was typed."""
    on = as_date(value) if field.kind == FieldKind.DATE else None
    if on is not None:
        return str(formats.date_format(on, "DATE_FORMAT"))
    return options.get(value, value)
