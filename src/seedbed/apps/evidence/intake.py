"""Takes resolved rows into the log: what is new, what came before, what contradicts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import polars as pl

from seedbed.lib.text import count, listing

from .cards import HeldGroup
from .models import EvidenceImport, HeldEvidence
from .resolve import HeldRow, raw_row
from .storage import Progress, insert_attempts, stored_hashes

CONFLICT = "conflict"
FROM_THE_FUTURE = "from-the-future"
UNKNOWN_STUDENT = "unknown-student"
UNKNOWN_SKILL = "unknown-skill"

FUTURE_SECONDS = 5 * 60
LATE_SECONDS = 30 * 24 * 60 * 60
MAX_EVENT_ID = 120
_ROWS_NAMED = 20
_LOOKUP = 10_000


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of the resolved rows. ``held`` are the conflicts."""

    n_new: int
    n_duplicate: int
    n_late: int
    held: list[HeldRow]


def split_future(
    frame: pl.DataFrame, *, at: datetime
) -> tuple[pl.DataFrame, list[HeldRow]]:
    """Split off the rows that happened over five minutes after ``at``."""
    is_future = pl.col("at").fill_null(0) > at.timestamp() + FUTURE_SECONDS
    held = [
        HeldRow(
            row=row["row"],
            reason=FROM_THE_FUTURE,
            message=f"The answer is dated {_moment(row['at'])}, after it arrived.",
            raw=raw_row(row),
        )
        for row in frame.filter(is_future).iter_rows(named=True)
    ]
    return frame.filter(~is_future), held


def take(
    frame: pl.DataFrame,
    *,
    receipt: EvidenceImport,
    at: datetime,
    progress: Progress | None = None,
) -> Taken:
    """Store the rows whose event is new; find duplicates and contradictions.

    Parameters
    ----------
    frame : DataFrame
        ``csv_evidence.FRAME_SCHEMA`` with student_id and item_id.
    receipt : EvidenceImport
        The file or request they came with.
    """
    keyed = _with_keys(frame)
    first = keyed.unique("event_id", keep="first", maintain_order=True)
    n_new = insert_attempts(
        first.rename({"correct": "is_correct"}),
        source_id=receipt.source_id,
        import_id=receipt.pk,
        at=at,
        progress=progress,
    )
    conflicts = keyed.clear()
    if n_new < keyed.height:
        stored = stored_hashes(
            first.get_column("event_id").to_list(), source_id=receipt.source_id
        )
        kept = pl.col("event_id").replace_strict(stored, return_dtype=pl.String)
        conflicts = keyed.filter(pl.col("payload_hash") != kept)
    late = pl.col("at") < at.timestamp() - LATE_SECONDS
    return Taken(
        n_new=n_new,
        n_duplicate=keyed.height - n_new - conflicts.height,
        n_late=min(n_new, first.filter(late).height),
        held=[_conflict(row) for row in conflicts.iter_rows(named=True)],
    )


def hold(rows: Iterable[HeldRow], *, receipt: EvidenceImport) -> None:
    """Keep rows that cannot be used, each once however often it is sent."""
    by_hash = {_raw_hash(row.raw, source=receipt.source.name): row for row in rows}
    known = _held_hashes(list(by_hash))
    HeldEvidence.objects.bulk_create(
        (
            HeldEvidence(
                evidence_import=receipt,
                row=row.row,
                reason=row.reason,
                message=row.message,
                raw=row.raw,
                raw_hash=digest,
            )
            for digest, row in by_hash.items()
            if digest not in known
        ),
        batch_size=1_000,
    )


def groups(rows: Iterable[HeldRow]) -> tuple[HeldGroup, ...]:
    """Return the held rows by reason, each with one sentence for all."""
    by_reason: dict[str, list[HeldRow]] = {}
    for row in rows:
        by_reason.setdefault(row.reason, []).append(row)
    return tuple(
        HeldGroup(
            reason=reason,
            message=_sentence(reason, some),
            n=len(some),
            rows=tuple(row.row for row in some[:_ROWS_NAMED]),
        )
        for reason, some in sorted(by_reason.items())
    )


def _sentence(reason: str, rows: list[HeldRow]) -> str:
    """Return what stands in the way of some rows, and what will help."""
    n_rows = count(len(rows), "row")
    names = sorted({row.named for row in rows if row.named})
    quoted = listing([repr(name) for name in names])
    if reason == UNKNOWN_STUDENT:
        return (
            f"{n_rows} held: no student on the roster is called {quoted}. They are "
            "used as soon as a roster brings the name."
        )
    if reason == UNKNOWN_SKILL:
        return (
            f"{n_rows} held: no skill of any framework is called {quoted}. They are "
            "used as soon as a framework brings the name."
        )
    if reason == FROM_THE_FUTURE:
        return (
            f"{n_rows} held: dated later than now. They are used when their time "
            "comes; check the clock of the tool."
        )
    if reason == CONFLICT:
        return (
            f"{n_rows} held: the same event was stored before with another answer, "
            "and stays as it is. Send a correction as a new event."
        )
    messages = sorted({row.message for row in rows})
    return f"{n_rows} held: {listing(messages, at_most=3)}"


def _with_keys(frame: pl.DataFrame) -> pl.DataFrame:
    """Add occurred_at in microseconds, the event id where none is, and the hash.

    The payload leaves the ordinal out: where the source gives none it follows from
    the other rows of the file, and a shorter file must not contradict a longer one.
    """
    when = (pl.col("at") * 1_000_000).round().cast(pl.Int64)
    who_and_what = ("student_id", "item_id")
    text = frame.with_columns(occurred_at=when).with_columns(
        when=pl.col("occurred_at").cast(pl.String).fill_null("")
    )
    named = text.select(
        "event_id",
        made=pl.format("{}|{}|{}|{}", *who_and_what, "when", "ordinal"),
        payload=pl.format(
            "{}|{}|{}|{}", *who_and_what, pl.col("correct").cast(pl.Int8), "when"
        ),
    )
    event_ids = [
        event_id if 0 < len(event_id) <= MAX_EVENT_ID else _digest(event_id or made)
        for event_id, made in named.select("event_id", "made").iter_rows()
    ]
    return text.drop("when").with_columns(
        event_id=pl.Series(event_ids, dtype=pl.String),
        payload_hash=named.get_column("payload").map_elements(
            _digest, return_dtype=pl.String
        ),
    )


def _conflict(row: dict[str, Any]) -> HeldRow:
    """Return a row that says of a stored event something else."""
    return HeldRow(
        row=row["row"],
        reason=CONFLICT,
        message=f"Event {row['event_id']!r} is stored already with another answer.",
        raw=raw_row(row),
    )


def _held_hashes(hashes: list[str]) -> set[str]:
    """Return which of these rows are held already."""
    found: set[str] = set()
    for start in range(0, len(hashes), _LOOKUP):
        found.update(
            HeldEvidence.objects.filter(
                released_at=None, raw_hash__in=hashes[start : start + _LOOKUP]
            ).values_list("raw_hash", flat=True)
        )
    return found


def _raw_hash(raw: dict[str, Any], *, source: str) -> str:
    """Return what names a held row: its source and all of it, less its place."""
    return _digest(json.dumps([source, raw], sort_keys=True, default=str))


def _digest(text: str) -> str:
    """Return a 16-byte BLAKE2b digest as 32 hexadecimal digits."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _moment(seconds: float) -> str:
    """Return a time for people; years beyond the calendar as plain seconds."""
    try:
        moment = datetime.fromtimestamp(seconds, tz=UTC)
    except (ValueError, OverflowError, OSError):
        return f"{seconds:.0f} seconds after 1970"
    return f"{moment:%Y-%m-%d %H:%M} UTC"
