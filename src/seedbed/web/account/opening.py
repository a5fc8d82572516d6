"""Does work in the school system that a secret address names, for whoever holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest
from django.utils import timezone

from seedbed.apps.accounts import queries, secrets
from seedbed.apps.accounts.errors import (
    OtherSystemError,
    UnknownSecretError,
    UnknownSystemError,
)
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.rosters import queries as rosters
from seedbed.web.kit import access

_UNKNOWN = (OtherSystemError, UnknownSecretError, UnknownSystemError)


@contextmanager
def system_of(request: HttpRequest, token: str) -> Iterator[ZoneInfo]:
    """Do the enclosed work inside a token's system; yields its time zone.

    Raises
    ------
    Http404
        If nobody here gave the token, or the signed-in person belongs elsewhere.
    """
    try:
        with system_context(secrets.system_of(token)):
            system = queries.current_system()
            access.remember_system(request, system)
            zone = ZoneInfo(system.time_zone)
            with timezone.override(zone):
                yield zone
    except _UNKNOWN as error:
        raise Http404 from error


def has_left(person_id: int) -> bool:
    """Tell whether a person was a student here and has left the roster. One query."""
    student = rosters.student_of_person(person_id)
    return student is not None and not student[1]
