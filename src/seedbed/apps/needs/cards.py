"""What the queries of the needs app return. No card names a student."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A count as it may be shown: itself, "fewer than 10", or not at all.

    ``n`` is None where it may not be said; ``is_few`` then tells that it is small, and
    otherwise it is hidden because others could be worked out from it.
    """

    n: int | None
    is_few: bool = False

    @property
    def low(self) -> int:
        """The least it can be, as its reader knows."""
        return 0 if self.n is None else self.n


@dataclass(frozen=True, kw_only=True)
class SourceCard:
    """How a pocket is known, and how fresh that is. ``source`` "record" is our own."""

    source: str
    as_of_on: date
    how_known: str = ""

    @property
    def is_record(self) -> bool:
        """Whether the record itself says so, and no list."""
        return not self.source


@dataclass(frozen=True, kw_only=True)
class PocketCard:
    """One pocket. ``reached`` is from what is known, and to what it may be.

    ``instead_words`` are what at least ten of its students are said to do instead.
    """

    kind: str
    n: Counted
    nothing: Counted
    something: Counted
    unknown: Counted
    sources: tuple[SourceCard, ...]
    n_seats: int | None
    reached: tuple[float, float] | None
    instead_words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OverlapCard:
    """Students who are in exactly these pockets and in no other."""

    kinds: tuple[str, ...]
    n: Counted


@dataclass(frozen=True, kw_only=True)
class CountCard:
    """A pocket of which only a number is known."""

    kind: str
    source: str
    n_children: int
    of_children: int
    as_of_on: date


@dataclass(frozen=True, kw_only=True)
class BoundsCard:
    """Between how many children are in any pocket, counts from elsewhere included."""

    low: int
    high: int
    of_children: int


@dataclass(frozen=True, kw_only=True)
class NeedsCard:
    """All pockets, in the order of whom a unit would reach who has nothing today.

    ``n_students`` are all students on the record, also those who left.
    """

    pockets: tuple[PocketCard, ...]
    overlaps: tuple[OverlapCard, ...]
    union: Counted
    n_students: int
    counts: tuple[CountCard, ...]
    bounds: BoundsCard | None


@dataclass(frozen=True, kw_only=True)
class UnknownRow:
    """A row of a list whose id nobody has; the header is row 1."""

    row: int
    value: str


@dataclass(frozen=True, kw_only=True)
class ListCard:
    """A list as it was checked, and where it stands.

    ``n_before`` are on the list that it would replace, or replaced.
    """

    uuid: UUID
    kind: str
    source: str
    file_name: str
    as_of_on: date
    how_known: str
    n_students: int
    n_unclear: int
    n_before: int
    unknown: tuple[UnknownRow, ...]
    status: str

    @property
    def is_saved(self) -> bool:
        """Whether its students count now."""
        return self.status == "saved"

    @property
    def is_staged(self) -> bool:
        """Whether it waits to be saved."""
        return self.status == "staged"


@dataclass(frozen=True, kw_only=True)
class ListLine:
    """A list whose students count now."""

    uuid: UUID
    kind: str
    source: str
    file_name: str
    as_of_on: date


@dataclass(frozen=True, kw_only=True)
class RequestCard:
    """What a family asked for, in its own words; ``is_own``: on its own page."""

    token: UUID
    text: str
    language: str
    kind: str
    said_on: date
    noted_at: datetime
    is_own: bool = False
