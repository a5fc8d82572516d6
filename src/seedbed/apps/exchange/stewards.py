"""Who keeps the exchange: people whom no member has to fear.

A grant is refused, and stops holding, for whoever leads or administers a system or
reads the applications to its fund; and it is refused for whoever says, when asked, to
evaluate, fund, regulate or supervise a member.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from seedbed.apps.accounts.cards import AccountCard
from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.accounts.models import RoleKind, System
from seedbed.apps.accounts.queries import account_card
from seedbed.apps.pilots.models import FundReader
from seedbed.apps.pilots.queries import reads_for_fund

from .errors import StewardHasPowerError
from .models import Duty, StewardGrant

#: Roles that decide about other people's work.
_DECIDE = (RoleKind.LEADER, RoleKind.SYSTEM_LEADER, RoleKind.REGISTRAR)
_FUNDS = "the person reads the applications to a fund"
#: Ties to a member that whoever is to be appointed must not have.
TIES = ("evaluator", "funder", "regulator", "supervisor")


@transaction.atomic
def appoint(
    *, account_id: int, duty: str, ties: Sequence[str] = (), at: datetime
) -> None:
    """Let an account keep the exchange of its network, as steward or second reader.

    Parameters
    ----------
    ties
        Which of ``TIES`` the person has to any member, as the person said when asked.

    Raises
    ------
    StewardHasPowerError
        If the person decides about a member, by role or by tie.
    ValueError
        If a duty or a tie is none.
    """
    unknown = set(ties) - set(TIES)
    if unknown:
        raise ValueError(f"ties must be among {TIES}, got {sorted(unknown)}.")
    card = account_card(account_id)
    powers = [f"the person is a {tie} of a member" for tie in ties]
    if reads_for_fund(account_id):
        powers.append(_FUNDS)
    refuse_power(card, more=powers)
    network_id = System.objects.values_list("network_id", flat=True).get(
        pk=card.system_id
    )
    StewardGrant.objects.update_or_create(
        account_id=account_id,
        defaults={
            "network_id": network_id,
            "duty": Duty(duty),
            "granted_at": at,
            "ended_at": None,
        },
    )


@transaction.atomic
def dismiss(*, account_id: int, at: datetime) -> bool:
    """End a grant; tell whether there was one."""
    open_ones = StewardGrant.objects.filter(account_id=account_id, ended_at=None)
    return open_ones.update(ended_at=at) == 1


def refuse_power(card: AccountCard, *, more: Sequence[str] = ()) -> None:
    """Refuse whoever decides about a member, by role or for the reasons given.

    Raises
    ------
    StewardHasPowerError
        Naming each power.
    """
    powers = [
        f"the person has the role of {RoleKind(role.kind).label}"
        for role in card.roles
        if role.kind in _DECIDE
    ]
    if powers or more:
        raise StewardHasPowerError(card.name, [*powers, *more])


def require(account_id: int, *duties: str, action: str) -> StewardGrant:
    """Return the grant of an account that may do this. Three queries.

    Raises
    ------
    NotAllowedError
        If it has no such grant.
    StewardHasPowerError
        If the person came to decide about a member since.
    """
    grant: Any = grant_of(account_id)
    card = account_card(account_id)
    if grant is None or grant.duty not in duties:
        raise NotAllowedError(card.name, action, "a steward of the exchange")
    refuse_power(card, more=[_FUNDS] if grant.reads_for_fund else [])
    checked: StewardGrant = grant
    return checked


def grant_of(account_id: int) -> StewardGrant | None:
    """Return the grant that holds now, if any. One query.

    Its ``reads_for_fund`` tells whether the account reads for a fund meanwhile.
    """
    reads = FundReader.objects.filter(reader_id=OuterRef("account_id"))
    holding = StewardGrant.objects.filter(account_id=account_id, ended_at=None)
    found: StewardGrant | None = holding.annotate(reads_for_fund=Exists(reads)).first()
    return found
