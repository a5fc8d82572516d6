"""Which network the work is for, its members, and which names must not occur."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from seedbed.apps.accounts.models import Person, System, Unit
from seedbed.apps.accounts.tenancy import current_system_id

from . import bridge
from .errors import TooFewMembersError
from .models import ExchangeMember

#: Long enough to be a name; a letter is everywhere.
_SHORTEST_NAME = 2


def own() -> Q:
    """Return what filters shared rows to the network of the current system."""
    return Q(network__system=current_system_id())


def network_id() -> int:
    """Return the network of the system that the work is for. One query."""
    found: int = System.objects.values_list("network_id", flat=True).get(
        pk=current_system_id()
    )
    return found


def names_here(network: int) -> Collection[str]:
    """Return names of people and places that no story may hold. Four queries.

    Everybody on the system's records, its units, and all members of the network.
    """
    names = set(Unit.objects.values_list("name", flat=True))
    members = ExchangeMember.objects.filter(network_id=network)
    names |= set(members.values_list("name", flat=True))
    systems = System.objects.filter(network_id=network)
    names |= set(systems.values_list("name", flat=True))
    people = Person.objects.values_list("given_name", "family_name", "preferred_name")
    for given, family, preferred in people.iterator():
        names |= {given, family, preferred, f"{given} {family}"}
    return {name.strip() for name in names if len(name.strip()) >= _SHORTEST_NAME}


def context_of(system_id: int, network: int) -> tuple[str, str]:
    """Return state and size band as far as they may be told of a system. One query.

    Raises
    ------
    TooFewMembersError
        If the network has fewer members than a story needs.
    """
    members = _members(network)
    found = dict(zip([one[0] for one in members], _contexts(members), strict=True))
    return found.get(system_id) or ("", "")


def safe_now(context: tuple[str, str], network: int) -> tuple[str, str]:
    """Return a context if as many members still share it, else the nation. One query.

    Raises
    ------
    TooFewMembersError
        If the network has fewer members than a story needs.
    """
    alike = [one for one in _contexts(_members(network)) if one == context]
    return context if len(alike) >= bridge.LEAST_POSSIBLE else ("", "")


def _members(network: int) -> list[tuple[int | None, str, str]]:
    found = ExchangeMember.objects.filter(network_id=network)
    rows: list[tuple[int | None, str, str]] = list(
        found.order_by("pk").values_list("system_id", "state", "size_band")
    )
    if len(rows) < bridge.LEAST_POSSIBLE:
        raise TooFewMembersError(len(rows), bridge.LEAST_POSSIBLE)
    return rows


def _contexts(members: list[tuple[int | None, str, str]]) -> list[tuple[str, str]]:
    chosen = bridge.contexts([(state, band) for _, state, band in members])
    return [one or ("", "") for one in chosen]
