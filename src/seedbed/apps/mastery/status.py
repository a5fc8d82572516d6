"""Says which learner model is live, what it replaced, and what comes next."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models.functions import Length

from . import refits
from .cards import LearnerStatus, ModelCard, StateCard
from .models import LearnerModel, LearnerState, ModelStatus
from .upkeep import live_model

_MOST_OTHERS = 10


def learner_status(*, at: datetime) -> LearnerStatus:
    """Return the live model, the latest others, and the states. Eight queries."""
    live = live_model()
    others = LearnerModel.objects.exclude(status=ModelStatus.LIVE).defer("arrays")
    states = LearnerState.objects.annotate(n_bytes=Length("arrays")).values_list(
        "unit__name", "as_of", "n_bytes", "model_id"
    )
    wanted = refits.due(live, at=at)
    return LearnerStatus(
        live=None if live is None else _card(live),
        others=tuple(map(_card, others.order_by("-made_at", "-pk")[:_MOST_OTHERS])),
        units=tuple(
            StateCard(
                unit=unit,
                as_of=as_of,
                n_bytes=n_bytes,
                is_current=live is not None and model_id == live.pk,
            )
            for unit, as_of, n_bytes, model_id in states.order_by("unit__name", "pk")
        ),
        next=_next(wanted),
    )


def live_model_uuid() -> UUID | None:
    """Return which model is live. One query."""
    live = live_model()
    return None if live is None else live.uuid


def _next(wanted: refits.Due) -> str:
    if not wanted.is_due:
        return wanted.reason
    if wanted.is_first:
        return "The next night fits a model and lets it go live at once."
    kind = "a new model" if wanted.is_full else "the live model further"
    return (
        f"The next night fits {kind}; it goes live if it foretells the latest answers "
        "better."
    )


def _card(row: LearnerModel) -> ModelCard:
    return ModelCard(
        uuid=row.uuid,
        name=row.name,
        status=row.status,
        reason=row.reason,
        is_full=row.is_full,
        fitted_until=row.fitted_until,
        n_students=row.n_students,
        n_answers=row.n_answers,
        quality=row.quality,
        made_at=row.made_at,
    )
