"""Decides when the learner model is fitted anew, and whether the new fit goes live.

A new fit goes live only if it predicts better: a challenger, fitted to the evidence up
to some moment, and the live model foretell the answers after it, which neither was
fitted to. The challenger's log loss must be lower; then the fit is made on everything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from seedbed.apps.evidence import queries as evidence
from seedbed.apps.evidence.cards import AttemptRows
from seedbed.lib.text import count

from . import archive, bridge
from .models import LearnerModel
from .moments import day_of, local_date
from .numbering import read_numbering
from .upkeep import fit_of

#: The weights are fitted from blank once a week, and judged by the week before.
FULL_EVERY = timedelta(days=7)
JUDGED = timedelta(days=7)
#: In between, from the live fit on, once there is a tenth more evidence. What is known
#: of the difficulty of an old item then gets 5 % surer, hardly a reason; but what came
#: with the tenth, new items and new students, has been predicted by expectation alone.
#: On the demo (348,626 answers) the weekly trial, two fits and reading the evidence,
#: takes 13 s and one in between 6 s.
WARM_SHARE = 0.1
#: A live model fitted to less than a tenth of the evidence is no champion: it is
#: replaced without being judged. So a system that begins with nothing learns soon.
OUTGROWN = 10


@dataclass(frozen=True, kw_only=True)
class Due:
    """Whether a fit is to be made now, and which.

    ``is_first``: there is no champion to judge it by, and ``reason`` says why.
    ``judged_from`` is the moment up to which a challenger is fitted; None for a fit
    that is not due, for the ``reason`` given, or not judged.
    """

    is_due: bool
    reason: str = ""
    is_first: bool = False
    is_full: bool = True
    judged_from: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What came of a fit: the row to write, and the sentence that says why."""

    goes_live: bool
    is_full: bool
    reason: str
    name: str
    arrays: archive.Arrays
    fitted_until: datetime
    n_students: int
    n_answers: int
    seconds: float
    quality: dict[str, Any] = field(default_factory=dict)


def due(live: LearnerModel | None, *, at: datetime) -> Due:
    """Tell whether a fit is due. At most five queries."""
    n_now = evidence.n_attempts(until=at)
    if live is None:
        return _first(f"The first model, fitted to {count(n_now, 'answer')}.")
    unreadable = why_unreadable(live)
    if unreadable:
        return _first(f"The model before it could not be read any more: {unreadable}")
    if n_now > 0 and n_now >= OUTGROWN * live.n_answers:
        return _first(
            f"Fitted to {count(n_now, 'answer')}; the model before it had seen "
            f"{live.n_answers:,}, too few to be compared with."
        )
    last_full_at = _last_full_at(live)
    if at - last_full_at >= FULL_EVERY:
        return _full(live, n_now, at=at)
    if n_now >= (1.0 + WARM_SHARE) * live.n_answers and not _was_tried(at):
        return Due(is_due=True, is_full=False)
    return Due(
        is_due=False,
        reason=f"{count(max(n_now - live.n_answers, 0), 'answer')} came since the "
        f"live model was fitted; the next full fit is due on "
        f"{last_full_at + FULL_EVERY:%Y-%m-%d}.",
    )


def forced(live: LearnerModel | None, *, at: datetime) -> Due:
    """Return a full fit, judged by the last week if there is a live model."""
    now = due(live, at=at)
    if now.is_first:
        return now
    return Due(
        is_due=True,
        judged_from=at - JUDGED if live is None else _judged_from(live, at=at),
    )


def try_fit(
    live: LearnerModel | None, wanted: Due, *, at: datetime, seed: int
) -> Trial | str:
    """Make the fit that is due, judged by the live model where there is one.

    A sentence where that cannot be done. Four queries.
    """
    began = perf_counter()
    numbering = read_numbering()
    if not len(numbering.skill_ids):
        return "No framework has a skill to be shown. Import one first."
    rows = evidence.attempt_rows(until=at)
    rows = rows.select(rows.is_due)
    material = bridge.material_of(numbering, rows)
    if live is None or wanted.is_first:
        fitted = bridge.fit_model(material, seed=seed)
        quality = bridge.held_out_quality(material, seed=seed)
        return _trial(wanted, fitted, rows, quality, at=at, began=began)
    champion = fit_of(live.uuid, numbering)
    judged_from = (
        day_of(wanted.judged_from)
        if wanted.judged_from is not None
        else _middle_of_new(rows, live)
    )
    n_judged = int((rows.moment > judged_from).sum())
    if n_judged < bridge.LEAST_JUDGED:
        return _too_few(n_judged, judged_from)
    start = None if wanted.is_full else champion
    judged = bridge.judge(
        material, champion=champion, judged_from=judged_from, seed=seed, start=start
    )
    verdict = Due(
        is_due=True, is_full=wanted.is_full, reason=_sentence(judged, judged_from)
    )
    quality = {
        **judged.quality,
        "log_loss_before": round(judged.champion, 4),
    }
    if not judged.is_better:
        return _trial(verdict, None, rows, quality, at=at, began=began)
    fitted = bridge.fit_model(material, seed=seed, start=start)
    return _trial(verdict, fitted, rows, quality, at=at, began=began)


def _first(reason: str) -> Due:
    return Due(is_due=True, is_first=True, reason=reason)


def _full(live: LearnerModel, n_now: int, *, at: datetime) -> Due:
    """Tell whether a full fit, a week after the last, could be judged. One query."""
    judged_from = _judged_from(live, at=at)
    n_before = evidence.n_attempts(until=judged_from)
    since = f"{judged_from:%Y-%m-%d}"
    if live.is_full and n_before <= live.n_answers:
        return Due(
            is_due=False,
            reason=f"No evidence from before {since} is new to the live model.",
        )
    if n_now - n_before < bridge.LEAST_JUDGED:
        return Due(is_due=False, reason=_too_few(n_now - n_before, day_of(judged_from)))
    return Due(is_due=True, judged_from=judged_from)


def _last_full_at(live: LearnerModel) -> datetime:
    """Return when a full fit was last made or tried. One query."""
    tried = LearnerModel.objects.filter(is_full=True).order_by("-made_at")
    last = tried.values_list("made_at", flat=True).first()
    return last or live.made_at


def _was_tried(at: datetime) -> bool:
    """Tell whether a fit of this very moment was made. One query.

    Each unit of a night asks, and the evidence is the same for all.
    """
    return LearnerModel.objects.filter(made_at=at).exists()


def why_unreadable(live: LearnerModel) -> str:
    """Return why the arrays of a model cannot be read, nothing if they can."""
    try:
        with bridge.reading_arrays():
            bridge.check_model(archive.model_arrays(live.uuid))
    except bridge.UnreadableError as error:
        return str(error)
    return ""


def _middle_of_new(rows: AttemptRows, live: LearnerModel) -> float:
    """Return the moment (days) half of the evidence since the live fit came by."""
    new = rows.moment[rows.moment > day_of(live.fitted_until)]
    return float(np.median(new)) if len(new) else np.inf


def _judged_from(live: LearnerModel, *, at: datetime) -> datetime:
    """Return the moment a week ago, or that up to which the live model was fitted."""
    return max(at - JUDGED, min(live.fitted_until, at))


def _too_few(n: int, judged_from: float) -> str:
    """Say that so few answers judge nothing."""
    since = f" since {_date(judged_from)}" if np.isfinite(judged_from) else ""
    return f"{count(n, 'answer')}{since}: too few to judge a new fit by."


def _date(day: float) -> str:
    return f"{local_date(day, ZoneInfo('UTC'))}"


def _sentence(judged: bridge.Judged, judged_from: float) -> str:
    losses = f"log loss {judged.challenger:.4f} against {judged.champion:.4f}"
    answers = f"the {count(judged.n, 'answer')} since {_date(judged_from)}"
    if judged.is_better:
        return (
            f"Went live: it foretold {answers} better than the model before it "
            f"({losses})."
        )
    return (
        f"Did not go live: it foretold {answers} no better than the live model "
        f"({losses})."
    )


def _trial(
    wanted: Due,
    fitted: bridge.Fitted | None,
    rows: AttemptRows,
    quality: dict[str, Any],
    *,
    at: datetime,
    began: float,
) -> Trial:
    return Trial(
        goes_live=fitted is not None,
        is_full=wanted.is_full,
        reason=wanted.reason,
        name=bridge.MODEL_NAME if fitted is None else fitted.name,
        arrays={} if fitted is None else fitted.arrays,
        fitted_until=at,
        n_students=len(np.unique(rows.student_id)),
        n_answers=rows.n,
        seconds=round(perf_counter() - began, 3),
        quality=quality,
    )
