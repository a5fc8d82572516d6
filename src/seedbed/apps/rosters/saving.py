"""Writes a difference to the tables, and takes it back.

Both run inside the caller's transaction. Every row touched leaves an ``ImportChange``
with what it was before, so that undoing needs nothing but the record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection, models

from seedbed.apps.accounts.tenancy import current_system_id

from . import bulk
from .difference import CHANGED, NEW, REMOVED, RETIRED, Change, Difference
from .errors import ImportInUseError
from .known import Known, load_rows
from .models import ImportChange, ImportStatus, RosterImport
from .shapes import (
    BY_TABLE,
    SHAPES,
    Fields,
    Key,
    Shape,
    foreign_number,
    rows_of,
)

_BATCH = 500

#: Table -> key -> row number.
Numbers = dict[str, dict[Key, int]]


def save(difference: Difference, known: Known, record: RosterImport) -> None:
    """Make the rows what the difference says, and note each change."""
    numbers: Numbers = {
        table: {key: row.pk for key, row in rows.items()}
        for table, rows in known.rows.items()
    }
    by_table: dict[str, dict[str, list[Change]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for change in difference.changes:
        by_table[change.table][change.action].append(change)
    for shape in reversed(SHAPES):
        _remove(shape, by_table[shape.table][REMOVED], numbers)
    for shape in SHAPES:
        actions = by_table[shape.table]
        _make(shape, actions[NEW], numbers, known.source)
        _alter(shape, actions[CHANGED] + actions[RETIRED], numbers)
    _note(difference.changes, numbers, record)


def _columns(shape: Shape, fields: Fields, numbers: Numbers) -> Fields:
    """Return fields as columns, links as the numbers of their rows."""
    return {
        f"{name}_id" if name in shape.links else name: _number(
            value, numbers.get(shape.links.get(name, ""))
        )
        for name, value in fields.items()
    }


def _number(value: Any, numbers: dict[Key, int] | None) -> Any:
    if numbers is None or value is None:
        return value
    other = foreign_number(value)
    return numbers[value] if other is None else other


def _make(
    shape: Shape,
    changes: list[Change],
    numbers: Numbers,
    source: str,
) -> None:
    """Insert new rows and learn their numbers. Two queries."""
    if not changes:
        return
    wanted = [_columns(shape, change.after, numbers) for change in changes]
    names = list(wanted[0])
    rows: Iterator[list[Any]] = (list(columns.values()) for columns in wanted)
    if shape.is_sourced:
        named = zip(rows, changes, strict=True)
        rows = ([*row, source, change.key] for row, change in named)
        names += ["source", "sourced_id"]
    bulk.insert(shape.model, names, rows)
    keys = {
        table: {number: key for key, number in numbers[table].items()}
        for table in shape.links.values()
    }
    made = load_rows(shape, source, keys)
    numbers[shape.table].update((key, row.pk) for key, row in made.items())


def _alter(shape: Shape, changes: list[Change], numbers: Numbers) -> None:
    """Update rows, those with the same changed columns together."""
    alike: dict[tuple[str, ...], list[models.Model]] = defaultdict(list)
    for change in changes:
        columns = _columns(shape, change.after, numbers)
        row = shape.model(pk=numbers[shape.table][change.key], **columns)
        alike[tuple(sorted(columns))].append(row)
    for columns_alike, rows in alike.items():
        shape.rows.bulk_update(rows, columns_alike, _BATCH)


def _remove(shape: Shape, changes: list[Change], numbers: Numbers) -> None:
    pks = [numbers[shape.table][change.key] for change in changes]
    for some in _batches(pks):
        shape.rows.filter(pk__in=some).delete()


def _batches(pks: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(pks), _BATCH):
        yield pks[start : start + _BATCH]


def _note(
    changes: Sequence[Change],
    numbers: Numbers,
    record: RosterImport,
) -> None:
    """Write down each change as it was before; a new row needs only its number."""
    bulk.insert(
        ImportChange,
        ("roster_import_id", "table", "row_id", "action", "before", "after"),
        (
            (
                record.pk,
                change.table,
                numbers[change.table][change.key],
                change.action,
                _kept(change.table, change.before, numbers),
                None
                if change.action == NEW
                else _kept(change.table, change.after, numbers),
            )
            for change in changes
        ),
    )


def _kept(table: str, fields: Fields, numbers: Numbers) -> dict[str, Any] | None:
    columns = _columns(BY_TABLE[table], fields, numbers)
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in columns.items()
    } or None


def undo(record: RosterImport) -> None:
    """Put every row back exactly as it was before an import.

    Raises
    ------
    ImportInUseError
        If a later import changed one of the rows, or other records point at a new one.
    """
    in_the_way = [*_later_imports(record), *_uses(record)]
    if in_the_way:
        raise ImportInUseError(record.file_name, in_the_way)
    for shape in SHAPES:
        for change in _changes_of(record, shape.table, REMOVED):
            shape.rows.create(pk=change.row_id, **_restored(shape, change.before))
        for change in _changes_of(record, shape.table, CHANGED, RETIRED):
            kept = _restored(shape, change.before)
            shape.rows.filter(pk=change.row_id).update(**kept)
    # Only now does nothing point at the new rows any more.
    for shape in reversed(SHAPES):
        new = _changes_of(record, shape.table, NEW).values_list("row_id", flat=True)
        for some in _batches(list(new)):
            shape.rows.filter(pk__in=some).delete()


def _changes_of(
    record: RosterImport, table: str, *actions: str
) -> models.QuerySet[ImportChange]:
    return ImportChange.objects.filter(
        roster_import=record, table=table, action__in=actions
    )


def _restored(shape: Shape, before: dict[str, Any] | None) -> dict[str, Any]:
    """Return kept columns as Python values: JSON has no dates."""
    fields = {f.attname: f for f in shape.model._meta.concrete_fields}
    return {
        name: fields[name].to_python(value) for name, value in (before or {}).items()
    }


def _later_imports(record: RosterImport) -> Iterator[str]:
    """Yield the later imports that touched the same rows. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT later_import.file_name, count(*) FROM rosters_importchange mine "
            "JOIN rosters_importchange later ON later.system_id = mine.system_id "
            'AND later."table" = mine."table" AND later.row_id = mine.row_id '
            "AND later.roster_import_id <> mine.roster_import_id "
            "AND later.id > mine.id "
            "JOIN rosters_rosterimport later_import "
            "ON later_import.id = later.roster_import_id "
            "WHERE mine.system_id = %s AND mine.roster_import_id = %s "
            "AND later_import.status = %s "
            "GROUP BY later_import.id, later_import.file_name "
            "ORDER BY later_import.id",
            [current_system_id(), record.pk, ImportStatus.APPLIED],
        )
        for file_name, n_rows in cursor.fetchall():
            yield f"the later import {file_name} (rows it changed too: {n_rows:,})"


def _uses(record: RosterImport) -> Iterator[str]:
    """Yield the kinds of record that point at rows this import made.

    Rows that the import itself made or changed are no obstacle: undoing takes their
    links back as well.
    """
    own_tables = {shape.model: shape.table for shape in SHAPES}
    for shape in SHAPES:
        new = _changes_of(record, shape.table, NEW).values("row_id")
        if not new.exists():
            continue
        for relation in shape.model._meta.related_objects:
            model = relation.field.model
            users = rows_of(model).filter(**{f"{relation.field.name}__in": new})
            if own := own_tables.get(model):
                users = users.exclude(
                    pk__in=_changes_of(record, own, NEW, CHANGED).values("row_id")
                )
            if n_users := users.count():
                yield f"{n_users:,} {model._meta.verbose_name_plural} of {shape.table}s"
