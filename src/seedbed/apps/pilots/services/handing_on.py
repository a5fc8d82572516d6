"""Hands on what a pilot does to groups to the maps of who can carry a change.

A leader says once who speaks for each group; every later look writes itself there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.pilots.cards import LookCard
from seedbed.apps.pilots.errors import NoGroupToHandOnError, UnknownPilotError
from seedbed.apps.pilots.models import EntryKind, JournalEntry, Pilot
from seedbed.apps.pilots.stored import look_card
from seedbed.apps.stakeholders import queries as stakeholders
from seedbed.apps.stakeholders import services as maps
from seedbed.apps.stakeholders.cards import SpeakerCard


@transaction.atomic
def hand_on_effects(
    *,
    pilot: UUID,
    change: UUID,
    speakers: Mapping[str, int],
    by_id: int,
    at: datetime,
) -> int:
    """Put the effects of the latest look on a map; return how many are new there.

    Effects are in standard deviations of the pilot's measure. From now on every look
    hands on what it finds for these groups.

    Parameters
    ----------
    speakers
        By group of the pilot, the actor of the change who speaks for it.

    Raises
    ------
    NoGroupToHandOnError
        If no group is named, or one of which the latest look shows nothing.
    UnknownPilotError, UnknownChangeError, NotAllowedError
        If there is none, or the account does not lead the unit.
    """
    found = Pilot.objects.filter(uuid=pilot).first()
    if found is None:
        raise UnknownPilotError(pilot)
    permissions.require(
        by_id,
        RoleKind.LEADER,
        action="put a pilot's effects on a map",
        unit_id=found.unit_id,
    )
    shown = effects_of(_latest_look(found))
    unknown = sorted(set(speakers) - set(shown))
    if unknown or not speakers:
        raise NoGroupToHandOnError(found.name, unknown)
    before = {
        one.group: one
        for one in stakeholders.speakers_of(pilot)
        if one.change == change
    }
    return sum(
        _note(
            found,
            shown[group],
            before.get(group),
            group=group,
            change=change,
            actor_id=actor_id,
            by_id=by_id,
            at=at,
        )
        for group, actor_id in speakers.items()
    )


def hand_on_look(pilot: Pilot, look: LookCard, *, by_id: int, at: datetime) -> int:
    """Put a new look on the maps where its groups have speakers; return how many."""
    shown = effects_of(look)
    return sum(
        _note(
            pilot,
            shown[one.group],
            one,
            group=one.group,
            change=one.change,
            actor_id=one.actor_id,
            by_id=by_id,
            at=at,
        )
        for one in stakeholders.speakers_of(pilot.uuid)
        if one.group in shown
    )


def effects_of(look: LookCard | None) -> dict[str, tuple[float, float]]:
    """Return by group the effect and its standard error, in standard deviations.

    Groups that are too small to show, and looks that noted no deviation, have none.
    """
    if look is None or not look.spread:
        return {}
    return {
        row["name"]: (
            row["effect"] / look.spread,
            row["standard_error"] / look.spread,
        )
        for row in look.subgroups
        if row["effect"] is not None and row.get("standard_error")
    }


def _latest_look(pilot: Pilot) -> LookCard | None:
    looks = JournalEntry.objects.filter(pilot=pilot, kind=EntryKind.LOOK)
    latest = looks.order_by("-number").first()
    return look_card(latest.content) if latest else None


def _note(
    pilot: Pilot,
    found: tuple[float, float],
    before: SpeakerCard | None,
    *,
    group: str,
    change: UUID,
    actor_id: int,
    by_id: int,
    at: datetime,
) -> bool:
    """Note one effect unless it stands there; the one before makes its key."""
    effect, error = found
    if before and (before.actor_id, before.effect) == (actor_id, effect):
        return False
    key = f"{change} {group} {before.noted if before else 0}"
    return maps.note_effect(
        form_key=uuid5(pilot.uuid, key),
        change=change,
        actor_id=actor_id,
        group=group,
        effect=effect,
        standard_error=error,
        source=pilot.name,
        pilot=pilot.uuid,
        by_id=by_id,
        at=at,
    )
