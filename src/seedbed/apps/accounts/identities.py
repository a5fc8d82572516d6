"""Whom an outside sign-in means: one person whom the roster knows, or nobody."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from .errors import UnknownIdentityError
from .models import Account
from .tenancy import current_system_id

#: What a claim may be compared with, by the name in the settings.
FIELDS: dict[str, Callable[[str], Q]] = {
    "email": lambda value: Q(person__email__iexact=value),
    "username": lambda value: Q(username__iexact=value),
    "roster-id": lambda value: Q(person__sourced_id=value),
}


def account_known_as(field: str, value: str, *, claim: str) -> int:
    """Return the id of the one account that a claim names. One query.

    Inside ``system_context``. Nobody is made or changed by it.

    Raises
    ------
    UnknownIdentityError
        If no active account fits, or more than one.
    """
    found: list[int] = []
    if value.strip():
        fits = Account.objects.filter(
            FIELDS[field](value.strip()),
            person__system_id=current_system_id(),
            is_active=True,
            person__is_active=True,
        )
        found = list(fits.values_list("pk", flat=True)[:2])
    if len(found) != 1:
        raise UnknownIdentityError(claim, len(found))
    return int(found[0])
