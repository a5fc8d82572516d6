"""For which school system a command works, and what day it is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from seedbed.apps.accounts.cards import SystemCard, UnitCard
from seedbed.apps.accounts.queries import resolve_system, unit_named, units
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.rosters.queries import students_of_unit
from seedbed.lib.calendar import next_school_day

from .errors import NoAddressError, NoUnitsError
from .setup import open_database


def now() -> datetime:
    """Return this moment; the one clock of the command line."""
    return datetime.now(UTC)


def today(system: SystemCard) -> date:
    """Return today's date where the school system is."""
    return now().astimezone(ZoneInfo(system.time_zone)).date()


def school_day(on: datetime | None, system: SystemCard) -> date:
    """Return the day that was asked for, or the next school day after today."""
    return on.date() if on else next_school_day(today(system))


def front_of(address: str) -> str:
    """Return where people reach the pages: as it was said, or as the settings say.

    Raises
    ------
    NoAddressError
        If neither says it.
    """
    front = (address or settings.SEEDBED_ADDRESS).rstrip("/")
    if not front:
        raise NoAddressError
    return front


def find_system(name: str = "") -> SystemCard:
    """Open the database and return the school system a command is for."""
    open_database()
    return resolve_system(name)


@contextmanager
def working_for(name: str = "") -> Iterator[SystemCard]:
    """Open the database and do the enclosed work inside one school system."""
    system = find_system(name)
    with system_context(system.id):
        yield system


def chosen_units(system: SystemCard, name: str = "") -> list[UnitCard]:
    """Return the named unit, or every active unit that has students.

    Must be called inside ``system_context``.

    Raises
    ------
    NoUnitsError
        If nobody could be planned for.
    """
    if name:
        return [unit_named(name)]
    found = [unit for unit in units() if students_of_unit(unit.id)]
    if not found:
        raise NoUnitsError(system.name)
    return found
