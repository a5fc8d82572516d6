"""Turns the rows of draws and estimates into cards, and cards into rows."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from .cards import (
    ContrastCard,
    DrawCard,
    EffectCard,
    LotteryCard,
    NightDraws,
    ReportCard,
    WayCard,
)
from .models import Draw, EffectEstimate, EffectReport

CELL_FIELDS = tuple(EffectCard.__dataclass_fields__)


def draw_row(
    card: DrawCard, night: NightDraws, *, unit_id: int, on: date, at: datetime
) -> Draw:
    """Return a draw as a row, with all that it takes to make it again."""
    return Draw(
        unit_id=unit_id,
        on=on,
        student_id=card.student_id,
        skill_id=card.skill_id,
        family=card.family,
        ways=[vars(way) for way in card.ways],
        drawn=card.drawn,
        expected=card.expected,
        seed=night.seed,
        tolerance=card.tolerance,
        floor=night.rule.floor,
        drawn_at=at,
    )


def draw_card(row: Any) -> DrawCard:
    """Return a stored draw; a propensity that is missing becomes nan."""
    return DrawCard(
        student_id=row.student_id,
        skill_id=row.skill_id,
        family=row.family,
        ways=tuple(_way(stored) for stored in row.ways),
        drawn=row.drawn,
        expected=row.expected,
        tolerance=row.tolerance,
        is_overridden=row.is_overridden,
        received=row.received,
        passed=row.passed,
    )


def _way(stored: dict[str, Any]) -> WayCard:
    numbers = {
        name: float("nan") if stored.get(name) is None else float(stored[name])
        for name in ("gain", "mean", "sd", "propensity")
    }
    return WayCard(way=int(stored["way"]), **numbers)


def rule_of(row: Any) -> LotteryCard:
    """Return the rule by which a stored draw was made."""
    return LotteryCard(is_on=True, tolerance=row.tolerance, floor=row.floor)


def estimate_row(card: EffectCard, report: EffectReport) -> EffectEstimate:
    """Return one cell as a row."""
    return EffectEstimate(report=report, **asdict(card))


def report_card(row: EffectReport, *, was_done: bool = False) -> ReportCard:
    """Return a stored report with its cells, as they were found. One query."""
    cells = EffectEstimate.objects.filter(report=row).order_by("id")
    return ReportCard(
        as_of=row.as_of,
        counts=row.counts,
        refusal=row.refusal,
        effects=tuple(EffectCard(**values) for values in cells.values(*CELL_FIELDS)),
        contrasts=tuple(ContrastCard(**found) for found in row.contrasts),
        was_done=was_done,
    )
