"""Writes of the trials app: draws logged, marked, settled, and read. Each is atomic."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts import queries as accounts
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.evidence.slips import exit_slips
from seedbed.apps.rosters.models import Student
from seedbed.lib.errors import SeedbedError

from . import bridge
from .cards import LotteryCard, NightDraws, ReportCard, SeatRow
from .errors import LotteryRuleError
from .models import Draw, EffectEstimate, EffectReport, LotteryRule
from .moments import days_over
from .stored import draw_card, draw_row, estimate_row, report_card

BATCH = 2_000
#: Answers that arrive later than this many days after the lesson change no draw.
LATE_DAYS = 7
NOT_TAUGHT = -1


class _Outcome(NamedTuple):
    """What became of a draw; the fields are those of its row."""

    received: int
    passed: bool | None
    is_overridden: bool
    settled_at: datetime


@transaction.atomic
def set_lottery(
    *,
    unit_id: int,
    is_on: bool,
    tolerance: float,
    floor: float,
    by_id: int,
    at: datetime,
) -> LotteryCard:
    """Say how a unit's lottery goes from the next draft on.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    LotteryRuleError
        If a number lies outside its range.
    """
    permissions.require(
        by_id, RoleKind.LEADER, action="change the lottery", unit_id=unit_id
    )
    for name, found, (low, high) in (
        ("the tolerance", tolerance, bridge.TOLERANCES),
        ("the least chance of a way", floor, bridge.FLOORS),
    ):
        if not low <= found <= high:
            raise LotteryRuleError(name, found, low, high)
    LotteryRule.objects.update_or_create(
        unit_id=unit_id,
        defaults={
            "is_on": is_on,
            "tolerance": tolerance,
            "floor": floor,
            "changed_by_id": by_id,
            "changed_at": at,
        },
    )
    return LotteryCard(is_on=is_on, tolerance=tolerance, floor=floor)


@transaction.atomic
def log_draws(*, unit_id: int, on: date, night: NightDraws, at: datetime) -> int:
    """Log the draws of a unit's day in place of those of an earlier draft.

    A draw that an adult has overridden stays as it is: it is part of what happened.
    Returns how many were logged.
    """
    earlier = Draw.objects.filter(unit_id=unit_id, on=on)
    earlier.filter(is_overridden=False).delete()
    spoken = set(earlier.values_list("student_id", "skill_id"))
    rows = [
        draw_row(card, night, unit_id=unit_id, on=on, at=at)
        for card in night.draws
        if (card.student_id, card.skill_id) not in spoken
    ]
    Draw.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


@transaction.atomic
def mark_overridden(
    *, unit_id: int, on: date, student_id: int, skill_ids: Collection[int]
) -> int:
    """Mark the draws that an adult's change of a student's day touches."""
    touched = Draw.objects.filter(
        unit_id=unit_id, on=on, student_id=student_id, skill_id__in=skill_ids
    )
    return int(touched.update(is_overridden=True))


@transaction.atomic
def settle(
    *, unit_id: int, before: date, seats: Iterable[SeatRow], at: datetime
) -> dict[str, int]:
    """Write what became of the draws of days that are over; safe to repeat.

    ``seats`` are those that stood on the published days of ``queries.unsettled_days``.
    Draws of the last week without an exit slip are looked at again, since answers may
    arrive late. Returns how many draws were settled and how many slips were found.
    """
    zone = ZoneInfo(accounts.current_system().time_zone)
    rows = list(_waiting(unit_id, days_over(before, at=at, zone=zone)))
    slips = exit_slips(
        unit_id,
        {row.on for row in rows},
        skill_ids={row.skill_id for row in rows},
        zone=zone,
    )
    taken: dict[tuple[int, int, date], list[SeatRow]] = defaultdict(list)
    for seat in seats:
        taken[seat.student_id, seat.skill_id, seat.on].append(seat)
    counts: Counter[str] = Counter(settled=0, slips=0)
    outcomes: dict[_Outcome, list[int]] = defaultdict(list)
    for row in rows:
        key = (row.student_id, row.skill_id, row.on)
        slip = slips.get(key)
        if row.settled_at is not None and slip is None:
            continue
        if row.settled_at is None:
            _receive(row, taken.get(key, []))
            row.settled_at = at
            counts["settled"] += 1
        if row.received != NOT_TAUGHT:
            row.passed = slip
            counts["slips"] += slip is not None
        outcomes[_Outcome(*(getattr(row, f) for f in _Outcome._fields))].append(row.pk)
    _write(outcomes)
    return dict(counts)


def _write(outcomes: Mapping[_Outcome, Sequence[int]]) -> None:
    """Write each outcome to its draws: a few dozen outcomes, thousands of draws."""
    for outcome, ids in outcomes.items():
        for start in range(0, len(ids), BATCH):
            chunk = Draw.objects.filter(pk__in=ids[start : start + BATCH])
            chunk.update(**outcome._asdict())


def _waiting(unit_id: int, before: date) -> Any:
    """Return the draws that are not settled, or still wait for an exit slip."""
    recent = Q(on__gte=before - timedelta(days=LATE_DAYS))
    waits = Q(passed=None) & recent & Q(received__gt=NOT_TAUGHT)
    rows = Draw.objects.filter(unit_id=unit_id, on__lt=before)
    return rows.filter(Q(settled_at=None) | waits).order_by("id")


def _receive(row: Any, seats: list[SeatRow]) -> None:
    """Write the way in which a skill was learnt on the day.

    An adult's seat speaks first, then the drawn way, then whatever else was planned.
    """
    decided = [seat.way for seat in seats if seat.is_by_adult]
    ways = [*decided, *(seat.way for seat in seats)]
    is_drawn = not decided and row.drawn in ways
    row.received = row.drawn if is_drawn else next(iter(ways), NOT_TAUGHT)
    row.is_overridden = row.is_overridden or bool(decided)


@transaction.atomic
def estimate(*, unit_id: int, at: datetime) -> ReportCard | None:
    """Read what a unit's settled draws say, and keep it; None while there is none.

    The same draws as before keep the report that stands. Draws whose propensities
    cannot be weighed are left out and counted; where what was drawn contradicts the
    log, nothing is estimated and the report says so.
    """
    rows = Draw.objects.filter(unit_id=unit_id).exclude(settled_at=None)
    draws = [draw_card(row) for row in rows.order_by("on", "student_id", "skill_id")]
    if not draws:
        return None
    hashed = bridge.fingerprint(draws)
    latest = EffectReport.objects.filter(unit_id=unit_id).order_by("-as_of").first()
    if latest is not None and latest.inputs_hash == hashed:
        return report_card(latest, was_done=True)
    refused = bridge.refusals(draws)
    left_out = {one.position for one in refused}
    kept = [card for n, card in enumerate(draws) if n not in left_out]
    counts = Counter(n_draws=len(draws), n_trials=len(kept))
    counts.update(one.cause for one in refused)
    grades = dict(Student.objects.filter(unit_id=unit_id).values_list("id", "grade"))
    refusal, found = "", None
    try:
        found = bridge.estimate(kept, grade_of=grades) if kept else None
    except SeedbedError as error:
        refusal = str(error)
    EffectReport.objects.filter(unit_id=unit_id, as_of=at).delete()
    report = EffectReport.objects.create(
        unit_id=unit_id,
        as_of=at,
        inputs_hash=hashed,
        counts={**counts, **(found.counts if found else {})},
        refusal=refusal,
        contrasts=[asdict(one) for one in found.contrasts] if found else [],
    )
    if found is not None:
        EffectEstimate.objects.bulk_create(
            [estimate_row(cell, report) for cell in found.cells], batch_size=BATCH
        )
    return report_card(report)
