"""Writes of the mastery app. The writes of each function are one transaction.

Fits and estimates are made before it, because on SQLite a transaction that writes
keeps all others waiting.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction

from seedbed.apps.accounts import queries as accounts

from . import bridge, refits, upkeep
from .archive import pack
from .cards import RefitCard, SnapshotCard
from .errors import NoSkillsError
from .inputs import near_skills, read_whole_roll
from .models import LearnerModel, LearnerState, ModelStatus, Snapshot
from .moments import day_of
from .stored import card_of, earlier_decisions, snapshot_before

_SEED = 0
#: Trials that did not go live are kept as sentences, the newest so many.
_TRIALS_KEPT = 30


def make_snapshot(*, unit_id: int, as_of: datetime, at: datetime) -> SnapshotCard:
    """Estimate what each student of a unit has shown up to a moment.

    What the live model remembers of the unit is moved on by the evidence it has not
    read and stored for the next night; without a live model the first is fitted. From
    the same evidence a snapshot is made once: asked again, the stored one is returned.
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
    roll = read_whole_roll(unit_id)
    model = _readable_model(unit_id, at=at)
    memory = upkeep.memory_at(unit_id=unit_id, model=model, roll=roll, until=as_of)
    is_near = near_skills(memory.numbering, roll.grades)
    if not is_near.any() and not memory.n_answers.any():
        raise NoSkillsError(accounts.unit_card(unit_id).name)
    before = snapshot_before(unit_id, as_of=as_of)
    fingerprint = memory.fingerprint()
    digest = _digest(
        roll.grades,
        is_near,
        words=(
            fingerprint,
            str(model.uuid),
            as_of.isoformat(),
            "" if before is None else before.inputs_hash,
        ),
    )
    stored = Snapshot.objects.filter(unit_id=unit_id, as_of=as_of).first()
    if stored is not None and stored.inputs_hash == digest:
        _keep_state(unit_id, model, memory, fingerprint, at=at)
        return card_of(stored)
    was, is_before = earlier_decisions(
        None if before is None else before.arrays,
        student_ids=memory.student_ids,
        skill_ids=memory.numbering.skill_ids,
    )
    estimated = bridge.estimate(
        memory,
        as_of_day=day_of(as_of),
        is_near=is_near,
        was_mastered=was,
        is_mastered_before=is_before,
    )
    with transaction.atomic():
        _keep_state(unit_id, model, memory, fingerprint, at=at)
        row, _is_new = Snapshot.objects.update_or_create(
            unit_id=unit_id,
            as_of=as_of,
            defaults={
                "model": model.name,
                "inputs_hash": digest,
                "n_students": len(roll.student_ids),
                "n_skills": len(estimated.arrays["skill_ids"]),
                "n_attempts": estimated.n_answers,
                "quality": model.quality,
                "arrays": pack(estimated.arrays),
                "made_at": at,
            },
        )
    return card_of(row)


def refit_learner(*, at: datetime, seed: int = _SEED, force: bool = False) -> RefitCard:
    """Fit the learner model anew if that is due, and let it go live if it is better.

    A full fit is due a week after the last, one from the live fit on when there is a
    tenth more evidence; the first, and one in place of arrays that cannot be read any
    more, at once. ``force`` makes a full one now; it must be better all the same.
    """
    live = upkeep.live_model()
    wanted = refits.forced(live, at=at) if force else refits.due(live, at=at)
    trial: refits.Trial | str = wanted.reason
    if wanted.is_due:
        trial = refits.try_fit(live, wanted, at=at, seed=seed)
    if isinstance(trial, str):
        return RefitCard(outcome="not-due", reason=trial)
    outcome = "live" if trial.goes_live else "kept"
    if not _decide(live, trial, at=at):
        outcome = "not-due"
    return RefitCard(
        outcome=outcome,
        reason=trial.reason,
        is_full=trial.is_full,
        n_answers=trial.n_answers,
        seconds=trial.seconds,
        quality=trial.quality,
    )


@transaction.atomic
def _decide(live: LearnerModel | None, trial: refits.Trial, *, at: datetime) -> bool:
    """Write what came of a trial; False if another process was first."""
    if trial.goes_live:
        before = LearnerModel.objects.filter(status=ModelStatus.LIVE)
        retired = before.filter(pk=None if live is None else live.pk).update(
            status=ModelStatus.RETIRED,
            reason=f"Retired on {at:%Y-%m-%d}. Its successor: {trial.reason}",
        )
        if (live is not None and not retired) or before.exists():
            return False
    LearnerModel.objects.create(
        name=trial.name,
        status=ModelStatus.LIVE if trial.goes_live else ModelStatus.CHALLENGER,
        reason=trial.reason,
        is_full=trial.is_full,
        arrays=pack(trial.arrays) if trial.goes_live else b"",
        fitted_until=trial.fitted_until,
        n_students=trial.n_students,
        n_answers=trial.n_answers,
        quality={**trial.quality, "seconds": trial.seconds},
        made_at=at,
    )
    tried = LearnerModel.objects.filter(status=ModelStatus.CHALLENGER)
    old = tried.order_by("-made_at", "-pk").values_list("pk", flat=True)[_TRIALS_KEPT:]
    LearnerModel.objects.filter(pk__in=list(old)).delete()
    return True


def _readable_model(unit_id: int, *, at: datetime) -> LearnerModel:
    """Return the live model, fitting one first where there is none to be read.

    Raises
    ------
    NoSkillsError
        If no framework has a skill.
    """
    model = upkeep.live_model()
    if model is None or refits.why_unreadable(model):
        refit_learner(at=at)
        model = upkeep.live_model()
    if model is None:
        raise NoSkillsError(accounts.unit_card(unit_id).name)
    return model


def _keep_state(
    unit_id: int,
    model: LearnerModel,
    memory: bridge.Memory,
    fingerprint: str,
    *,
    at: datetime,
) -> None:
    """Store what is remembered, unless the stored state is further on already."""
    ledger = memory.ledger
    content = {
        "model_id": model.pk,
        "as_of": ledger.as_of,
        "read_up_to": ledger.read_up_to,
        "fingerprint": fingerprint,
    }
    mine = LearnerState.objects.filter(unit_id=unit_id)
    if mine.filter(model=model, as_of__gt=ledger.as_of).exists():
        return
    if mine.filter(**content).exists():
        return
    LearnerState.objects.update_or_create(
        unit_id=unit_id,
        defaults={**content, "arrays": pack(bridge.pack_memory(memory)), "made_at": at},
    )


def _digest(*parts: np.typing.NDArray[Any], words: tuple[str, ...]) -> str:
    """Return the hash of all that a snapshot is made from."""
    digest = hashlib.blake2b(digest_size=32)
    for part in parts:
        digest.update(part.tobytes())
    for word in words:
        digest.update(word.encode())
    return digest.hexdigest()
