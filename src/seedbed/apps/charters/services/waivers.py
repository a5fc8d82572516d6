"""Asks for waivers and writes the answers down; a granted one switches its rule."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from seedbed.apps.charters.errors import UnknownCharterError, WaiverError
from seedbed.apps.charters.models import Waiver, WaiverKind, WaiverState
from seedbed.apps.charters.permissions import require_answerer, require_writer
from seedbed.apps.scheduling import services as scheduling

from .finding import find_charter

_WORDS_LENGTH = 300
_NAME_LENGTH = 200
_WHY_LENGTH = 1_000


@transaction.atomic
def ask_waiver(
    *,
    token: UUID,
    charter: UUID,
    kind: str,
    words: str,
    authority: str,
    requested_on: date,
    by_id: int,
    at: datetime,
    reference: str = "",
    rule: str = "",
    value: float | None = None,
) -> UUID:
    """Ask to be free of a rule, or for another number; once for each ``token``.

    Raises
    ------
    NotAllowedError, UnknownCharterError
        If the account may not, or there is no such charter.
    WaiverError
        If it does not say which rule, or who can grant it.
    NoSwitchError
        If the schedule has no such rule, or it can only get another number.
    """
    found = find_charter(charter)
    require_writer(found, by_id, "ask for a waiver")
    if not words.strip():
        raise WaiverError(
            "it does not say which rule", "Name the rule in a few words.", field="words"
        )
    if not authority.strip():
        raise WaiverError(
            "nobody is named who could grant it",
            "Name the authority: the state board, the local board, the agreement.",
            field="authority",
        )
    if rule:
        scheduling.refuse_without_switch(rule, value)
    made, _is_new = Waiver.objects.get_or_create(
        token=token,
        defaults={
            "charter": found,
            "kind": WaiverKind(kind),
            "words": words.strip()[:_WORDS_LENGTH],
            "rule": rule,
            "value": value if rule else None,
            "authority": authority.strip()[:_NAME_LENGTH],
            "reference": reference.strip()[:_NAME_LENGTH],
            "requested_on": requested_on,
            "asked_by_id": by_id,
            "asked_at": at,
        },
    )
    uuid: UUID = made.uuid
    return uuid


@transaction.atomic
def grant_waiver(
    *,
    waiver: UUID,
    from_on: date,
    until_on: date | None,
    answered_on: date,
    by_id: int,
    at: datetime,
    why: str = "",
) -> None:
    """Write down that the authority granted it: nights plan without the rule.

    From ``from_on`` to ``until_on``; granting it again gives it other dates.

    Raises
    ------
    NotAllowedError, UnknownCharterError
        Unless the account leads the system, or if there is no such waiver.
    WaiverError
        If it would end before it begins.
    """
    found = _answered(waiver, by_id, "write down that a waiver is granted")
    if until_on is not None and until_on < from_on:
        raise WaiverError(
            f"it would end on {until_on:%Y-%m-%d}, before it begins",
            "Give a last day that is not before the first.",
            field="until_on",
        )
    _answer(
        found,
        state=WaiverState.GRANTED,
        from_on=from_on,
        until_on=until_on,
        answered_on=answered_on,
        why=why,
        by_id=by_id,
        at=at,
    )
    switch(found)


@transaction.atomic
def refuse_waiver(
    *, waiver: UUID, answered_on: date, why: str, by_id: int, at: datetime
) -> None:
    """Write down that the authority refused it, or took it back.

    What was granted holds until the day before ``answered_on``.

    Raises
    ------
    NotAllowedError, UnknownCharterError
        Unless the account leads the system, or if there is no such waiver.
    WaiverError
        If it does not say why.
    """
    found = _answered(waiver, by_id, "write down that a waiver is refused")
    if not why.strip():
        raise WaiverError(
            "a refusal has no reason", "Say why, in the authority's words.", field="why"
        )
    _answer(
        found,
        state=WaiverState.REFUSED,
        answered_on=answered_on,
        why=why,
        by_id=by_id,
        at=at,
    )
    scheduling.end_waiver(key=found.uuid, on=answered_on)


def switch(waiver: Any) -> None:
    """Set the rule of a granted waiver in its unit's schedule, if it has both."""
    if waiver.rule and waiver.charter.unit_id is not None:
        scheduling.waive_rule(
            unit_id=waiver.charter.unit_id,
            name=waiver.rule,
            key=waiver.uuid,
            from_on=waiver.from_on,
            until_on=waiver.until_on,
            value=waiver.value,
            reason=f"{waiver.authority}: {waiver.reference}".rstrip(": "),
            by_id=waiver.answered_by_id,
        )


def _answered(uuid: UUID, by_id: int, action: str) -> Any:
    require_answerer(by_id, action)
    found = Waiver.objects.select_related("charter").filter(uuid=uuid).first()
    if found is None:
        raise UnknownCharterError(uuid)
    return found


def _answer(found: Any, *, why: str, by_id: int, at: datetime, **answer: Any) -> None:
    answer |= {"why": why.strip()[:_WHY_LENGTH], "answered_by_id": by_id}
    answer["answered_at"] = at
    Waiver.objects.filter(pk=found.pk).update(**answer)
    for name, value in answer.items():
        setattr(found, name, value)
