"""Invitations: people of the roster choose a password of their own, nobody else."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from . import permissions
from .cards import AccountCard, HeldInvitation, MadeInvitation
from .errors import (
    EndedInvitationError,
    UnknownSecretError,
    WeakPasswordError,
    WrongPasswordError,
)
from .models import Account, Person, Role, RoleKind
from .queries import account_card
from .secrets import digest_of, new_secret
from .tables import Invitation
from .usernames import typed_account_of

HOLDS = timedelta(days=14)
#: Whoever could let somebody in as one of these could do all that they may do.
_LEADING = (RoleKind.LEADER, RoleKind.REGISTRAR, RoleKind.SYSTEM_LEADER)
#: What a steward reads is nobody else's to open.
_ALONE = (RoleKind.STEWARD,)


def kinds_beyond(account: AccountCard) -> tuple[str, ...]:
    """Return the roles whose people an account may not invite."""
    leads_system = account.has_role(RoleKind.SYSTEM_LEADER)
    return tuple(map(str, _ALONE if leads_system else (*_LEADING, *_ALONE)))


@transaction.atomic
def invite(
    *, person_ids: Collection[int], by_id: int, at: datetime
) -> tuple[MadeInvitation, ...]:
    """Return new invitations of people of the roster, by name; each ends the last one.

    Who has no account gets one that nothing opens yet; who has a password keeps it
    until another is chosen. Left out is whoever has left, whose account was closed, or
    whose role is beyond the one who invites.

    Raises
    ------
    NotAllowedError
        Unless the account is of a registrar or leads the system.
    """
    permissions.require(by_id, RoleKind.REGISTRAR, action="invite people to sign in")
    kinds = kinds_beyond(account_card(by_id))
    beyond = Role.objects.filter(kind__in=kinds).values("person_id")
    people: Any = Person.objects.filter(pk__in=person_ids, is_active=True)
    made = []
    for person in sorted(people.exclude(pk__in=beyond), key=lambda p: (p.name, p.pk)):
        account = typed_account_of(person)
        if not account.is_active:
            continue
        _open(account.pk).update(ended_at=at)
        token = new_secret()
        Invitation.objects.create(
            account_id=account.pk,
            digest=digest_of(token),
            made_at=at,
            made_by_id=by_id,
            expires_at=at + HOLDS,
        )
        made.append(
            MadeInvitation(
                name=person.name,
                first_name=person.first_name,
                username=account.username,
                email=person.email,
                language=person.language,
                token=token,
                expires_at=at + HOLDS,
            )
        )
    return tuple(made)


def invited(*, at: datetime) -> dict[int, datetime]:
    """Return when people were invited whose invitation is still open. One query."""
    found = Invitation.objects.filter(ended_at=None, expires_at__gt=at)
    return dict(found.values_list("account__person_id", "made_at"))


def invitation_named(token: str, *, at: datetime) -> HeldInvitation:
    """Return whom an invitation is for. One query, inside its system.

    Raises
    ------
    UnknownSecretError
        If this system never made it.
    """
    found = _found(token)
    account = found.account
    return HeldInvitation(
        account_id=account.pk,
        person_id=account.person_id,
        first_name=account.person.first_name,
        username=account.username,
        language=account.person.language,
        is_open=_is_open(found, at),
    )


@transaction.atomic
def accept(token: str, *, password: str, at: datetime) -> int:
    """Give the account the password that its person chose; return the account's id.

    Raises
    ------
    UnknownSecretError
        If this system never made the invitation.
    EndedInvitationError
        If it was used or replaced, is too old, or its person has left.
    WeakPasswordError
        If the password is too easy to guess.
    """
    found = _found(token, lock=True)
    if not _is_open(found, at):
        raise EndedInvitationError
    _set(found.account, password)
    Invitation.objects.filter(pk=found.pk).update(ended_at=at)
    return int(found.account.pk)


@transaction.atomic
def change_password(*, account_id: int, old: str, new: str) -> None:
    """Give an account another password.

    Raises
    ------
    WrongPasswordError
        If ``old`` is not the password now.
    WeakPasswordError
        If ``new`` is too easy to guess.
    """
    account = Account.objects.select_related("person").get(pk=account_id)
    if not account.check_password(old):
        raise WrongPasswordError
    _set(account, new)


def _found(token: str, *, lock: bool = False) -> Any:
    rows: Any = Invitation.objects.select_related("account__person")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(digest=digest_of(token)).first()
    if found is None:
        raise UnknownSecretError
    return found


def _is_open(invitation: Any, at: datetime) -> bool:
    account = invitation.account
    return bool(
        invitation.ended_at is None
        and invitation.expires_at > at
        and account.is_active
        and account.person.is_active
    )


def _open(account_id: int) -> Any:
    return Invitation.objects.filter(account_id=account_id, ended_at=None)


def _set(account: Any, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise WeakPasswordError(tuple(error.messages)) from error
    account.set_password(password)
    account.save(update_fields=["password"])
