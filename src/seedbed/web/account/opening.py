"""Does work in the school system that a secret address names, for whoever holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from seedbed.apps.accounts import queries, secrets
from seedbed.apps.accounts.errors import (
    OtherSystemError,
    UnknownSecretError,
    UnknownSystemError,
)
from seedbed.apps.accounts.tenancy import system_context
from seedbed.apps.rosters import queries as rosters
from seedbed.web.kit import access, limits

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


def by_secret(
    request: HttpRequest, token: str, answer: Callable[[], HttpResponse]
) -> HttpResponse:
    """Answer whoever holds a token that lets in; tries of others are counted.

    Raises
    ------
    Http404
        If nobody here gave the token.
    """
    if limits.is_reached(request, "card"):
        return render(
            request, "account/too_often.html", status=HTTPStatus.TOO_MANY_REQUESTS
        )
    try:
        with system_of(request, token):
            return answer()
    except Http404:
        limits.note(request, "card")
        raise


def has_left(person_id: int) -> bool:
    """Tell whether a person was a student here and has left the roster. One query."""
    student = rosters.student_of_person(person_id)
    return student is not None and not student[1]
