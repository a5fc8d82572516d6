"""Writes of the digests app: what people choose, and the sending, once a day each.

Each digest is its own piece of work with its own transaction: an e-mail that went out
stays in the ledger whatever happens to the next one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation

from seedbed.apps.accounts.tenancy import system_context

from . import queries
from .cards import Letter, Reader, SentCard
from .models import DigestChoice, DigestSent, When
from .wording import letter_of

Post = Callable[[Letter], None]


@transaction.atomic
def choose(*, person_id: int, when: str, at: datetime) -> None:
    """Keep when a person wants the digest.

    Raises
    ------
    ValueError
        If ``when`` is not one of ``When``.
    """
    DigestChoice.objects.update_or_create(
        person_id=person_id, defaults={"when": When(when), "chosen_at": at}
    )


def send_digests(
    *,
    system_id: int,
    when: str,
    on: date,
    at: datetime,
    zone: ZoneInfo,
    post: Post,
    address: str = "",
) -> SentCard:
    """Send the digests of a time of day; whoever had one that day gets no other.

    Parameters
    ----------
    when
        ``evening`` or ``morning``.
    on
        Today's local date; an evening's digest is about the next school day.
    post
        Sends one letter, or raises ``OSError`` if it cannot.
    address
        Where the pages are, for the last line; may be empty.
    """
    with system_context(system_id):
        waiting = queries.readers(When(when))
    done: Counter[str] = Counter()
    for reader in waiting:
        with translation.override(reader.language), timezone.override(zone):
            done[
                _send(
                    reader,
                    system_id=system_id,
                    on=on,
                    at=at,
                    zone=zone,
                    post=post,
                    address=address,
                )
            ] += 1
    return SentCard(
        n_sent=done["sent"],
        n_quiet=done["quiet"],
        n_before=done["before"],
        n_failed=done["failed"],
    )


def _send(
    reader: Reader,
    *,
    system_id: int,
    on: date,
    at: datetime,
    zone: ZoneInfo,
    post: Post,
    address: str,
) -> str:
    """Send one digest; return what became of it."""
    with system_context(system_id):
        mine = DigestSent.objects.filter(person_id=reader.person_id, on=on)
        if mine.exists():
            return "before"
        letter = letter_of(reader, on=on, at=at, zone=zone, address=address)
        if letter is None:
            return "quiet"
    with system_context(system_id), transaction.atomic():
        # Claimed before it is sent: of two runs at once, one sends.
        _row, is_mine = DigestSent.objects.get_or_create(
            person_id=reader.person_id,
            on=on,
            defaults={"when": reader.when, "sent_at": at},
        )
    if not is_mine:
        return "before"
    try:
        post(letter)
    except OSError:
        with system_context(system_id):
            mine.delete()
        return "failed"
    return "sent"
