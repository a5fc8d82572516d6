"""Finds what a leader writes about, or refuses."""

from __future__ import annotations

from uuid import UUID

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.stakeholders.errors import UnknownChangeError
from seedbed.apps.stakeholders.models import Actor, Change

_ACTION = "work on a value network"


def known_change(uuid: UUID) -> Change:
    """Return a change of the system.

    Raises
    ------
    UnknownChangeError
        If there is none.
    """
    found = Change.objects.filter(uuid=uuid).first()
    if found is None:
        raise UnknownChangeError(uuid)
    change: Change = found
    return change


def led_change(uuid: UUID, by_id: int) -> Change:
    """Return a change of a unit that the account leads.

    Raises
    ------
    UnknownChangeError, NotAllowedError
        If there is none, or the account does not lead its unit.
    """
    found = known_change(uuid)
    permissions.require(by_id, RoleKind.LEADER, action=_ACTION, unit_id=found.unit_id)
    return found


def led_actor(change: UUID, actor_id: int, by_id: int) -> Actor:
    """Return an actor of such a change that is still on a map.

    Raises
    ------
    UnknownChangeError, NotAllowedError
        If there is none, or the account does not lead the unit.
    """
    mine = led_change(change, by_id)
    found = Actor.objects.filter(change=mine, pk=actor_id, removed_at=None).first()
    if found is None:
        raise UnknownChangeError(actor_id)
    actor: Actor = found
    return actor
