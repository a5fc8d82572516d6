"""Printed cards that sign young students in: allowed, made, ended, looked up."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from . import permissions
from .cards import CardLine, HeldCard, MadeSignInCard
from .errors import NoCardsError, UnknownSecretError
from .models import Person, Role, RoleKind, Unit
from .secrets import digest_of, new_secret
from .tables import CardAccess, SignInCard
from .usernames import account_of, nameless

#: Who makes and ends cards, beside the unit's leaders.
MAKERS = (RoleKind.LEADER, RoleKind.MENTOR)


@transaction.atomic
def allow_cards(*, unit_id: int, is_allowed: bool, by_id: int, at: datetime) -> None:
    """Let a unit's students sign in by card, or stop every card they have.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    """
    permissions.require(
        by_id, RoleKind.LEADER, action="decide about cards", unit_id=unit_id
    )
    CardAccess.objects.update_or_create(
        unit_id=unit_id,
        defaults={
            "allows_cards": is_allowed,
            "decided_by_id": by_id,
            "decided_at": at,
        },
    )


def allows_cards(unit_id: int) -> bool:
    """Tell whether a unit's students may sign in by card. One query."""
    return bool(CardAccess.objects.filter(unit_id=unit_id, allows_cards=True).exists())


@transaction.atomic
def make_cards(
    *, unit_id: int, person_ids: Collection[int], by_id: int, at: datetime
) -> tuple[MadeSignInCard, ...]:
    """Return new cards of students of a unit, by name; each ends the one before.

    A student without an account gets one that no password opens. Whoever is no student
    of the unit, or is something else besides, is left out.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or mentors in it.
    NoCardsError
        If the unit does not allow cards.
    """
    permissions.require(by_id, *MAKERS, action="make cards", unit_id=unit_id)
    unit = Unit.objects.get(pk=unit_id)
    if not allows_cards(unit_id):
        raise NoCardsError(unit.name)
    # A card opens a child's pages alone: whoever has another role signs in otherwise.
    others = Role.objects.exclude(kind=RoleKind.STUDENT).values("person_id")
    people: Iterable[Any] = (
        Person.objects.filter(
            pk__in=person_ids, roles__kind=RoleKind.STUDENT, roles__unit_id=unit_id
        )
        .exclude(pk__in=others)
        .distinct()
    )
    made = []
    for person in sorted(people, key=lambda p: (p.name, p.pk)):
        account_id = int(account_of(person, nameless).pk)
        _end(account_id, at=at)
        token = new_secret()
        SignInCard.objects.create(
            account_id=account_id,
            digest=digest_of(token),
            made_at=at,
            made_by_id=by_id,
        )
        made.append(MadeSignInCard(name=person.name, unit=unit.name, token=token))
    return tuple(made)


@transaction.atomic
def end_card(*, unit_id: int, person_id: int, by_id: int, at: datetime) -> bool:
    """End a student's card; return False if there is none.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or mentors in it.
    """
    permissions.require(by_id, *MAKERS, action="end cards", unit_id=unit_id)
    held = SignInCard.objects.filter(
        account__person_id=person_id,
        account__person__roles__unit_id=unit_id,
        ended_at=None,
    ).first()
    return held is not None and _end(held.account_id, at=at)


def card_named(token: str) -> HeldCard:
    """Return whom a card signs in. One query, inside its system.

    Raises
    ------
    UnknownSecretError
        If this system never gave the card.
    """
    found = (
        SignInCard.objects.filter(digest=digest_of(token))
        .select_related("account__person")
        .first()
    )
    if found is None:
        raise UnknownSecretError
    account = found.account
    return HeldCard(
        id=found.pk,
        account_id=account.pk,
        person_id=account.person_id,
        first_name=account.person.first_name,
        language=account.person.language,
        is_open=found.ended_at is None and account.is_active,
    )


def note_use(*, card_id: int, at: datetime) -> None:
    """Keep when a card was last used."""
    SignInCard.objects.filter(pk=card_id).update(used_at=at)


def cards_of(person_ids: Collection[int]) -> dict[int, CardLine]:
    """Return the cards that some people hold, by person. One query."""
    held = SignInCard.objects.filter(
        account__person_id__in=person_ids, ended_at=None
    ).values_list("account__person_id", "made_at", "used_at")
    return {
        person_id: CardLine(person_id=person_id, made_at=made_at, used_at=used_at)
        for person_id, made_at, used_at in held
    }


def _end(account_id: int, *, at: datetime) -> bool:
    held = SignInCard.objects.filter(account_id=account_id, ended_at=None)
    return bool(held.update(ended_at=at))
