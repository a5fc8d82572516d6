"""What the evidence app takes and returns: small frozen records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from seedbed.lib.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, kw_only=True)
class AttemptColumns:
    """Attempts whose students and items are known, as columns of length N.

    ``occurred_at`` (N,) seconds since 1970 (UTC), ``nan`` where unknown; ``ordinal``
    (N,) then orders a student's attempts. ``event_id`` names each attempt within its
    source; an empty one is made from student, item and time.

    Raises
    ------
    ValueError
        If the columns differ in length.
    """

    student_id: IntArray
    item_id: IntArray
    is_correct: BoolArray
    occurred_at: FloatArray
    ordinal: IntArray
    event_id: Sequence[str]

    def __post_init__(self) -> None:
        lengths = {
            name: len(getattr(self, name))
            for name in (
                "student_id",
                "item_id",
                "is_correct",
                "occurred_at",
                "ordinal",
                "event_id",
            )
        }
        if len(set(lengths.values())) != 1:
            raise ValueError(f"Attempt columns must be of one length, got {lengths}.")


@dataclass(frozen=True, kw_only=True)
class HeldGroup:
    """Rows held for one reason, with one sentence for all of them.

    ``rows`` are the first row numbers; ``n`` counts all.
    """

    reason: str
    message: str
    n: int
    rows: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class EvidenceReport:
    """What became of the rows of one file or request.

    ``n_rows`` = ``n_new`` + ``n_duplicate`` + ``n_held`` + ``n_skipped``; conflicts
    are among the held and counted in ``n_conflict`` too. ``n_skipped`` are statements
    that say nothing about right or wrong. ``n_late`` of the new ones happened over 30
    days before they arrived. ``n_released`` rows that earlier imports had held found
    their student or skill this time.
    """

    file_name: str
    source: str
    n_rows: int
    n_new: int
    n_duplicate: int
    n_held: int
    n_conflict: int
    held_groups: tuple[HeldGroup, ...] = ()
    dry_run: bool = False
    n_skipped: int = 0
    n_late: int = 0
    n_released: int = 0


@dataclass(frozen=True, kw_only=True)
class UnitAttempts:
    """All attempts of a unit's students up to a moment, as columns of length N.

    Sorted by student and, within one, by (time, ordinal, event id); attempts without
    a time come first. ``day`` is days since 1970-01-01, ``nan`` without a time.
    ``fingerprint`` changes when anything in the columns does.
    """

    student_id: IntArray
    item_id: IntArray
    is_correct: BoolArray
    day: FloatArray
    fingerprint: str

    @property
    def n_attempts(self) -> int:
        """Number of attempts N."""
        return int(np.size(self.student_id))


@dataclass(frozen=True, kw_only=True)
class SourceCard:
    """A source of evidence, and whether it stopped sending."""

    name: str
    last_received_at: datetime | None
    age_hours: float | None
    is_late: bool
