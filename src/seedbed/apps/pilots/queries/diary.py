"""The open diary: what anybody of the system may read of a pilot, without names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from seedbed.apps.pilots import bridge
from seedbed.apps.pilots.cards import CycleCard, DiaryCard
from seedbed.apps.pilots.errors import UnknownPilotError
from seedbed.apps.pilots.models import Pilot
from seedbed.apps.pilots.stored import names_in

from .pilots import cycles_of


def diaries(*, unit_id: int | None = None) -> tuple[DiaryCard, ...]:
    """Return the pilots that opened a week or run, newest first. One query.

    ``unit_id`` leaves only those of one unit.
    """
    rows = _registered().filter(Q(n_open__gt=0) | Q(closed_at=None))
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    return tuple(_card(row) for row in rows.order_by("-starts_on", "-pk"))


def diary(pilot: UUID) -> tuple[DiaryCard, tuple[CycleCard, ...]]:
    """Return a pilot and the weeks that its team opened, newest first. Three queries.

    Names of its students, numbers, addresses and dates are taken out of the words.

    Raises
    ------
    UnknownPilotError
        If this system has no such pilot, or it is not registered.
    """
    found = _registered().filter(uuid=pilot).first()
    if found is None:
        raise UnknownPilotError(pilot)
    names, card = names_in(pilot), _card(found)
    weeks = _opened(cycles_of(found), names)
    return replace(card, aim=bridge.without_names(card.aim, names)), weeks


def told_weeks(pilot: UUID, weeks: Sequence[CycleCard]) -> tuple[CycleCard, ...]:
    """Return those of a pilot's weeks that its team opened, as ``diary``. One query."""
    return _opened(weeks, names_in(pilot))


def _opened(
    weeks: Sequence[CycleCard], names: Collection[str]
) -> tuple[CycleCard, ...]:
    return tuple(_without_names(one, names) for one in weeks if one.is_public)


def _registered() -> QuerySet[Any]:
    """Return the pilots that promise something, with the number of open weeks."""
    rows: QuerySet[Any] = Pilot.objects.select_related("unit").annotate(
        n_open=Count("cycles", filter=Q(cycles__is_public=True))
    )
    registered: QuerySet[Any] = rows.exclude(registered_at=None)
    return registered


def _without_names(week: CycleCard, names: Collection[str]) -> CycleCard:
    return replace(
        week,
        aim=bridge.without_names(week.aim, names),
        change_idea=bridge.without_names(week.change_idea, names),
        prediction=bridge.without_names(week.prediction, names),
        happened=bridge.without_names(week.happened, names),
        next_test=bridge.without_names(week.next_test, names),
    )


def _card(row: Any) -> DiaryCard:
    return DiaryCard(
        uuid=row.uuid,
        unit_id=row.unit_id,
        unit=row.unit.name,
        name=row.name,
        aim=row.aim,
        starts_on=row.starts_on,
        has_ended=row.closed_at is not None,
        n_open=row.n_open,
    )
