"""Trade-offs that a team chose: written down, looked at again, ended."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import RoleKind

from .errors import EmptyTradeOffError, RevisitInThePastError, TradeOffEndedError
from .instruments import questionnaire
from .models import Side, TradeOff, TradeOffRevisit, Verdict
from .publishing import publish_latest

_MOST_WORDS = 600


@transaction.atomic
def choose_trade_off(
    *,
    token: UUID,
    instrument: str,
    item: str,
    side: str,
    choice: str,
    cost: str,
    revisit_on: date,
    by_id: int,
    on: date,
    at: datetime,
) -> bool:
    """Write down what the team chose and gives up; False if this form was sent before.

    An earlier trade-off on the same item ends with it.

    Raises
    ------
    NotAllowedError
        If the account leads nothing here.
    UnknownInstrumentError
        If there is no such question.
    EmptyTradeOffError, RevisitInThePastError
        If it does not say what is given up, or is to be revisited in the past.
    """
    permissions.require(by_id, RoleKind.LEADER, action="choose for the system")
    asked = questionnaire(instrument)
    asked.place(item)
    if not choice.strip() or not cost.strip():
        raise EmptyTradeOffError
    if revisit_on <= on:
        raise RevisitInThePastError(revisit_on)
    made, is_new = TradeOff.objects.get_or_create(
        token=token,
        defaults={
            "instrument": asked.code,
            "item": item,
            "side": Side(side),
            "choice": choice.strip()[:_MOST_WORDS],
            "cost": cost.strip()[:_MOST_WORDS],
            "chosen_on": on,
            "revisit_on": revisit_on,
            "by_id": by_id,
        },
    )
    if is_new:
        standing = TradeOff.objects.filter(
            instrument=asked.code, item=item, ended_on=None
        )
        standing.exclude(pk=made.pk).update(ended_on=on)
        publish_latest(asked.code, at=at)
    return is_new


@transaction.atomic
def revisit_trade_off(
    *,
    token: UUID,
    trade_off_id: int,
    happened: str,
    verdict: str,
    revisit_on: date | None,
    by_id: int,
    on: date,
    at: datetime,
) -> bool:
    """Write down what came of a trade-off; False if this form was sent before.

    Raises
    ------
    NotAllowedError
        If the account leads nothing here.
    EmptyTradeOffError
        If it does not say what happened.
    RevisitInThePastError
        If it goes on and no later day is named to look at it again.
    TradeOffEndedError
        If it was ended before, or is not there.
    """
    permissions.require(by_id, RoleKind.LEADER, action="choose for the system")
    if TradeOffRevisit.objects.filter(token=token).exists():
        return False
    if not happened.strip():
        raise EmptyTradeOffError
    is_end = Verdict(verdict) is Verdict.END
    if not is_end and (revisit_on is None or revisit_on <= on):
        raise RevisitInThePastError(revisit_on or on)
    standing = TradeOff.objects.filter(pk=trade_off_id, ended_on=None)
    change: dict[str, Any] = {"ended_on": on} if is_end else {"revisit_on": revisit_on}
    if standing.update(**change) != 1:
        raise TradeOffEndedError
    TradeOffRevisit.objects.create(
        token=token,
        trade_off_id=trade_off_id,
        on=on,
        happened=happened.strip()[:_MOST_WORDS],
        verdict=verdict,
        by_id=by_id,
    )
    if is_end:
        ended = TradeOff.objects.get(pk=trade_off_id)
        publish_latest(ended.instrument, at=at)
    return True
