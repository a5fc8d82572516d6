"""Whom an outside sign-in means: one person whom the roster knows, or nobody."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import Q

from .errors import UnknownIdentityError
from .models import Person
from .tenancy import current_system_id
from .usernames import account_of, free_username

#: What a claim may be compared with, by the name in the settings.
FIELDS: dict[str, Callable[[str], Q]] = {
    "email": lambda value: Q(email__iexact=value),
    "username": lambda value: Q(account__username__iexact=value),
    "roster-id": lambda value: Q(sourced_id=value),
}


@transaction.atomic
def account_known_as(field: str, value: str, *, claim: str) -> int:
    """Return the id of the account of the one person that a claim names.

    Inside ``system_context``. No person is made or changed by it; whoever of the roster
    comes for the first time gets an account that no password opens.

    Raises
    ------
    UnknownIdentityError
        If no person who is here fits, or more than one, or the account was closed.
    """
    found: list[Person] = []
    if value.strip():
        fits = Person.objects.filter(
            FIELDS[field](value.strip()),
            system_id=current_system_id(),
            is_active=True,
        )
        found = list(fits[:2])
    if len(found) != 1:
        raise UnknownIdentityError(claim, len(found))
    account = account_of(found[0], free_username)
    if not account.is_active:
        raise UnknownIdentityError(claim, 0)
    return int(account.pk)
