"""What the database holds of one feed, under the feed's own keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from seedbed.apps.accounts.models import Unit

from .models import ImportChange, ImportStatus, Staff, Student
from .shapes import SHAPES, Fields, Key, Shape, foreign


@dataclass(frozen=True, slots=True)
class KnownRow:
    """One row: its number and the fields that a feed owns, links as keys."""

    pk: int
    fields: Fields


@dataclass(frozen=True, kw_only=True)
class Known:
    """The rows of one feed, with what of the rest of the system bears on them.

    ``imported`` holds (table, number) of roles and guardianships that an import made:
    only those may an import take away; the others were granted by hand.
    ``shut`` holds the people whose account an import closed, which it may reopen.
    """

    source: str
    rows: dict[str, dict[Key, KnownRow]]
    unit_names: dict[str, str]
    imported: frozenset[tuple[str, int]]
    shut: frozenset[int]
    n_active_by_unit: dict[str, int]
    n_active: int

    def active(self, table: str) -> Collection[Key]:
        """Return the keys of the rows that have not left."""
        return {
            key
            for key, row in self.rows[table].items()
            if row.fields.get("is_active", True)
        }

    @cached_property
    def roles_of(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """The (kind, unit) of each role of each person."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key in self.rows["role"]:
            found[key[0]].append((key[1], key[2]))
        return {person: tuple(roles) for person, roles in found.items()}

    def fields(self, table: str, key: Key) -> Fields | None:
        """Return a row's fields, or None where there is no such row."""
        row = self.rows[table].get(key)
        return row.fields if row else None


def load(source: str) -> Known:
    """Return the current rows of one feed. Sixteen queries."""
    rows: dict[str, dict[Key, KnownRow]] = {}
    keys: dict[str, dict[int, Key]] = {}
    for shape in SHAPES:
        rows[shape.table] = load_rows(shape, source, keys)
        keys[shape.table] = {row.pk: key for key, row in rows[shape.table].items()}
    n_active_by_unit = _n_active_by_unit(keys["unit"])
    return Known(
        source=source,
        rows=rows,
        unit_names={
            name: str(keys["unit"].get(pk, foreign(pk)))
            for pk, name in Unit.objects.values_list("pk", "name")
        },
        imported=_made_by_imports(),
        shut=_shut_by_imports(),
        n_active_by_unit=n_active_by_unit,
        n_active=sum(n_active_by_unit.values()),
    )


def load_rows(
    shape: Shape, source: str, keys: dict[str, dict[int, Key]]
) -> dict[Key, KnownRow]:
    """Return the rows of one table, given the keys of the tables it links to."""
    found = shape.rows.filter(**{shape.source_path: source}).exclude(
        **{shape.key_paths[0]: ""}
    )
    n_keys = len(shape.key_paths)
    rows: dict[Key, KnownRow] = {}
    for pk, *values in found.values_list("pk", *shape.key_paths, *shape.columns):
        fields = {
            name: _as_key(value, keys.get(shape.links.get(name, "")))
            for name, value in zip(shape.fields, values[n_keys:], strict=True)
        }
        rows[_key(shape, values[:n_keys], fields)] = KnownRow(pk, fields)
    return rows


def _as_key(value: Any, keys: dict[int, Key] | None) -> Any:
    """Return a plain value as it is, and a link as the key of its target."""
    if keys is None or value is None:
        return value
    return keys.get(value, foreign(value))


def _key(shape: Shape, parts: list[Any], fields: Fields) -> Key:
    if shape.table == "role":
        return (parts[0], parts[1], fields["unit"] or "")
    return parts[0] if len(parts) == 1 else tuple(parts)


def _n_active_by_unit(unit_keys: dict[int, Key]) -> dict[str, int]:
    """Count active students and staff by unit, of every feed."""
    counts: dict[str, int] = {}
    for model in (Student, Staff):
        for unit_id in model.objects.filter(is_active=True).values_list(
            "unit_id", flat=True
        ):
            key = str(unit_keys.get(unit_id, foreign(unit_id)))
            counts[key] = counts.get(key, 0) + 1
    return counts


def _made_by_imports() -> frozenset[tuple[str, int]]:
    return frozenset(
        ImportChange.objects.filter(
            table__in=("role", "guardianship"),
            action="new",
            roster_import__status=ImportStatus.APPLIED,
        ).values_list("table", "row_id")
    )


def _shut_by_imports() -> frozenset[int]:
    return frozenset(
        ImportChange.objects.filter(
            table="account",
            action="retired",
            roster_import__status=ImportStatus.APPLIED,
        ).values_list("row_id", flat=True)
    )
