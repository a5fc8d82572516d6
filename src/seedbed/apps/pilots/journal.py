"""The chain of a pilot's journal: each entry holds the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, transaction

from .errors import JournalMovedError
from .models import EntryKind, JournalEntry, Pilot


def write(
    pilot: Pilot,
    kind: EntryKind,
    content: dict[str, Any],
    *,
    by_id: int,
    at: datetime,
    why: str = "",
) -> JournalEntry:
    """Add an entry to a pilot's journal. Three queries.

    Raises
    ------
    JournalMovedError
        If somebody else wrote at the same moment.
    """
    last = JournalEntry.objects.filter(pilot=pilot).order_by("-number").first()
    entry = JournalEntry(
        pilot=pilot,
        number=last.number + 1 if last else 1,
        kind=kind,
        content=content,
        why=why.strip(),
        by_id=by_id,
        at=at,
        previous_hash=last.hash if last else "",
    )
    entry.hash = digest(entry, pilot)
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as error:
        raise JournalMovedError from error
    return entry


def digest(entry: JournalEntry, pilot: Pilot) -> str:
    """Return the hash that an entry must have."""
    words = {
        "pilot": str(pilot.uuid),
        "number": entry.number,
        "kind": str(entry.kind),
        "content": entry.content,
        "why": entry.why,
        "by": entry.by_id,
        "at": entry.at.astimezone(UTC).isoformat(),
        "previous": entry.previous_hash,
    }
    text = json.dumps(words, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def whole(
    pilot: Pilot, entries: Iterable[JournalEntry]
) -> Iterator[tuple[JournalEntry, bool]]:
    """Yield each entry in order, and whether nothing up to it was changed."""
    previous, number, is_whole = "", 0, True
    for entry in entries:
        is_whole = (
            is_whole
            and entry.number == number + 1
            and entry.previous_hash == previous
            and entry.hash == digest(entry, pilot)
        )
        previous, number = entry.hash, entry.number
        yield entry, is_whole
