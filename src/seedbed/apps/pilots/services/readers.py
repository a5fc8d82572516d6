"""Readers of the fund: who is named beside the first three, and who is trained."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import Account, RoleKind
from seedbed.apps.pilots.errors import (
    BadRoundError,
    UnfinishedTrainingError,
    UnknownApplicationError,
)
from seedbed.apps.pilots.fund_cards import CASES
from seedbed.apps.pilots.models import FundReader, FundRound

#: A training counts for the rounds of this time.
_VALID = timedelta(days=365)


@transaction.atomic
def train_reader(*, answers: Mapping[str, str], by_id: int, on: date) -> None:
    """Keep that a reader answered every case of the training as the fund reads.

    Raises
    ------
    UnfinishedTrainingError
        If a case is not answered, or not so; names them, and nothing is kept.
    """
    wrong = [case for case, right in CASES.items() if answers.get(case) != right]
    if wrong:
        raise UnfinishedTrainingError(wrong)
    FundReader.objects.filter(reader_id=by_id, trained_on=None).update(trained_on=on)


@transaction.atomic
def name_reader(*, round_uuid: UUID, reader: str, by_id: int, on: date) -> None:
    """Name one more reader of a round, for whoever is tied to a team.

    ``reader`` is a username. Somebody who reads the round already is named once.

    Raises
    ------
    BadRoundError
        If nobody of the own system has this username.
    NotAllowedError
        Unless the account leads the round's unit or the system.
    UnknownApplicationError
        If there is no such round.
    """
    found = FundRound.objects.filter(uuid=round_uuid).first()
    if found is None:
        raise UnknownApplicationError(round_uuid)
    permissions.require(
        by_id, RoleKind.LEADER, action="name a reader", unit_id=found.unit_id
    )
    system_id = Account.objects.values_list("system_id", flat=True).get(pk=by_id)
    accounts = Account.objects.filter(system_id=system_id, is_active=True)
    named = accounts.filter(username__iexact=reader.strip()).first()
    if named is None:
        raise BadRoundError("reader")
    FundReader.objects.get_or_create(
        round=found,
        reader=named,
        defaults={"trained_on": trained_before(named.pk, on=on)},
    )


def trained_before(account_id: int, *, on: date) -> date | None:
    """Return the day of a training that still counts, None without one. One query."""
    days = FundReader.objects.filter(
        reader_id=account_id, trained_on__gte=on - _VALID
    ).order_by("-trained_on")
    return days.values_list("trained_on", flat=True).first()
