"""The steps of one unit's night, in order: what each depends on and what it does.

A newcomer adds a step here: a function that says its inputs, one that does it, one
line in ``STEPS``.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Max

from seedbed.apps.accounts.queries import current_system
from seedbed.apps.curriculum.models import Lesson, Skill
from seedbed.apps.evidence import services as evidence
from seedbed.apps.evidence.models import Attempt, HeldEvidence
from seedbed.apps.exchange import services as exchange
from seedbed.apps.mastery import queries as mastery_queries
from seedbed.apps.mastery import services as mastery
from seedbed.apps.mastery.cards import RefitCard
from seedbed.apps.pilots import services as pilots
from seedbed.apps.programs import services as programs
from seedbed.apps.rosters.models import Section, Staff, Student
from seedbed.apps.scheduling import queries as scheduling
from seedbed.apps.scheduling import services as planning
from seedbed.apps.trials import queries as trial_queries
from seedbed.apps.trials import services as trials
from seedbed.lib.text import count, listing

logger = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class NightContext:
    """Which night it is; times and chance are given."""

    unit_id: int
    unit: str
    on: date
    at: datetime
    seed: int


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a step came to; ``was_done`` where the service found it done."""

    counts: dict[str, Any] = field(default_factory=dict)
    message: str = ""
    was_done: bool = False


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: its name, what it depends on, what it does.

    ``inputs`` None: the service itself knows whether it was done, so it is asked.
    """

    name: str
    run: Callable[[NightContext], Outcome]
    inputs: Callable[[NightContext], Any] | None


def digest(inputs: Any) -> str:
    """Return the hash of a step's inputs."""
    return hashlib.blake2b(repr(inputs).encode(), digest_size=16).hexdigest()


def _extent(rows: Any) -> tuple[Any, Any]:
    """Return the number of rows and the newest id: what an append changes."""
    found = rows.aggregate(n=Count("id"), last=Max("id"))
    return found["n"], found["last"]


def _held_inputs(_night: NightContext) -> Any:
    held = HeldEvidence.objects.filter(released_at=None)
    return [_extent(x) for x in (held, Student.objects.all(), Skill.objects.all())]


def _release_held(night: NightContext) -> Outcome:
    n = evidence.release_held(at=night.at)
    return Outcome(counts={"released": n})


def _set_up_inputs(night: NightContext) -> Any:
    active = {"unit_id": night.unit_id, "is_active": True}
    return [
        _extent(model.objects.filter(**active)) for model in (Student, Staff, Section)
    ]


def _set_up(night: NightContext) -> Outcome:
    planning.set_up_unit(unit_id=night.unit_id)
    return Outcome()


def _learner(night: NightContext) -> Outcome:
    """Fit the learner model anew if that is due; a fit that fails changes nothing."""
    card = refit(at=night.at)
    if card is None:
        return Outcome(message="No new fit could be made; the log says why.")
    if card.outcome == "not-due":
        return Outcome(was_done=True)
    return Outcome(counts={"answers": card.n_answers}, message=card.reason)


def refit(*, at: datetime) -> RefitCard | None:
    """Ask for a new fit; None if it failed, which is logged and stops no night.

    The snapshot needs only a live model. Where there is none it makes the first itself,
    and then says what is wrong.
    """
    return _unless_it_fails(
        "refit of the learner model", lambda: mastery.refit_learner(at=at)
    )


def _unless_it_fails(what: str, work: Callable[[], T | None]) -> T | None:
    """Do work that a night can go without; None if it failed, which is logged."""
    guard = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with guard:
            return work()
    except Exception:
        logger.exception("%s", what)
        return None


def _snapshot_inputs(night: NightContext) -> Any:
    students = Student.objects.filter(unit_id=night.unit_id, is_active=True)
    answers = Attempt.objects.filter(student__unit_id=night.unit_id)
    extents = [_extent(x) for x in (answers, students, Skill.objects.all())]
    return [*extents, mastery_queries.live_model_uuid(), night.at.date()]


def _snapshot(night: NightContext) -> Outcome:
    card = mastery.make_snapshot(unit_id=night.unit_id, as_of=night.at, at=night.at)
    return Outcome(
        counts={
            "students": card.n_students,
            "skills": card.n_skills,
            "attempts": card.n_attempts,
        }
    )


def _settle(night: NightContext) -> Outcome:
    """Write what became of the lotteries of days that are over."""
    days = trial_queries.unsettled_days(night.unit_id, before=night.on, at=night.at)
    counts = trials.settle(
        unit_id=night.unit_id,
        before=night.on,
        seats=scheduling.taken_seats(night.unit_id, days),
        at=night.at,
    )
    return Outcome(counts=counts, was_done=not any(counts.values()))


def _estimate(night: NightContext) -> Outcome:
    """Read what the lotteries say; if that fails, students have a plan still."""
    found = _unless_it_fails(f"what works in {night.unit}", lambda: _what_works(night))
    return found or Outcome(message="What works could not be read; the log says why.")


def _what_works(night: NightContext) -> Outcome:
    report = trials.estimate(unit_id=night.unit_id, at=night.at)
    if report is None:
        return Outcome(was_done=True)
    return Outcome(
        counts=dict(report.counts), message=report.refusal, was_done=report.was_done
    )


def _pilots(night: NightContext) -> Outcome:
    """Bring outcomes into the pilots; if that fails, students have a plan still."""
    zone = ZoneInfo(current_system().time_zone)
    # The day that is planned is not over, also for a night that runs after midnight.
    until = min(night.at.astimezone(zone).date(), night.on - timedelta(days=1))
    fed = _unless_it_fails(
        f"the pilots of {night.unit}",
        lambda: pilots.feed_pilots(unit_id=night.unit_id, on=until),
    )
    if fed is None:
        return Outcome(message="The pilots could not be fed; the log says why.")
    failed = [one.pilot for one in fed if not one.is_fed]
    n = sum(one.n_outcomes for one in fed)
    message = f"{listing(failed)} could not be fed; the log says why." if failed else ""
    return Outcome(
        counts={"outcomes": n, "pilots": sum(bool(one.looks) for one in fed)},
        message=message,
        was_done=not n and not failed,
    )


def _exchange(night: NightContext) -> Outcome:
    """Destroy sealed identities whose time is over; put findings beside their plays."""
    n_forgotten = _unless_it_fails(
        "sealed identities",
        lambda: exchange.forget(
            on=night.at.date(), keys=Path(settings.HOME) / "exchange-keys"
        ),
    )
    if n_forgotten is None:
        return Outcome(
            message="Who told stories could not be destroyed; run seedbed exchange "
            "forget. The log says why."
        )
    n = _unless_it_fails(
        "evidence of plays", lambda: exchange.attach_evidence(on=night.at.date())
    )
    return Outcome(
        counts={"forgotten": n_forgotten, "pilots": n or 0},
        was_done=not (n_forgotten or n),
    )


def _draft(night: NightContext) -> Outcome:
    stands = scheduling.day_status(night.unit_id, night.on)
    if stands is not None and stands.status == "published":
        return Outcome(
            message=f"The day {night.on:%Y-%m-%d} is published and was left as it is.",
            was_done=True,
        )
    card = planning.make_draft(
        unit_id=night.unit_id, on=night.on, seed=night.seed, at=night.at
    )
    return Outcome(
        counts={
            "students": card.n_students,
            "sessions": card.n_sessions,
            "lessons": Lesson.objects.filter(is_active=True).count(),
            "expected_gain": card.expected_gain,
        },
        message=card.note,
        was_done=card.is_kept,
    )


def _verify_inputs(night: NightContext) -> Any:
    stands = scheduling.day_status(night.unit_id, night.on)
    if stands is None:
        return None
    return stands.day_uuid, stands.version, stands.figures.get("inputs_hash")


def _verify(night: NightContext) -> Outcome:
    faults = scheduling.faults_of_day(night.unit_id, night.on)
    binding = [fault for fault in faults if fault.is_binding]
    message = ""
    if binding:
        message = (
            f"The plan breaks {count(len(binding), 'rule')} and cannot be published as "
            f"it is: {binding[0].message}"
        )
    return Outcome(counts={"faults": len(faults)}, message=message)


def _weeks(night: NightContext) -> Outcome:
    """Count the weeks that are over; if that fails, students have a plan still."""
    if programs.is_recorded(unit_id=night.unit_id, on=night.on):
        return Outcome(was_done=True)
    n = _unless_it_fails(
        f"the weeks of {night.unit}",
        lambda: programs.record_weeks(unit_id=night.unit_id, on=night.on, at=night.at),
    )
    if n is None:
        return Outcome(message="The weeks could not be counted; the log says why.")
    return Outcome(counts={"weeks": n}, was_done=not n)


STEPS = (
    Step(name="release_held", run=_release_held, inputs=_held_inputs),
    Step(name="set_up", run=_set_up, inputs=_set_up_inputs),
    Step(name="learner", run=_learner, inputs=None),
    Step(name="snapshot", run=_snapshot, inputs=_snapshot_inputs),
    Step(name="settle", run=_settle, inputs=None),
    Step(name="estimate", run=_estimate, inputs=None),
    Step(name="pilots", run=_pilots, inputs=None),
    Step(name="exchange", run=_exchange, inputs=None),
    Step(name="draft", run=_draft, inputs=None),
    Step(name="verify", run=_verify, inputs=_verify_inputs),
    Step(name="weeks", run=_weeks, inputs=None),
)
