"""The change and its actors: begun, edited by several people, never overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.stakeholders.cards import CHANNELS, StandingCard
from seedbed.apps.stakeholders.errors import (
    ActorEditedError,
    ActorTakenError,
    UnfinishedMapFormError,
)
from seedbed.apps.stakeholders.models import (
    Actor,
    ActorKind,
    Change,
    Place,
    Standing,
)

from .allowed import led_actor, led_change


@transaction.atomic
def begin_change(
    *,
    form_key: UUID,
    unit_id: int,
    title: str,
    about: str,
    inside_name: str,
    apart_name: str,
    by_id: int,
    at: datetime,
) -> UUID:
    """Begin a change in a unit; a form sent twice begins it once.

    Raises
    ------
    UnfinishedMapFormError
        If it has no title, or a place has no name.
    NotAllowedError
        Unless the account leads the unit.
    """
    permissions.require(
        by_id, RoleKind.LEADER, action="begin a change", unit_id=unit_id
    )
    words = {"a title": title, "the school": inside_name, "the unit": apart_name}
    _refuse_missing([name for name, given in words.items() if not given.strip()])
    made, _is_new = Change.objects.get_or_create(
        form_key=form_key,
        defaults={
            "unit_id": unit_id,
            "title": title.strip(),
            "about": about.strip(),
            "inside_name": inside_name.strip(),
            "apart_name": apart_name.strip(),
            "begun_by_id": by_id,
            "begun_at": at,
        },
    )
    found: UUID = made.uuid
    return found


@dataclass(frozen=True, kw_only=True)
class ActorWords:
    """What an actor's form says; who is not in ``standings`` is not on that map."""

    name: str
    kind: str
    counts_on: str = ""
    brings_to: tuple[int, ...] = ()
    standings: tuple[StandingCard, ...] = ()


@transaction.atomic
def save_actor(
    *,
    change: UUID,
    words: ActorWords,
    by_id: int,
    at: datetime,
    actor_id: int | None = None,
    version: int = 0,
) -> int:
    """Put an actor on the map, or correct one that nobody else corrected meanwhile.

    An actor without a channel is kept; the map then says what is missing.

    Raises
    ------
    UnfinishedMapFormError
        If the name or kind is missing, or a number is out of range.
    ActorTakenError
        If another actor of the change has that name.
    ActorEditedError
        If ``version`` is no longer the newest.
    UnknownChangeError, NotAllowedError
        If there is no such change or actor, or the account does not lead its unit.
    """
    mine = led_change(change, by_id)
    _refuse_missing(_faults_of(words))
    others = Actor.objects.filter(change=mine, removed_at=None).exclude(pk=actor_id)
    known = dict(others.values_list("name", "pk"))
    name = words.name.strip()
    if name.casefold() in {one.casefold() for one in known}:
        raise ActorTakenError(name)
    facts: dict[str, Any] = {
        "name": name,
        "kind": words.kind,
        "counts_on": words.counts_on.strip(),
        "brings_to": sorted(set(words.brings_to) & set(known.values())),
        "edited_by_id": by_id,
        "edited_at": at,
    }
    if actor_id is None:
        actor_id = int(Actor.objects.create(change=mine, **facts).pk)
    else:
        actor = led_actor(change, actor_id, by_id)
        same = Actor.objects.filter(pk=actor.pk, version=version)
        if same.update(version=version + 1, **facts) != 1:
            raise ActorEditedError(actor.name)
    _stand(actor_id, words.standings)
    return actor_id


def _stand(actor_id: int, standings: Sequence[StandingCard]) -> None:
    """Let the rows be what the form says, place by place."""
    gone = Standing.objects.filter(actor_id=actor_id)
    gone.exclude(place__in=[one.place for one in standings]).delete()
    for one in standings:
        low, mode, high = one.salience
        Standing.objects.update_or_create(
            actor_id=actor_id,
            place=one.place,
            defaults={
                "channels": {c.kind: _channel(asdict(c)) for c in one.channels},
                "salience_low": low,
                "salience_mode": mode,
                "salience_high": high,
                "what_changes": one.what_changes.strip(),
            },
        )


def _channel(channel: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in channel.items() if key != "kind"}


def _faults_of(words: ActorWords) -> list[str]:
    """Return what is missing or out of range, in words."""
    missing = []
    if not words.name.strip():
        missing.append("a name")
    if words.kind not in ActorKind.values:
        missing.append("a kind from the list")
    for one in words.standings:
        shares = [
            value
            for channel in one.channels
            for value in (channel.share, channel.substitutability)
        ]
        is_known = one.place in Place.values and {
            channel.kind for channel in one.channels
        } <= set(CHANNELS)
        if not is_known or not all(0.0 <= v <= 1.0 for v in (*shares, *one.salience)):
            missing.append("every share from 0 to 100 %")
        if list(one.salience) != sorted(one.salience):
            missing.append("how much it matters from least to most")
    return missing


def _refuse_missing(missing: list[str]) -> None:
    if missing:
        raise UnfinishedMapFormError(missing)


@transaction.atomic
def remove_actor(*, change: UUID, actor_id: int, by_id: int, at: datetime) -> None:
    """Take an actor off both maps; what was said stays on record.

    Raises
    ------
    UnknownChangeError, NotAllowedError
        If there is no such actor, or the account does not lead the unit.
    """
    actor = led_actor(change, actor_id, by_id)
    Actor.objects.filter(pk=actor.pk).update(removed_at=at, edited_by_id=by_id)


@transaction.atomic
def share_out(*, change: UUID, place: str, channel: str, by_id: int) -> int:
    """Stretch the shares of one kind of channel on one map so that they add up to 1.

    Returns how many actors have a share of it.

    Raises
    ------
    UnknownChangeError, NotAllowedError
        If there is no such change, or the account does not lead its unit.
    """
    mine = led_change(change, by_id)
    rows = list(
        Standing.objects.filter(
            actor__change=mine, actor__removed_at=None, place=place
        ).order_by("pk")
    )
    holders = [row for row in rows if row.channels.get(channel, {}).get("share", 0) > 0]
    total = sum(row.channels[channel]["share"] for row in holders)
    for row in holders:
        row.channels[channel]["share"] = row.channels[channel]["share"] / total
        row.save(update_fields=["channels"])
    return len(holders)
