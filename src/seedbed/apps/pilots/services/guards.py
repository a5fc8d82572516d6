"""What each write of a pilot asks first: does it exist, who may, is it the moment."""

from __future__ import annotations

from uuid import UUID

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.pilots.cards import Registration
from seedbed.apps.pilots.errors import (
    PilotClosedError,
    PilotNotRegisteredError,
    UnfinishedRegistrationError,
    UnknownPilotError,
)
from seedbed.apps.pilots.models import Pilot, PilotCluster
from seedbed.apps.pilots.stored import registration_of


def led(uuid: UUID, by_id: int, action: str) -> Pilot:
    """Return a pilot that has not ended, for somebody who may do this to it."""
    return open_for(uuid, by_id, action, RoleKind.LEADER)


def open_for(uuid: UUID, by_id: int, action: str, *kinds: RoleKind) -> Pilot:
    """Return a pilot that has not ended, for somebody with one of the roles.

    Raises
    ------
    PilotClosedError, NotAllowedError, UnknownPilotError
        If it has ended, the account may not, or there is none.
    """
    found = Pilot.objects.filter(uuid=uuid).first()
    if found is None:
        raise UnknownPilotError(uuid)
    permissions.require(by_id, *kinds, action=action, unit_id=found.unit_id)
    if found.closed_at is not None:
        raise PilotClosedError(found.name)
    pilot: Pilot = found
    return pilot


def promised(pilot: Pilot, action: str) -> Registration:
    """Return what a pilot promises, or refuse where nothing is promised yet."""
    found = registration_of(pilot)
    if found is None:
        raise PilotNotRegisteredError(pilot.name, action)
    return found


def check(registration: Registration, *more: str) -> None:
    """Refuse a registration that lacks something, or what ``more`` names."""
    missing = [*registration.missing(), *more]
    if missing:
        raise UnfinishedRegistrationError(missing)


def is_drawn(pilot: Pilot) -> bool:
    """Tell whether the arms are drawn."""
    return PilotCluster.objects.filter(pilot=pilot).exclude(arm="").exists()
