"""Plays that are being written: kept as typed for their writer alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.accounts.permissions import require
from seedbed.apps.accounts.queries import account_card
from seedbed.apps.exchange import makings, places
from seedbed.apps.exchange.cards import ChosenParts
from seedbed.apps.exchange.models import PlayDraft


@transaction.atomic
def keep_draft(
    *,
    token: UUID,
    words: Mapping[str, Any],
    by_id: int,
    at: datetime,
    of: UUID | None = None,
    grown_from: UUID | None = None,
) -> None:
    """Keep what somebody typed of a play; nobody else can read it.

    Raises
    ------
    NotAllowedError
        If the account leads no unit.
    """
    require(by_id, RoleKind.LEADER, action="write a play")
    PlayDraft.objects.update_or_create(
        token=token,
        by_id=by_id,
        defaults={
            "words": dict(words),
            "of": of,
            "grown_from": grown_from,
            "saved_at": at,
        },
    )


@transaction.atomic
def drop_draft(*, token: UUID, by_id: int) -> bool:
    """Throw a draft away; tell whether there was one."""
    n_deleted, _by_table = PlayDraft.objects.filter(token=token, by_id=by_id).delete()
    return n_deleted > 0


def gather_parts(
    *, chosen: ChosenParts, unit_id: int, by_id: int, language: str = "en"
) -> dict[str, Any]:
    """Return what others take over with a click, from what a unit has; saves nothing.

    Raises
    ------
    NotAllowedError
        If the account does not lead the unit.
    UnknownLessonsError, UnknownCharterError
        If a lesson or the charter is not there.
    """
    require(by_id, RoleKind.LEADER, action="write a play", unit_id=unit_id)
    names = places.names_here(places.network_id()) if chosen.charter else ()
    return makings.gathered(
        chosen,
        unit_id=unit_id,
        account=account_card(by_id),
        names=names,
        language=language,
    )
