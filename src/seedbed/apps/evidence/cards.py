"""What the evidence app takes and returns: small frozen records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
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
class AttemptRows:
    """Attempts as columns of length N.

    Sorted by student and, within one, by (time, ordinal, event id, id); attempts
    without a time come first. ``day`` is days since 1970-01-01, ``nan`` without a
    time; ``moment`` the same, or when it was received. ``is_due`` says whether it
    happened by the cut-off; without a time it did.
    """

    attempt_id: IntArray
    student_id: IntArray
    item_id: IntArray
    is_correct: BoolArray
    day: FloatArray
    moment: FloatArray
    is_due: BoolArray

    @property
    def n(self) -> int:
        """Number of attempts N."""
        return len(self.attempt_id)

    def select(self, chosen: BoolArray | IntArray) -> AttemptRows:
        """Return the chosen attempts, by mask or by index."""
        return AttemptRows(
            **{f.name: getattr(self, f.name)[chosen] for f in fields(self)}
        )

    def joined(self, others: AttemptRows) -> AttemptRows:
        """Return these and those of other students, sorted by student."""
        whole = AttemptRows(
            **{
                f.name: np.concatenate([getattr(self, f.name), getattr(others, f.name)])
                for f in fields(self)
            }
        )
        return whole.select(np.argsort(whole.student_id, kind="stable"))


_NO_IDS = np.zeros(0, np.int64)
NO_ATTEMPTS = AttemptRows(
    attempt_id=_NO_IDS,
    student_id=_NO_IDS,
    item_id=_NO_IDS,
    is_correct=np.zeros(0, np.bool_),
    day=np.zeros(0),
    moment=np.zeros(0),
    is_due=np.zeros(0, np.bool_),
)


@dataclass(frozen=True, kw_only=True)
class Unread:
    """What somebody who read attempts before has not read.

    An attempt was read if its id is at most ``read_up_to`` and it happened no later
    than ``as_of``, or has no time; up to ``complete_up_to`` every one was. Attempts
    with the ids ``besides`` are asked for again.
    """

    complete_up_to: int
    read_up_to: int
    as_of: datetime
    besides: IntArray


@dataclass(frozen=True, kw_only=True)
class AttemptTally:
    """How many attempts each student has up to an id, and the newest id of all.

    ``n`` (S,) in the order of the students asked about; ``last_id`` 0 without any.
    """

    n: IntArray
    last_id: int


@dataclass(frozen=True, kw_only=True)
class SourceCard:
    """A source of evidence, whether it stopped sending, and what it last brought.

    ``n_new`` answers of the last file were taken in, ``n_held`` held back.
    """

    name: str
    last_received_at: datetime | None
    age_hours: float | None
    is_late: bool
    n_new: int = 0
    n_held: int = 0
