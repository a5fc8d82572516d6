"""Reads stored snapshots: the latest, the one before, and what they had decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from seedbed.lib.arrays import BoolArray, IntArray

from .archive import arrays_of
from .cards import SnapshotArrays, SnapshotCard
from .models import Snapshot


@dataclass(frozen=True, kw_only=True)
class EarlierSnapshot:
    """The snapshot before another: its hash and its arrays."""

    inputs_hash: str
    arrays: SnapshotArrays


def latest_snapshot(
    unit_id: int, *, until: datetime | None = None
) -> SnapshotArrays | None:
    """Return a unit's latest snapshot, of those not after ``until``. Two queries.

    The arrays are kept in memory, so that asking again takes one.
    """
    rows = Snapshot.objects.filter(unit_id=unit_id)
    if until is not None:
        rows = rows.filter(as_of__lte=until)
    row = rows.defer("arrays").order_by("-as_of").first()
    return None if row is None else _arrays(row)


def latest_card(unit_id: int) -> SnapshotCard | None:
    """Return a unit's latest snapshot without its arrays. One query."""
    rows = Snapshot.objects.filter(unit_id=unit_id).defer("arrays")
    row = rows.order_by("-as_of").first()
    return None if row is None else card_of(row)


def snapshot_before(unit_id: int, *, as_of: datetime) -> EarlierSnapshot | None:
    """Return a unit's last snapshot of an earlier cut-off. Two queries."""
    rows = Snapshot.objects.filter(unit_id=unit_id, as_of__lt=as_of).defer("arrays")
    row = rows.order_by("-as_of").first()
    if row is None:
        return None
    return EarlierSnapshot(inputs_hash=row.inputs_hash, arrays=_arrays(row))


def card_of(row: Snapshot) -> SnapshotCard:
    """Return a row without its arrays. No query."""
    return SnapshotCard(
        uuid=row.uuid,
        unit_id=row.unit_id,
        as_of=row.as_of,
        n_students=row.n_students,
        n_skills=row.n_skills,
        n_attempts=row.n_attempts,
        model=row.model,
        quality=row.quality,
        inputs_hash=row.inputs_hash,
    )


def earlier_decisions(
    earlier: SnapshotArrays | None, *, student_ids: IntArray, skill_ids: IntArray
) -> tuple[BoolArray, BoolArray]:
    """Return (S, K) what was mastered ever before, and at an earlier snapshot.

    False for whom and what it did not hold. No query.
    """
    shape = (len(student_ids), len(skill_ids))
    found = np.zeros((2, *shape), np.bool_)
    if earlier is not None:
        _, rows, old_rows = np.intersect1d(
            student_ids, earlier.student_ids, return_indices=True
        )
        _, columns, old_columns = np.intersect1d(
            skill_ids, earlier.skill_ids, return_indices=True
        )
        here, there = np.ix_(rows, columns), np.ix_(old_rows, old_columns)
        found[0][here] = earlier.was_mastered[there]
        found[1][here] = earlier.is_mastered[there]
    return found[0], found[1]


def _arrays(row: Snapshot) -> SnapshotArrays:
    """Return the arrays of a stored snapshot. One query, or none when kept."""
    return SnapshotArrays(as_of=row.as_of, **arrays_of(row.pk, row.inputs_hash))
