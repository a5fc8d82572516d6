"""Reads of the accounts app. Each returns frozen cards and says how many queries."""

from __future__ import annotations

from collections.abc import Iterable

from .cards import AccountCard, RoleCard, SystemCard, UnitCard
from .errors import UnknownAccountError, UnknownSystemError, UnknownUnitError
from .models import Account, Role, System, Unit
from .tenancy import current_system_id, system_context

#: Accounts that `seedbed demo` offers for one-click sign-in, in the order shown.
DEMO_USERNAMES = (
    "leader",
    "student",
    "registrar",
    "virtual-leader",
    "teacher",
    "mentor",
    "family",
    "superintendent",
    "steward",
)


def systems() -> tuple[SystemCard, ...]:
    """Return all school systems by name. One query; needs no ``system_context``."""
    return tuple(_system_card(s) for s in System.objects.order_by("name"))


def resolve_system(name: str = "") -> SystemCard:
    """Return the system with a name or, without one, the only system. One query.

    Raises
    ------
    UnknownSystemError
        If none fits, or several do.
    """
    known = systems()
    fitting = [s for s in known if not name or s.name.casefold() == name.casefold()]
    if len(fitting) != 1:
        raise UnknownSystemError(name, [s.name for s in known])
    return fitting[0]


def current_system() -> SystemCard:
    """Return the system of the surrounding work. One query.

    Raises
    ------
    UnknownSystemError
        If there is none with this key, as in an address that was made up.
    """
    found = System.objects.filter(pk=current_system_id()).first()
    if found is None:
        raise UnknownSystemError(str(current_system_id()), [])
    return _system_card(found)


def system_of(account: Account) -> SystemCard:
    """Return the system of an account that is at hand. No query."""
    return _system_card(account.system)


def units(*, active_only: bool = True) -> tuple[UnitCard, ...]:
    """Return the system's units by name. One query."""
    found: Iterable[Unit] = Unit.objects.order_by("name")
    return tuple(_unit_card(u) for u in found if u.is_active or not active_only)


def unit_named(name: str) -> UnitCard:
    """Return the unit with a name, in any case of letters. One query.

    Raises
    ------
    UnknownUnitError
        If no unit has it; the message lists the known ones.
    """
    known = units(active_only=False)
    for unit in known:
        if unit.name.casefold() == name.casefold():
            return unit
    raise UnknownUnitError(name, [u.name for u in known])


def unit_card(unit_id: int) -> UnitCard:
    """Return one unit of the system. One query."""
    return _unit_card(Unit.objects.get(pk=unit_id))


def account_named(username: str) -> AccountCard:
    """Return an account by username, in any case of letters. Two queries.

    Needs no ``system_context``: the account says which system it belongs to.

    Raises
    ------
    UnknownAccountError
        If there is none.
    """
    account = Account.objects.filter(username__iexact=username, is_active=True).first()
    if account is None:
        raise UnknownAccountError(username)
    return _account_card(account)


def account_card(account_id: int) -> AccountCard:
    """Return an account by key. Two queries; needs no ``system_context``."""
    return _account_card(Account.objects.get(pk=account_id))


def account_of_person(person_id: int) -> AccountCard | None:
    """Return the active account of a person, None without one. Two queries."""
    found = Account.objects.filter(
        person_id=person_id, system_id=current_system_id(), is_active=True
    ).first()
    return None if found is None else _account_card(found)


def signed_in_card(account: Account) -> AccountCard:
    """Return the card of an account that is at hand, as ``request.user`` is. One query.

    One more for a person without a role.
    """
    return _account_card(account)


def demo_accounts() -> tuple[AccountCard, ...]:
    """Return the accounts of the simulated demo, in the order they are offered.

    At most two queries each; needs no ``system_context``.
    """
    found = Account.objects.filter(
        username__in=DEMO_USERNAMES, system__is_simulated=True, is_active=True
    )
    by_name = {account.username: account for account in found}
    return tuple(_account_card(by_name[u]) for u in DEMO_USERNAMES if u in by_name)


def _system_card(system: System) -> SystemCard:
    return SystemCard(
        id=system.pk,
        uuid=system.uuid,
        name=system.name,
        time_zone=system.time_zone,
        is_simulated=system.is_simulated,
    )


def _unit_card(unit: Unit) -> UnitCard:
    return UnitCard(
        id=unit.pk,
        uuid=unit.uuid,
        name=unit.name,
        kind=unit.kind,
        grade_low=unit.grade_low,
        grade_high=unit.grade_high,
    )


def _account_card(account: Account) -> AccountCard:
    with system_context(account.system_id):
        roles = list(
            Role.objects.filter(person_id=account.person_id)
            .select_related("unit", "person")
            .order_by("id")
        )
        person = roles[0].person if roles else account.person
        return AccountCard(
            id=account.pk,
            uuid=account.uuid,
            username=account.username,
            system_id=account.system_id,
            person_id=account.person_id,
            name=person.name,
            first_name=person.first_name,
            language=person.language,
            roles=tuple(
                RoleCard(
                    kind=r.kind, unit_id=r.unit_id, unit=r.unit.name if r.unit else ""
                )
                for r in roles
            ),
        )
