"""Reads of the digests app. Each returns cards and says how many SQL queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from seedbed.apps.accounts.models import STAFF_ROLES, Person, RoleKind

from .cards import ChoiceCard, Reader
from .models import DigestSent, When

_WORKING = (*STAFF_ROLES, RoleKind.LEADER, RoleKind.SYSTEM_LEADER)


def choice_of(person_id: int) -> ChoiceCard:
    """Return when a person's digest comes. Two queries.

    Who never chose gets it in the morning, a guardian in the evening.
    """
    person = Person.objects.select_related("digest_choice").get(pk=person_id)
    works = person.roles.filter(kind__in=_WORKING).exists()
    return ChoiceCard(when=_when(person, works=works), email=person.email)


def had_one_since(person_id: int, since: date) -> bool:
    """Tell whether a person was sent a digest on a day or later. One query."""
    return DigestSent.objects.filter(person_id=person_id, on__gte=since).exists()


def readers(when: str) -> tuple[Reader, ...]:
    """Return adults with an address whose digest comes then. Two queries."""
    adults = (
        Person.objects.filter(
            Q(roles__kind__in=_WORKING) | Q(guardianships__student__is_active=True),
            is_active=True,
        )
        .exclude(email="")
        .select_related("digest_choice")
        .distinct()
        .order_by("pk")
    )
    working = set(
        Person.objects.filter(roles__kind__in=_WORKING).values_list("pk", flat=True)
    )
    return _chosen(adults, working, when)


def _chosen(adults: Iterable[Any], working: set[int], when: str) -> tuple[Reader, ...]:
    found = (
        Reader(
            person_id=person.pk,
            name=person.name,
            email=person.email,
            language=person.language,
            when=_when(person, works=person.pk in working),
        )
        for person in adults
    )
    return tuple(reader for reader in found if reader.when == when)


def _when(person: Any, *, works: bool) -> str:
    choice = getattr(person, "digest_choice", None)
    if choice is not None:
        return str(choice.when)
    return str(When.MORNING if works else When.EVENING)
