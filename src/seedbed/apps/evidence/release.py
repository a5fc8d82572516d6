"""Tries again the rows that waited for a student, a skill or their time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import polars as pl

from seedbed.interop import csv_evidence

from . import intake
from .models import EvidenceImport, EvidenceSource, HeldEvidence
from .resolve import known_names, resolve

RELEASABLE = (intake.UNKNOWN_STUDENT, intake.UNKNOWN_SKILL, intake.FROM_THE_FUTURE)
_BATCH = 10_000
_SCHEMA = {**csv_evidence.FRAME_SCHEMA, "is_any": pl.Boolean()}


def release_held(*, at: datetime) -> int:
    """Store the held rows that can be used now; return how many.

    A row that contradicts what was stored meanwhile becomes a conflict. The rows of a
    source are resolved together: many requests may each have left one.
    """
    sources = EvidenceSource.objects.filter(
        imports__held__released_at=None, imports__held__reason__in=RELEASABLE
    )
    return sum(_release_of(source, at=at) for source in sources.distinct())


def _release_of(source: EvidenceSource, *, at: datetime) -> int:
    """Store the usable rows that the files and requests of a source left waiting."""
    rows = list(
        HeldEvidence.objects.filter(
            evidence_import__source=source, released_at=None, reason__in=RELEASABLE
        ).order_by("evidence_import_id", "row", "pk")
    )
    resolved = resolve(_frame(rows), known_names(source=source.name))
    usable, _future = intake.split_future(resolved.frame, at=at)
    if usable.is_empty():
        return 0
    import_of = {row.pk: row.evidence_import_id for row in rows}
    usable = usable.with_columns(
        import_id=pl.col("row").replace_strict(import_of, return_dtype=pl.Int64)
    )
    used: list[int] = []
    for part in usable.partition_by("import_id", maintain_order=True):
        used += _store(part, at=at)
    _mark(used, released_at=at)
    return len(used)


def _store(part: pl.DataFrame, *, at: datetime) -> list[int]:
    """Store the usable rows of one file or request; return the keys of those used."""
    receipt = EvidenceImport.objects.select_related("source").get(
        pk=part.item(0, "import_id")
    )
    taken = intake.take(part.drop("import_id"), receipt=receipt, at=at)
    conflicts = {row.row for row in taken.held}
    _mark(sorted(conflicts), reason=intake.CONFLICT)
    return [pk for pk in part.get_column("row").to_list() if pk not in conflicts]


def _frame(rows: Sequence[HeldEvidence]) -> pl.DataFrame:
    """Return held rows as the frame they came from; ``row`` is the key of the row."""
    records = [{**held.raw, "row": held.pk} for held in rows]
    return pl.DataFrame(records, schema=_SCHEMA).with_columns(
        pl.col("is_any").fill_null(value=False)
    )


def _mark(keys: Sequence[int], **values: object) -> None:
    """Set fields of held rows, some thousand at a time."""
    for start in range(0, len(keys), _BATCH):
        HeldEvidence.objects.filter(pk__in=keys[start : start + _BATCH]).update(
            **values
        )
