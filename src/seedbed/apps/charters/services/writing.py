"""Begins charters and writes their sections. No version is ever lost or replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from seedbed.apps.accounts import permissions as accounts
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.charters.checks import cleaned
from seedbed.apps.charters.errors import CharterStateError, UnknownCharterError
from seedbed.apps.charters.fields import BY_KEY
from seedbed.apps.charters.models import (
    Charter,
    CharterSection,
    CharterState,
    Waiver,
    WaiverState,
)
from seedbed.apps.charters.permissions import require_writer

from .finding import find_charter
from .waivers import switch

_NAME_LENGTH = 200
#: Writers at the same moment; each tries the next number.
_TRIES = 5


@dataclass(frozen=True, kw_only=True)
class Saved:
    """The version that was saved; ``is_beside`` if a newer one had not been seen."""

    number: int
    is_beside: bool


@transaction.atomic
def begin_charter(
    *,
    token: UUID,
    name: str,
    by_id: int,
    at: datetime,
    law: str = "",
    pocket: str = "",
    unit_id: int | None = None,
    content: Mapping[str, Mapping[str, Any]] | None = None,
) -> UUID:
    """Begin a charter with first words for some sections; once for each ``token``.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit; for a draft without one, any unit.
    """
    accounts.require(by_id, RoleKind.LEADER, action="begin a charter", unit_id=unit_id)
    made, is_new = Charter.objects.get_or_create(
        token=token,
        defaults={
            "name": name.strip()[:_NAME_LENGTH],
            "law": law,
            "pocket": pocket,
            "unit_id": unit_id,
            "begun_by_id": by_id,
            "begun_at": at,
        },
    )
    for key, words in (content or {}).items() if is_new else ():
        CharterSection.objects.create(
            charter=made,
            key=key,
            number=1,
            content=cleaned(BY_KEY[key], words),
            by_id=by_id,
            at=at,
        )
    uuid: UUID = made.uuid
    return uuid


def write_section(
    *,
    charter: UUID,
    key: str,
    content: Mapping[str, Any],
    seen: int,
    by_id: int,
    at: datetime,
) -> Saved:
    """Save a section as it was typed; ``seen`` is the newest version its writer saw.

    Where somebody else wrote meanwhile, both stand side by side until somebody who saw
    both writes the next. Words that are there already make no new version.

    Raises
    ------
    NotAllowedError, UnknownCharterError
        If the account may not, or there is no such charter or section.
    CharterStateError
        While a board reads it.
    """
    found = _open(charter, by_id, "change it")
    if key not in BY_KEY:
        raise UnknownCharterError(key)
    words = cleaned(BY_KEY[key], content)
    for _ in range(_TRIES - 1):
        try:
            return _write(found, key, words, seen, by_id, at)
        except IntegrityError:
            continue  # somebody took this number a moment ago
    return _write(found, key, words, seen, by_id, at)


@transaction.atomic
def _write(
    found: Charter, key: str, words: dict[str, Any], seen: int, by_id: int, at: datetime
) -> Saved:
    versions = CharterSection.objects.filter(charter=found, key=key).order_by("number")
    rows = list(versions)
    newest = rows[-1].number if rows else 0
    standing = next((row for row in reversed(rows) if not row.is_beside), None)
    open_beside = [
        row
        for row in rows
        if row.is_beside and (standing is None or row.number > standing.number)
    ]
    for row in [standing, *open_beside]:
        is_settling = bool(open_beside) and seen >= newest
        if row is not None and row.content == words and not is_settling:
            return Saved(number=row.number, is_beside=row.is_beside)
    is_beside = seen < newest
    CharterSection.objects.create(
        charter=found,
        key=key,
        number=newest + 1,
        content=words,
        is_beside=is_beside,
        by_id=by_id,
        at=at,
    )
    return Saved(number=newest + 1, is_beside=is_beside)


@transaction.atomic
def name_unit(*, charter: UUID, unit_id: int, by_id: int) -> None:
    """Say which unit a charter is for; what was granted before holds for it now.

    Raises
    ------
    NotAllowedError, UnknownCharterError
        If the account may not, or there is no such charter.
    CharterStateError
        If it has a unit.
    """
    found = _open(charter, by_id, "name its unit")
    accounts.require(by_id, RoleKind.LEADER, action="name its unit", unit_id=unit_id)
    without = Charter.objects.filter(pk=found.pk, unit=None)
    if without.update(unit_id=unit_id) != 1:
        raise CharterStateError("for a unit already", "name another")
    granted = Waiver.objects.filter(charter=found, state=WaiverState.GRANTED)
    for waiver in granted.select_related("charter"):
        switch(waiver)


def _open(uuid: UUID, by_id: int, action: str) -> Charter:
    found = find_charter(uuid)
    require_writer(found, by_id, action)
    if found.state in (CharterState.SENT, CharterState.REFUSED):
        raise CharterStateError(found.get_state_display(), action)
    return found
