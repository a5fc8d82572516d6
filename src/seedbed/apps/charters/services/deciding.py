"""Notes decisions about a unit, and who really took them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from seedbed.apps.charters.errors import EmptyDecisionError, UnknownCharterError
from seedbed.apps.charters.fields import DOMAINS
from seedbed.apps.charters.models import DecidedBy, UnitDecision
from seedbed.apps.charters.permissions import require_writer

from .finding import find_charter

_WHAT_LENGTH = 300
_WHO_LENGTH = 200


@transaction.atomic
def note_decision(
    *,
    token: UUID,
    charter: UUID,
    decided_on: date,
    on: date,
    domain: str,
    what: str,
    decided_by: str,
    by_id: int,
    at: datetime,
    who: str = "",
) -> None:
    """Write a decision down with who really took it; once for each ``token``.

    ``on`` is today.

    Raises
    ------
    NotAllowedError, UnknownCharterError
        If the account may not, or there is no such charter or domain.
    EmptyDecisionError
        If it has no words, or is of a day to come.
    """
    found = find_charter(charter)
    if domain not in DOMAINS:
        raise UnknownCharterError(domain)
    require_writer(found, by_id, "write decisions down")
    if not what.strip() or decided_on > on:
        raise EmptyDecisionError(decided_on)
    if UnitDecision.objects.filter(token=token).exists():
        return
    UnitDecision.objects.create(
        token=token,
        charter=found,
        on=decided_on,
        domain=domain,
        what=what.strip()[:_WHAT_LENGTH],
        decided_by=DecidedBy(decided_by),
        who=who.strip()[:_WHO_LENGTH],
        noted_by_id=by_id,
        noted_at=at,
    )
