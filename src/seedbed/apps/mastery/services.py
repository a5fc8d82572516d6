"""Writes of the mastery app. Each function is one transaction."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from django.db import transaction

from seedbed.lib.arrays import BoolArray

from . import bridge
from .archive import pack
from .cards import SnapshotArrays, SnapshotCard
from .inputs import SnapshotInputs, read_inputs
from .models import Snapshot
from .queries import card_of, snapshot_before

_SECONDS_OF_A_DAY = 86_400
_SEED = 0


@transaction.atomic
def make_snapshot(*, unit_id: int, as_of: datetime, at: datetime) -> SnapshotCard:
    """Estimate what each student of a unit has shown up to a moment.

    From the same evidence it is made once: asked again, the stored one is returned.
    Evidence that came since for the time before ``as_of`` makes it anew, in its place.

    Parameters
    ----------
    as_of : datetime
        The cut-off.
    at : datetime
        When it is made.

    Raises
    ------
    NoStudentsError, NoSkillsError
        If the unit has no active student, or no framework a fitting skill.
    """
    inputs = read_inputs(unit_id=unit_id, until=as_of)
    before = snapshot_before(unit_id, as_of=as_of)
    stored, earlier = Snapshot.objects.filter(unit_id=unit_id, as_of=as_of).first(), ""
    was = is_before = np.zeros(
        (len(inputs.student_ids), len(inputs.skill_ids)), dtype=np.bool_
    )
    if before is not None:
        earlier = before.inputs_hash
        was = _aligned(before.arrays, before.arrays.was_mastered, inputs)
        is_before = _aligned(before.arrays, before.arrays.is_mastered, inputs)
    digest = inputs.digest(as_of.isoformat(), bridge.model_version(), earlier)
    if stored is not None and stored.inputs_hash == digest:
        return card_of(stored)
    estimated = bridge.estimate(
        inputs,
        as_of_day=as_of.timestamp() / _SECONDS_OF_A_DAY,
        was_mastered=was,
        is_mastered_before=is_before,
        seed=_SEED,
    )
    row, _is_new = Snapshot.objects.update_or_create(
        unit_id=unit_id,
        as_of=as_of,
        defaults={
            "model": estimated.model,
            "inputs_hash": digest,
            "n_students": len(inputs.student_ids),
            "n_skills": len(inputs.skill_ids),
            "n_attempts": inputs.attempts.n_attempts,
            "quality": estimated.quality,
            "arrays": pack(estimated.arrays),
            "made_at": at,
        },
    )
    return card_of(row)


def _aligned(
    earlier: SnapshotArrays, values: BoolArray, inputs: SnapshotInputs
) -> BoolArray:
    """Return (S, K) values of an earlier snapshot; False for who or what is new."""
    aligned = np.zeros((len(inputs.student_ids), len(inputs.skill_ids)), np.bool_)
    _, rows, old_rows = np.intersect1d(
        inputs.student_ids, earlier.student_ids, return_indices=True
    )
    _, columns, old_columns = np.intersect1d(
        inputs.skill_ids, earlier.skill_ids, return_indices=True
    )
    aligned[np.ix_(rows, columns)] = values[np.ix_(old_rows, old_columns)]
    return aligned
