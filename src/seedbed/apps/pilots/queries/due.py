"""Which pilots wait for somebody: a look, a week's note, a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Subquery

from seedbed.apps.pilots.cards import PilotCard, Registration
from seedbed.apps.pilots.models import Pilot, PilotCycle
from seedbed.apps.pilots.moments import look_on, looks_until, monday

from .reading import cards_of

#: Verdicts that ask for a decision.
_CLEAR = ("double down", "abandon")
_FRIDAY = 4


@dataclass(frozen=True, kw_only=True)
class DueRow:
    """One thing that a pilot waits for: decision, board, look, plan or study."""

    pilot: UUID
    name: str
    what: str
    since: date


def due(unit_id: int, on: date) -> tuple[DueRow, ...]:
    """Return what the running pilots of a unit wait for on a day. Two queries.

    Each pilot has one row, what matters most.
    """
    week = PilotCycle.objects.filter(pilot_id=OuterRef("pk"), week_on=monday(on))
    rows = list(
        Pilot.objects.filter(unit_id=unit_id, closed_at=None, starts_on__lte=on)
        .exclude(registered_at=None)
        .annotate(
            measured=Max("members__outcomes__look"),
            has_week=Exists(week),
            studied_at=Subquery(week.values("studied_at")[:1]),
        )
        .order_by("pk")
    )
    if not rows:
        return ()
    studied = {row.uuid: row.studied_at for row in rows if row.has_week}
    found = []
    for row, card in zip(rows, cards_of(rows, with_people=False), strict=True):
        if card.status == "running":
            what = _what(card, on, row.measured or 0, studied)
            if what:
                found.append(what)
    return tuple(found)


def _what(
    card: PilotCard, on: date, n_measured: int, studied: dict[UUID, object]
) -> DueRow | None:
    promise = card.registration
    if promise is None:
        return None
    is_clear = card.latest is not None and card.latest.decision in _CLEAR
    waits_for = (
        ("decision", promise.decision_on),
        ("board", promise.board_review_on),
        ("decision", on if is_clear else None),
        ("look", _look_due(card, promise, on, n_measured)),
        ("plan", None if card.uuid in studied else monday(on)),
        ("study", on if _is_unstudied(card, on, studied) else None),
    )
    for what, since in waits_for:
        if since is not None and since <= on:
            return DueRow(pilot=card.uuid, name=card.name, what=what, since=since)
    return None


def _look_due(
    card: PilotCard, promise: Registration, on: date, n_measured: int
) -> date | None:
    """Return the day of the first look that has no outcome yet, if it has passed."""
    if n_measured >= looks_until(card.starts_on, promise.n_looks, on):
        return None
    return look_on(card.starts_on, n_measured + 1)


def _is_unstudied(card: PilotCard, on: date, studied: dict[UUID, object]) -> bool:
    return on.weekday() >= _FRIDAY and studied.get(card.uuid, on) is None
