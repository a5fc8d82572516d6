"""What people of a roster are called when they sign in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import count

from .models import Account, Person

_LONGEST = 140
_NO_LETTER = re.compile(r"[^a-z0-9]+")


def account_of(person: Person, username_of: Callable[[Person], str]) -> Account:
    """Return a person's account, made without a password if there is none."""
    held: Account | None = Account.objects.filter(person_id=person.pk).first()
    if held is None:
        held = Account(
            username=username_of(person),
            person_id=person.pk,
            system_id=person.system_id,
        )
        held.set_unusable_password()
        held.save()
    return held


def typed_account_of(person: Person) -> Account:
    """Return a person's account under a name that can be typed.

    One that only a card opened has none; it gets one.
    """
    held = account_of(person, free_username)
    if held.username == nameless(person):
        held.username = free_username(person)
        held.save()
    return held


def nameless(person: Person) -> str:
    """Return the username of an account that is never typed."""
    return str(person.uuid.hex)


def free_username(person: Person) -> str:
    """Return a username that nobody has, in any school system.

    The e-mail address, which the person knows by heart, if nobody else signs in with
    it; else first and last name in plain letters, with a number where it takes one.
    """
    if "@" in person.email and not _is_taken(person.email, person):
        return person.email.casefold()
    words = [_plain(person.first_name), _plain(person.family_name)]
    name = ".".join(filter(None, words))[:_LONGEST] or "person"
    if not _is_taken(name, person):
        return name
    return next(
        numbered for n in count(2) if not _is_taken(numbered := f"{name}{n}", person)
    )


def _is_taken(username: str, person: Person) -> bool:
    others = Account.objects.exclude(person_id=person.pk)
    return bool(others.filter(username__iexact=username).exists())


def _plain(words: str) -> str:
    """Return a name in lower-case ASCII letters.

    >>> _plain("María José"), _plain("O'Brien"), _plain("李")
    ('mariajose', 'obrien', '')
    """
    bare = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return _NO_LETTER.sub("", bare.lower())
