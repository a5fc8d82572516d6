"""The call: where a change will live, on which forecasts, and what became of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from seedbed.apps.stakeholders import queries
from seedbed.apps.stakeholders.cards import MapCard, PlaceCard
from seedbed.apps.stakeholders.errors import (
    EndingKnownError,
    MapNotReadableError,
    NoReasonForCallError,
    UnfinishedMapFormError,
)
from seedbed.apps.stakeholders.models import (
    CallChoice,
    ChangeCall,
    ChangeEnding,
    Place,
    SupportForecast,
)

from .allowed import led_change


@transaction.atomic
def record_call(
    *,
    form_key: UUID,
    change: UUID,
    choice: str,
    reason: str,
    review_on: date | None,
    on: date,
    seed: int,
    by_id: int,
    at: datetime,
) -> bool:
    """Record where a change will live and why; return False if it was before.

    What both maps say at this moment is kept beside it, to be scored later. To find
    out more first, no map need be readable; for a place, its map must be.

    Raises
    ------
    NoReasonForCallError
        If the choice, the reason, or a later day to look again is missing.
    MapNotReadableError
        If the map of the chosen place cannot be read.
    UnknownChangeError, NotAllowedError
        If there is no such change, or the account does not lead its unit.
    """
    mine = led_change(change, by_id)
    is_whole = choice in CallChoice.values and reason.strip()
    if not is_whole or review_on is None or review_on <= on:
        raise NoReasonForCallError
    if ChangeCall.objects.filter(form_key=form_key).exists():
        return False
    card = queries.map_card(queries.change_card(change), seed=seed)
    needed = {"inside": "inside", "consent": "inside", "apart": "apart"}.get(choice)
    for place in (card.inside, card.apart):
        if place.place == needed and place.numbers is None:
            raise MapNotReadableError(place.name)
    kept = {
        place.place: _keep(mine.pk, card, place, seed=seed, by_id=by_id, at=at)
        for place in (card.inside, card.apart)
        if place.numbers is not None
    }
    ChangeCall.objects.create(
        form_key=form_key,
        change=mine,
        choice=choice,
        rule_said=card.inside.call,
        reason=reason.strip(),
        review_on=review_on,
        inside=kept.get("inside"),
        apart=kept.get("apart"),
        by_id=by_id,
        at=at,
    )
    return True


def _keep(
    change_id: int,
    card: MapCard,
    place: PlaceCard,
    *,
    seed: int,
    by_id: int,
    at: datetime,
) -> SupportForecast:
    """Keep what the map of one place says now, with the map itself."""
    numbers = dict(place.numbers or {})
    made: SupportForecast = SupportForecast.objects.create(
        change_id=change_id,
        place=place.place,
        seed=seed,
        actors=[one.as_json() for one in queries.on_map(card.actors, place.place)],
        p_stopped=numbers["p_stopped"],
        reading=numbers | {"call": place.call},
        by_id=by_id,
        at=at,
    )
    return made


@transaction.atomic
def record_ending(
    *,
    change: UUID,
    place: str,
    on: date,
    was_stopped: bool,
    what: str,
    by_id: int,
    at: datetime,
) -> None:
    """Record what became of a change in a place; forecasts are scored by it.

    Raises
    ------
    UnfinishedMapFormError
        If the place is unknown, it is not said what happened, or the day has not come.
    EndingKnownError
        If it was recorded before.
    UnknownChangeError, NotAllowedError
        If there is no such change, or the account does not lead its unit.
    """
    mine = led_change(change, by_id)
    if place not in Place.values or not what.strip():
        raise UnfinishedMapFormError(["the place, and what happened there"])
    if on > at.date() + timedelta(days=1):
        raise UnfinishedMapFormError(["a day that has come"])
    _row, is_new = ChangeEnding.objects.get_or_create(
        change=mine,
        place=place,
        defaults={
            "on": on,
            "was_stopped": was_stopped,
            "what": what.strip(),
            "by_id": by_id,
            "at": at,
        },
    )
    if not is_new:
        raise EndingKnownError
