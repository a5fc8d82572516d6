"""Writes of the accounts app. Each function is one transaction."""

from __future__ import annotations

from django.db import transaction

from .errors import PersonHasAccountError, UsernameTakenError
from .models import Account, Network, Person, Role, RoleKind, System
from .tenancy import current_system_id

DEFAULT_NETWORK = "Seedbed network"


@transaction.atomic
def ensure_system(
    *,
    name: str,
    network: str = "",
    time_zone: str = "",
    is_simulated: bool = False,
) -> int:
    """Return the id of the system with a name, making it if there is none.

    Needs no ``system_context``. ``time_zone`` is an IANA name, kept as it was if empty.
    """
    home, _made = Network.objects.get_or_create(name=network or DEFAULT_NETWORK)
    defaults: dict[str, object] = {"network": home, "is_simulated": is_simulated}
    if time_zone:
        defaults["time_zone"] = time_zone
    system, _made = System.objects.get_or_create(name=name, defaults=defaults)
    return int(system.pk)


@transaction.atomic
def create_account(
    *, person_id: int, username: str, password: str | None = None
) -> int:
    """Let a person sign in; without a password only single sign-on or the demo can.

    Returns the account's id. Making the same account again returns it unchanged.

    Raises
    ------
    UsernameTakenError
        If another person has the username.
    PersonHasAccountError
        If the person signs in with another username.
    """
    taken = Account.objects.filter(username__iexact=username).first()
    if taken is not None:
        if taken.person_id != person_id:
            raise UsernameTakenError(username)
        return int(taken.pk)
    other = Account.objects.filter(person_id=person_id).first()
    if other is not None:
        raise PersonHasAccountError(other.username)
    account = Account(
        username=username, person_id=person_id, system_id=current_system_id()
    )
    account.set_password(password)
    account.save()
    return int(account.pk)


@transaction.atomic
def add_adult(
    *, given_name: str, family_name: str = "", role: str, unit_id: int | None = None
) -> int:
    """Add an adult who is on no roster (a leader, a registrar). Returns the person id.

    Raises
    ------
    ValueError
        If the role is not one of ``RoleKind``.
    """
    kind = RoleKind(role)
    person = Person.objects.create(given_name=given_name, family_name=family_name)
    Role.objects.create(person=person, kind=kind, unit_id=unit_id)
    return int(person.pk)
