"""Everything the plan page shows about one unit's day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from seedbed.apps.accounts.models import Account, Unit
from seedbed.apps.evidence import queries as evidence
from seedbed.apps.scheduling.cards import Choice, Decision, OpenTally, PlanReview
from seedbed.apps.scheduling.errors import NoDayError
from seedbed.apps.scheduling.kept_days import KeptDay, kept_day
from seedbed.apps.scheduling.models import DayStatus
from seedbed.apps.scheduling.open_decisions import MUST, REPAIR
from seedbed.apps.scheduling.repairing import repaired


def plan_review(unit_id: int, on: date, *, at: datetime) -> PlanReview:
    """Return the whole plan page of one day, verified as it stands now. Three queries.

    At most 37 where something changed since it was last asked for, and 31 more where an
    adult is out: a repair is worked out, so that its consequences are seen before
    anyone decides.

    Without a plan for the date the status is ``none`` and everything is empty.
    """
    try:
        kept = kept_day(unit_id, on)
    except NoDayError:
        return _nothing(unit_id, on, at)
    row, material = kept.day.row, kept.day.problem.material
    students = material.people.students
    fairness, live_median = kept.fairness
    decisions: tuple[Decision, ...] = ()
    if row.status == DayStatus.DRAFT:
        decisions = _with_repair(kept)
    n_home = sum(s.is_home for s in students)
    return PlanReview(
        unit_id=unit_id,
        unit=material.frame.unit,
        on=on,
        status=row.status,
        origin=row.origin,
        note=row.note,
        version=row.version,
        made_at=row.made_at,
        published_at=row.published_at,
        published_by=_name_of(row.published_by_id),
        n_students=len(students),
        n_staff=sum(not s.is_out for s in material.frame.staff),
        n_attempts=kept.n_attempts,
        n_hub=len(students) - n_home,
        n_home=n_home,
        late_sources=_late_sources(at),
        figures=row.figures,
        decisions=decisions,
        checks=kept.checks,
        load=kept.load,
        limits=kept.limits,
        fairness=fairness,
        live_median=live_median,
    )


def open_tally(unit_id: int, on: date) -> OpenTally | None:
    """Return how many decisions of a draft wait, None where there is no draft.

    One query; at most 33 where something changed since the day was last asked for, and
    two where there is no plan. Whether it breaks a rule is asked of the day as it
    stands, but no repair is worked out.
    """
    try:
        kept = kept_day(unit_id, on)
    except NoDayError:
        return None
    if kept.day.row.status != DayStatus.DRAFT:
        return None
    n_must = sum(decision.severity == MUST for decision in kept.decisions)
    return OpenTally(
        n_students=len(kept.day.problem.material.people.students),
        n_must=n_must,
        n_look=len(kept.decisions) - n_must,
    )


def _with_repair(kept: KeptDay) -> tuple[Decision, ...]:
    """Say what a repair would change, where an adult is out, before anyone decides."""
    decisions = kept.decisions
    if not any(d.kind == "absence" for d in decisions):
        return decisions
    card = repaired(kept.day.row.unit_id, kept.day.row.on).card
    facts = {
        "n_moved": card.n_moved,
        "n_others_moved": card.n_others_moved,
        "delta_gain": card.delta_gain,
    }
    offered = replace(REPAIR, data=facts) if not card.n_faults else None
    return tuple(
        replace(d, choices=tuple(_offered(d.choices, offered)))
        if d.kind == "absence"
        else d
        for d in decisions
    )


def _offered(choices: tuple[Choice, ...], repair: Choice | None) -> Iterator[Choice]:
    """Yield the choices with the repair as it would come out; without it if unsafe."""
    for choice in choices:
        if choice.value != REPAIR.value:
            yield choice
        elif repair is not None:
            yield repair


def _nothing(unit_id: int, on: date, at: datetime) -> PlanReview:
    return PlanReview(
        unit_id=unit_id,
        unit=Unit.objects.get(pk=unit_id).name,
        on=on,
        status="none",
        origin="",
        note="",
        version=0,
        made_at=None,
        published_at=None,
        published_by="",
        n_students=0,
        n_staff=0,
        n_attempts=0,
        n_hub=0,
        n_home=0,
        late_sources=_late_sources(at),
        figures={},
        decisions=(),
        checks=(),
        load=(),
        limits=(),
        fairness=(),
        live_median=0.0,
    )


def _name_of(account_id: int | None) -> str:
    if account_id is None:
        return ""
    account = Account.objects.select_related("person").get(pk=account_id)
    return account.person.name


def _late_sources(at: datetime) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "name": source.name,
            "age_hours": source.age_hours,
            "last_received_at": source.last_received_at,
        }
        for source in evidence.sources(at)
        if source.is_late
    )
