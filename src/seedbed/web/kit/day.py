"""One student's day, arranged for the strip and the list that pages share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext

from seedbed.apps.curriculum.queries import named
from seedbed.apps.scheduling.cards import SeatCard, StudentDay

from .words import ACTIVITY

_REST = ("break", "lunch", "work")
_LABELS_ON_AXIS = 6
#: What a standing schedule calls time without a lesson; pages say it in their words.
_STANDING_TITLE = "Independent work"


@dataclass(frozen=True, kw_only=True)
class Block:
    """One block of a day with what the clock says about it.

    ``what`` names its activity as the reader is addressed.
    """

    seat: SeatCard
    title: str
    what: str
    is_done: bool
    is_now: bool
    shows_time: bool

    @property
    def ends(self) -> int:
        """Minutes after midnight at which the block ends."""
        return self.seat.starts + self.seat.minutes

    @property
    def is_named(self) -> bool:
        """Tell whether its title says more than the name of the activity."""
        return self.title != str(ACTIVITY.get(self.seat.modality, ""))

    @property
    def is_rest(self) -> bool:
        """Tell whether nothing is learnt in it."""
        return self.seat.modality in _REST


@dataclass(frozen=True, kw_only=True)
class Strip:
    """The blocks of a day in order."""

    blocks: tuple[Block, ...]

    @property
    def starts(self) -> int:
        """Minutes after midnight at which the day starts."""
        return self.blocks[0].seat.starts

    @property
    def ends(self) -> int:
        """Minutes after midnight at which the day ends."""
        return self.blocks[-1].ends

    @property
    def now(self) -> Block | None:
        """The block under way, or None."""
        return next((block for block in self.blocks if block.is_now), None)

    @property
    def ahead(self) -> Block | None:
        """The next block in which something is learnt, or None."""
        waiting = (b for b in self.blocks if not b.is_done and not b.is_now)
        return next((block for block in waiting if not block.is_rest), None)


def title_of(seat: SeatCard) -> str:
    """Return what a block is called, in the reader's language where it is ours."""
    if seat.modality == "mentor" and seat.adult:
        return gettext("Check-in with %(adult)s") % {"adult": seat.adult}
    is_ours = seat.modality in _REST or seat.modality == "study"
    if is_ours or seat.title in ("", _STANDING_TITLE):
        return str(ACTIVITY.get(seat.modality, seat.title))
    return named(seat.title)


def strip_of(
    day: StudentDay,
    *,
    minute: int | None = None,
    names: Mapping[str, str | Promise] = ACTIVITY,
) -> Strip | None:
    """Arrange a day; None if it has no blocks.

    Parameters
    ----------
    minute
        Minutes after midnight now, if the day is today: earlier blocks are done.
    names
        Names of the activities, by default as the student reads them.
    """
    seats = sorted(day.seats, key=lambda seat: seat.starts)
    if not seats:
        return None
    apart = (seats[-1].starts + seats[-1].minutes - seats[0].starts) / _LABELS_ON_AXIS
    last_label = seats[0].starts - 2 * apart
    end = seats[-1].starts + seats[-1].minutes
    blocks = []
    for seat in seats:
        shows = seat.starts - last_label >= apart and end - seat.starts >= apart / 2
        last_label = seat.starts if shows else last_label
        ends = seat.starts + seat.minutes
        blocks.append(
            Block(
                seat=seat,
                title=title_of(seat),
                what=str(names.get(seat.modality, seat.modality)),
                is_done=minute is not None and minute >= ends,
                is_now=minute is not None and seat.starts <= minute < ends,
                shows_time=shows,
            )
        )
    return Strip(blocks=tuple(blocks))
