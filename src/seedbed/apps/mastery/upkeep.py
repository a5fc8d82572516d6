"""Brings what is remembered of a unit's students up to a cut-off; writes nothing."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from uuid import UUID

import numpy as np

from seedbed.lib.arrays import IntArray

from . import archive, bridge
from .inputs import Roll, read_roll
from .ledger import gather
from .models import LearnerModel, LearnerState, ModelStatus
from .numbering import Numbering, item_pairs, read_numbering

_UNITS_KEPT = 4


def live_model() -> LearnerModel | None:
    """Return the live model of the system, its arrays unread. One query."""
    row: LearnerModel | None = (
        LearnerModel.objects.filter(status=ModelStatus.LIVE).defer("arrays").first()
    )
    return row


def fit_of(model_uuid: UUID, numbering: Numbering) -> bridge.Fit:
    """Return a stored fit with the numbers of a numbering. One query, or none.

    Raises
    ------
    UnreadableError
        If the stored arrays are of another version, or damaged.
    """
    with bridge.reading_arrays():
        arrays = archive.model_arrays(model_uuid)
    return bridge.read_model(arrays, numbering)


def memory_at(
    *, unit_id: int, model: LearnerModel, roll: Roll, until: datetime
) -> bridge.Memory:
    """Return what is remembered of a unit's students at a cut-off. Up to ten queries.

    From the stored state and the evidence it has not read. From blank and the whole
    evidence where there is no state of this model, where it is past the cut-off, and
    where an item that it has read asks other skills now.

    Raises
    ------
    UnreadableError
        If the arrays of the model are of another version, or damaged.
    """
    numbering = read_numbering()
    fit = fit_of(model.uuid, numbering)
    memory = _stored(unit_id=unit_id, model=model, fit=fit, until=until)
    if memory is None or not memory.fits(numbering):
        memory = bridge.begin_memory(fit, numbering)
    fresh = gather(memory.ledger, roll.student_ids, until=until)
    return bridge.remember(
        memory, fresh, model=fit, numbering=numbering, grades=roll.grades
    )


def memory_now(
    *, unit_id: int, student_ids: IntArray, at: datetime
) -> bridge.Memory | None:
    """Return what is remembered of some students now, None before the first night.

    Only the evidence since the night is read. Students who are not active in the unit
    are left out. Five queries, one more where an item is new, and two the first time
    after a night.
    """
    whole = stored_memory(unit_id)
    if whole is None or whole.ledger.as_of is None:
        return None
    roll = read_roll(unit_id, student_ids)
    memory = bridge.part_of(whole, roll.student_ids)
    numbering, fit = memory.numbering, memory.state.model
    if at < whole.ledger.as_of:
        memory = bridge.begin_memory(fit, numbering)
    fresh = gather(memory.ledger, roll.student_ids, until=at)
    new_items = np.setdiff1d(fresh.rows.item_id, numbering.item_ids)
    if len(new_items):
        numbering = numbering.with_items(item_pairs(new_items))
        fit = bridge.renumber(fit, old=memory.numbering, new=numbering)
    return bridge.remember(
        memory, fresh, model=fit, numbering=numbering, grades=roll.grades
    )


def stored_memory(unit_id: int) -> bridge.Memory | None:
    """Return what the last night remembered of a unit, ready to be asked.

    None before the first, and after an update of Seedbed that reads other arrays. One
    query, two more the first time after a night.
    """
    rows = LearnerState.objects.filter(unit_id=unit_id).select_related("model")
    row = rows.defer("arrays", "model__arrays").first()
    if row is None:
        return None
    try:
        return _memory_of(
            row.pk, row.model.uuid, row.fingerprint, row.read_up_to, row.as_of
        )
    except bridge.UnreadableError:
        return None


def _stored(
    *, unit_id: int, model: LearnerModel, fit: bridge.Fit, until: datetime
) -> bridge.Memory | None:
    """Return the stored memory that this model can go on from, if there is one."""
    row = LearnerState.objects.filter(unit_id=unit_id, model=model, as_of__lte=until)
    found = row.defer("arrays").first()
    if found is None:
        return None
    try:
        with bridge.reading_arrays():
            arrays = archive.state_arrays(found.pk)
        return bridge.read_memory(arrays, model=fit, as_of=found.as_of)
    except bridge.UnreadableError:
        return None  # the evidence has all that was in it


@lru_cache(maxsize=_UNITS_KEPT)
def _memory_of(
    state_id: int,
    model_uuid: UUID,
    _fingerprint: str,
    _read_up_to: int,
    as_of: datetime,
) -> bridge.Memory:
    """Return a stored memory; its content is in the key, so what is new is read."""
    with bridge.reading_arrays():
        arrays = archive.state_arrays(state_id)
    fit = fit_of(model_uuid, bridge.numbering_of(arrays))
    return bridge.read_memory(arrays, model=fit, as_of=as_of)
