"""Stored days kept in memory, each for as long as everything it is read from stands.

Reading and verifying a day takes thirty queries; asking whether anything changed takes
one (``rows.stamp``). Writers never read a kept day: they load it inside of their own
transaction.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from threading import Lock

from seedbed.apps.accounts.tenancy import current_system_id
from seedbed.apps.evidence import queries as evidence
from seedbed.lib.modalities import Modality

from .cards import Check, Decision, FairnessRow, LimitBar, LoadSlot
from .models import DayStatus, Seat
from .open_decisions import decided_since, open_decisions
from .review_parts import checks_of, fairness_of, limits_of_day, load_of
from .rows.stamp import stamp_of
from .stored_day import StoredDay, load_day

#: Days of some ten megabytes each: a draft and the published day of a few units.
_DAYS_KEPT = 6

#: Evidence of this long before the draft is what the draft is said to be made from.
_EVIDENCE_OF = timedelta(days=1)

#: Larger, and for whoever is looking at one block after another.
_DAYS_KEPT_WITH_OPTIONS = 2

Key = tuple[int, int, date]


@dataclass(frozen=True)
class KeptDay:
    """A stored day, and what pages say of it, each worked out when first asked for."""

    day: StoredDay

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What is open, what must be decided first. One query the first time."""
        return open_decisions(self.day, decided_since(self.day))

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The lines of the checks. One query the first time."""
        return checks_of(self.day, _mentor_seen(self.day))

    @cached_property
    def load(self) -> tuple[LoadSlot, ...]:
        """Students by modality in each block."""
        return load_of(self.day)

    @cached_property
    def limits(self) -> tuple[LimitBar, ...]:
        """How full the fullest block of each scarce thing is."""
        return limits_of_day(self.day)

    @cached_property
    def fairness(self) -> tuple[tuple[FairnessRow, ...], float]:
        """Live minutes of groups, and everyone's median."""
        return fairness_of(self.day)

    @cached_property
    def n_attempts(self) -> int:
        """Answers of the day before the draft was made. One query the first time."""
        row = self.day.row
        return evidence.n_attempts_since(row.unit_id, row.made_at - _EVIDENCE_OF)


class _Shelf:
    """The last few days by what they are of, each with the stamp it was read under."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._days: OrderedDict[Key, tuple[str, KeptDay]] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Key, stamp: str) -> KeptDay | None:
        """Return a day that was read under the same stamp, or None."""
        with self._lock:
            kept = self._days.get(key)
            if kept is None or kept[0] != stamp:
                return None
            self._days.move_to_end(key)
            return kept[1]

    def keep(self, key: Key, stamp: str, day: KeptDay) -> None:
        """Keep a day in place of what was known of it, and forget the oldest."""
        with self._lock:
            self._days[key] = (stamp, day)
            self._days.move_to_end(key)
            while len(self._days) > self._most:
                self._days.popitem(last=False)


_SHELF = _Shelf(_DAYS_KEPT)
_WITH_OPTIONS = _Shelf(_DAYS_KEPT_WITH_OPTIONS)


def kept_day(unit_id: int, on: date) -> KeptDay:
    """Return a stored day, verified as it stands now. One query where nothing changed.

    At most 33 where something did: the day is read anew, and kept unless something
    changed while it was read.

    Raises
    ------
    NoDayError
        If no plan has been made for the date.
    """
    return _kept(_SHELF, unit_id, on, with_options=False)


def kept_options(unit_id: int, on: date) -> StoredDay:
    """Return a stored day with what else its students could do, as ``kept_day`` does.

    Raises
    ------
    NoDayError
        If no plan has been made for the date.
    """
    return _kept(_WITH_OPTIONS, unit_id, on, with_options=True).day


def _kept(shelf: _Shelf, unit_id: int, on: date, *, with_options: bool) -> KeptDay:
    key = (current_system_id(), unit_id, on)
    stamp = stamp_of(unit_id, on, with_options=with_options)
    found = shelf.find(key, stamp)
    if found is None:
        found = KeptDay(load_day(unit_id, on, with_options=with_options))
        if stamp_of(unit_id, on, with_options=with_options) == stamp:
            shelf.keep(key, stamp, found)
    return found


def _mentor_seen(day: StoredDay) -> frozenset[int]:
    """Return who has met or will meet a mentor this week, this day included."""
    on = day.row.on
    earlier = Seat.objects.filter(
        day__unit_id=day.row.unit_id,
        day__status=DayStatus.PUBLISHED,
        day__on__gte=on - timedelta(days=on.weekday()),
        day__on__lt=on,
        modality=Modality.MENTOR,
    ).values_list("student_id", flat=True)
    today = (s.student_id for s in day.stored.seats if s.modality == Modality.MENTOR)
    return frozenset(earlier) | frozenset(today)
