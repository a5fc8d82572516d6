"""The demo in numbers: the snapshot beside the truth, the plan beside others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from seedbed.apps.accounts.cards import SystemCard
from seedbed.apps.accounts.queries import unit_card
from seedbed.apps.mastery.queries import latest_snapshot
from seedbed.apps.scheduling.models import SchoolDay, Seat, Session
from seedbed.cli.plans import plan_line
from seedbed.lib.modalities import Modality

from . import truth


@dataclass(frozen=True, kw_only=True)
class StepTime:
    """One step of the build, how long it took and what it made."""

    name: str
    seconds: float
    note: str


@dataclass(frozen=True, kw_only=True)
class SnapshotFigures:
    """One unit's latest snapshot, judged against the truth (empty without one)."""

    unit: str
    judgements: dict[str, truth.Judgement]


@dataclass(frozen=True, kw_only=True)
class DemoSummary:
    """One screen of numbers about the demo.

    Each plan is what ``cli.plans.plan_line`` says of a stored day, with ``n_sessions``
    and ``n_study``: students who have a block of supervised study. ``family_link`` is
    the address, without the server, that opens one student's family pages.
    """

    system: str
    steps: tuple[StepTime, ...]
    snapshots: tuple[SnapshotFigures, ...]
    plans: tuple[dict[str, Any], ...]
    family_link: str = ""


def summarise(
    system: SystemCard,
    *,
    units: tuple[int, ...],
    days: tuple[date, ...],
    at: datetime,
    steps: tuple[StepTime, ...] = (),
    family_link: str = "",
) -> DemoSummary:
    """Return the numbers of the demo's units and days. Inside ``system_context``."""
    return DemoSummary(
        system=system.name,
        steps=steps,
        snapshots=tuple(_snapshot(system, unit_id) for unit_id in units),
        plans=tuple(
            _plan(day, at)
            for day in SchoolDay.objects.filter(
                unit_id__in=units, on__in=days
            ).order_by("on", "unit_id")
        ),
        family_link=family_link,
    )


def _snapshot(system: SystemCard, unit_id: int) -> SnapshotFigures:
    known = truth.load(str(system.uuid))
    snapshot = latest_snapshot(unit_id)
    judgements = truth.judge(known, snapshot) if known and snapshot else {}
    return SnapshotFigures(unit=unit_card(unit_id).name, judgements=judgements)


def _plan(day: SchoolDay, at: datetime) -> dict[str, Any]:
    in_study = Seat.objects.filter(day=day, modality=Modality.STUDY)
    return {
        **(plan_line(day.unit_id, day.on, at=at) or {}),
        "n_sessions": Session.objects.filter(day=day).count(),
        "n_study": in_study.values("student_id").distinct().count(),
    }
