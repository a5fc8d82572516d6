"""The secret address of a person's calendar: made, replaced, stopped, looked up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from .cards import FeedCard
from .errors import UnknownSecretError
from .secrets import digest_of, new_secret
from .tables import FeedKey


@transaction.atomic
def make_feed(*, person_id: int, at: datetime) -> str:
    """Return a new token of a person's calendar; the one before stops."""
    stop_feed(person_id=person_id, at=at)
    token = new_secret()
    FeedKey.objects.create(person_id=person_id, digest=digest_of(token), made_at=at)
    return token


def stop_feed(*, person_id: int, at: datetime) -> bool:
    """Stop the address of a person's calendar; return False if there is none."""
    held = FeedKey.objects.filter(person_id=person_id, ended_at=None)
    return bool(held.update(ended_at=at) == 1)


def feed_made_at(person_id: int) -> datetime | None:
    """Return since when a person's calendar has its address, or None. One query."""
    held = FeedKey.objects.filter(person_id=person_id, ended_at=None).first()
    return held.made_at if held else None


def feed_named(token: str) -> FeedCard:
    """Return the calendar that a token opens. One query, inside its system.

    Raises
    ------
    UnknownSecretError
        If this system never gave the token.
    """
    found = (
        FeedKey.objects.filter(digest=digest_of(token)).select_related("person").first()
    )
    if found is None:
        raise UnknownSecretError
    return FeedCard(
        person_id=found.person_id,
        uuid=found.person.uuid,
        name=found.person.name,
        first_name=found.person.first_name,
        language=found.person.language,
        is_open=found.ended_at is None and found.person.is_active,
    )
