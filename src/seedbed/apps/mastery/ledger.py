"""Keeps account of which attempts a state has read, and finds those it has not.

An attempt is in a state if its id is at most ``read_up_to`` and it happened no later
than ``as_of``. So a later cut-off finds the attempts that an earlier night saw and left
for later, and no id is ever jumped over.

Three things make a student be walked through again from blank: evidence older than
what the state holds of the student, because order matters; a student new to the unit,
who may bring a past; and a number of attempts that no longer agrees with the account.
The last happens when two transactions commit out of order of their ids, so that an id
appears below one that was read already, or when a person's rows were erased.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from seedbed.apps.evidence import queries as evidence
from seedbed.apps.evidence.cards import NO_ATTEMPTS, AttemptRows, Unread
from seedbed.lib.arrays import BoolArray, IntArray

from .numbering import places


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Which attempts of some students (S,), ids ascending, a state has read.

    ``n_read`` (S,) attempts up to ``read_up_to``, in the state or left for later;
    ``last_id`` (S,) the latest in the state, 0 without any. Every attempt up to
    ``complete_up_to`` is in the state.
    """

    student_ids: IntArray
    n_read: IntArray
    last_id: IntArray
    read_up_to: int
    complete_up_to: int
    as_of: datetime | None

    def of(self, student_ids: IntArray) -> Ledger:
        """Return the account of some of the students, ids ascending."""
        chosen = np.isin(self.student_ids, student_ids)
        return Ledger(
            student_ids=self.student_ids[chosen],
            n_read=self.n_read[chosen],
            last_id=self.last_id[chosen],
            read_up_to=self.read_up_to,
            complete_up_to=self.complete_up_to,
            as_of=self.as_of,
        )


_NOBODY = np.zeros(0, np.int64)
#: The account of a state that has read nothing.
NOTHING_READ = Ledger(
    student_ids=_NOBODY,
    n_read=_NOBODY,
    last_id=_NOBODY,
    read_up_to=0,
    complete_up_to=0,
    as_of=None,
)


@dataclass(frozen=True, kw_only=True)
class Fresh:
    """What a state has to read: ``rows``, sorted by student and time.

    Students with ``starts_blank`` (S,) forget what was remembered of them; their rows
    are their whole past. ``ledger`` is the account once the rows are read.
    """

    rows: AttemptRows
    starts_blank: BoolArray
    ledger: Ledger


def gather(ledger: Ledger, student_ids: IntArray, *, until: datetime) -> Fresh:
    """Return what a state must read to know some students up to a cut-off.

    At most three queries, one of them over whole pasts.

    Parameters
    ----------
    ledger : Ledger
        What was read so far, up to a cut-off no later than ``until``.
    student_ids : ndarray of shape (S,)
        Ascending; who is not in the account starts blank.
    """
    tally = evidence.attempt_tally(student_ids, up_to_id=ledger.read_up_to)
    known = places(ledger.student_ids, student_ids)
    agrees = (known >= 0) & (_taken(ledger.n_read, known) == tally.n)
    read_up_to = max(tally.last_id, ledger.read_up_to)
    last_id = np.where(agrees, _taken(ledger.last_id, known), 0)
    news = _unread(ledger, student_ids[agrees], last_id, read_up_to, until)
    was_read = np.isin(news.attempt_id, last_id)
    starts_blank = ~agrees | _has_older(news, was_read, student_ids)
    news = news.select(~was_read & ~starts_blank[places(student_ids, news.student_id)])
    past = evidence.attempt_rows(
        until=until, student_ids=student_ids[starts_blank], up_to_id=read_up_to
    )
    rows = news.select(news.is_due).joined(past.select(past.is_due))
    n_read = np.where(starts_blank, 0, _taken(ledger.n_read, known))
    for read in (news.select(news.attempt_id > ledger.read_up_to), past):
        n_read += _counted(student_ids, read)
    waiting = [read.attempt_id[~read.is_due] for read in (news, past)]
    return Fresh(
        rows=rows,
        starts_blank=starts_blank,
        ledger=Ledger(
            student_ids=student_ids,
            n_read=n_read,
            last_id=_last_of(student_ids, rows, np.where(starts_blank, 0, last_id)),
            read_up_to=read_up_to,
            complete_up_to=min(
                [read_up_to, *(int(ids.min()) - 1 for ids in waiting if len(ids))]
            ),
            as_of=until,
        ),
    )


def _unread(
    ledger: Ledger,
    student_ids: IntArray,
    last_id: IntArray,
    read_up_to: int,
    until: datetime,
) -> AttemptRows:
    """Return what was not read of students in the account, and the last that was.

    At most one query.
    """
    if ledger.as_of is None:
        return NO_ATTEMPTS
    return evidence.attempt_rows(
        until=until,
        student_ids=student_ids,
        up_to_id=read_up_to,
        unread=Unread(
            complete_up_to=ledger.complete_up_to,
            read_up_to=ledger.read_up_to,
            as_of=ledger.as_of,
            besides=last_id[last_id > 0],
        ),
    )


def _has_older(
    news: AttemptRows, was_read: BoolArray, student_ids: IntArray
) -> BoolArray:
    """Return which students (S,) have new evidence before what was read of them."""
    owner = places(student_ids, news.student_id)
    at = np.arange(news.n)
    last_read = np.full(len(student_ids), -1)
    np.maximum.at(last_read, owner[was_read], at[was_read])
    first_new = np.full(len(student_ids), news.n)
    is_new = news.is_due & ~was_read
    np.minimum.at(first_new, owner[is_new], at[is_new])
    return np.asarray(first_new < last_read)


def _counted(student_ids: IntArray, rows: AttemptRows) -> IntArray:
    """Return the number of rows of each student (S,)."""
    owner = places(student_ids, rows.student_id)
    return np.bincount(owner, minlength=len(student_ids))


def _last_of(student_ids: IntArray, rows: AttemptRows, otherwise: IntArray) -> IntArray:
    """Return the id of the last row of each student (S,)."""
    last = otherwise.copy()
    # Of several values for one place the last one stays.
    last[places(student_ids, rows.student_id)] = rows.attempt_id
    return last


def _taken(values: IntArray, at: IntArray) -> IntArray:
    """Return values by place, -1 for the place -1."""
    return np.append(values, -1)[at]
