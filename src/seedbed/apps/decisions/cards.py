"""What the decisions app hands to others: frozen cards, no model."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from .instruments import Question, Questionnaire


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One leader's answer to one item; what is None or empty was left open."""

    at: int | None = None
    wanted: int | None = None
    why: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return self.at is None and self.wanted is None and not self.why


@dataclass(frozen=True, kw_only=True)
class WaveCard:
    """The round of a survey that is open, or was last."""

    id: int
    uuid: UUID
    name: str
    opens_on: date
    closes_on: date
    is_open: bool
    questionnaire: Questionnaire


@dataclass(frozen=True, kw_only=True)
class RoundLine:
    """A round in the list of all; ``n_systems`` is None if fewer than five answered."""

    wave: WaveCard
    n_systems: int | None
    is_own: bool
    has_begun: bool


@dataclass(frozen=True, kw_only=True)
class MovedCard:
    """How many systems moved to which pole; ``p`` is that of an exact sign test.

    It is adjusted for all items together.
    """

    n_lower: int
    n_alike: int
    n_higher: int
    p: float
    middle_then: float | None
    middle_now: float | None


@dataclass(frozen=True, kw_only=True)
class ChangeCard:
    """One item in two rounds: the own system then and now, and how all moved.

    ``moved`` is None if fewer than five systems answered it both times.
    """

    number: int
    question: Question
    own_then: float | None = None
    own_now: float | None = None
    moved: MovedCard | None = None


@dataclass(frozen=True, kw_only=True)
class ThenAndNow:
    """Two rounds of one survey; ``n_systems`` answered both, None if under five.

    ``is_visible`` to whoever answered the later one, and to all once it is over.
    """

    before: WaveCard
    now: WaveCard
    is_visible: bool
    n_systems: int | None
    items: tuple[ChangeCard, ...]


@dataclass(frozen=True, kw_only=True)
class ShareCard:
    """The share of systems that say yes, before and now, with Wilson's 95 % interval.

    ``n_more`` began, ``n_fewer`` stopped, of ``n_systems`` that answered both.
    """

    question: Question
    n_systems: int
    before: tuple[float, float, float]
    now: tuple[float, float, float]
    n_more: int
    n_fewer: int
    p: float


@dataclass(frozen=True, kw_only=True)
class TeamItem:
    """What one system's leaders say on one item, without names.

    ``answers`` is how many said each point; ``reasons`` their words.
    """

    own: float | None = None
    wanted: float | None = None
    n_leaders: int = 0
    answers: tuple[tuple[int, int], ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def lowest(self) -> int:
        """The answer nearest to the low pole."""
        return self.answers[0][0]

    @property
    def highest(self) -> int:
        """The answer nearest to the high pole."""
        return self.answers[-1][0]


@dataclass(frozen=True, kw_only=True)
class PeerItem:
    """Where the other systems are on one item; all open if fewer than five answered.

    ``dots`` is how many systems are at each position, ``quartiles`` the lower end of
    the box, the middle system and the upper end. ``place`` says where the own system is
    among them, in the words of ``engines.survey.Place``; empty if it did not answer.
    """

    n_systems: int = 0
    dots: tuple[tuple[float, int], ...] = ()
    quartiles: tuple[float, float, float] | None = None
    place: str = ""
    n_lower: int = 0
    n_higher: int = 0
    is_split: bool = False


@dataclass(frozen=True, kw_only=True)
class ItemCard:
    """One question with what the team says and where the others are."""

    number: int
    question: Question
    team: TeamItem
    peers: PeerItem


@dataclass(frozen=True, kw_only=True)
class GroupCard:
    """Systems to compare with: all, or those of one band of the own system.

    ``n_systems`` is None if they are fewer than five: then they are not shown.
    """

    code: str
    band: str
    n_systems: int | None


@dataclass(frozen=True, kw_only=True)
class DifferenceCard:
    """One difference between groups of systems that is hardly ever chance."""

    question: Question
    grouping: str
    groups: tuple[tuple[str, float, int], ...]


@dataclass(frozen=True, kw_only=True)
class ComparedCard:
    """What the comparison of groups found, over how many systems."""

    n_systems: int
    n_comparisons: int
    compared_at: datetime
    differences: tuple[DifferenceCard, ...]


@dataclass(frozen=True, kw_only=True)
class StandingCard:
    """Where a system stands in a wave.

    ``has_answered`` is whether the one who asks has: before, ``items`` hold no peers.
    ``splits`` are the places of the items on which the team is furthest apart, the
    widest first; ``far`` that of an item on which most others lie to one side.
    """

    wave: WaveCard
    items: tuple[ItemCard, ...]
    mine: dict[str, Answer]
    n_leaders: int
    groups: tuple[GroupCard, ...] = ()
    chosen: str = "all"
    splits: tuple[int, ...] = ()
    far: int | None = None
    compared: ComparedCard | None = None

    @property
    def has_answered(self) -> bool:
        """Whether the one who asks said where the system is on any item."""
        return any(answer.at is not None for answer in self.mine.values())


@dataclass(frozen=True, kw_only=True)
class PeerCard:
    """A system that decides much as the own one does, and may be named."""

    name: str
    stage: str
    offers: str


@dataclass(frozen=True, kw_only=True)
class RevisitCard:
    """One look at a trade-off after it was made."""

    on: date
    happened: str
    verdict: str


@dataclass(frozen=True, kw_only=True)
class TradeOffCard:
    """What a team chose, what it gives up for it, and what came of it."""

    id: int
    question: Question
    side: str
    choice: str
    cost: str
    chosen_on: date
    revisit_on: date
    ended_on: date | None
    is_due: bool
    by: str
    revisits: tuple[RevisitCard, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class ChosenCard:
    """How many members took each side of an item; None where fewer than five did."""

    question: Question
    low: int | None
    both: int | None
    high: int | None
