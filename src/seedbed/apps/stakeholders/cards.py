"""What the stakeholders app hands to others: frozen cards, no model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

Ends = tuple[float, float, float]

#: Kinds of channel, in the order of the forms.
CHANNELS = ("dependence", "regulation", "vote", "voice")
#: Where nobody has talked to an actor, any position is possible.
UNKNOWN_POSITION: Ends = (-100.0, 0.0, 100.0)


@dataclass(frozen=True, kw_only=True)
class ChannelCard:
    """One way in which power reaches the program; numbers from 0 to 1."""

    kind: str
    share: float
    substitutability: float = 0.0
    can_stop_alone: bool = False


@dataclass(frozen=True, kw_only=True)
class OnMap:
    """An actor as one map has it: what the engine is told, and no more."""

    name: str
    channels: tuple[ChannelCard, ...]
    position: Ends
    salience: Ends
    n_interviews: int

    def as_json(self) -> dict[str, Any]:
        """Return it as it stands in a forecast."""
        return asdict(self)

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> OnMap:
        """Read it from a forecast."""
        return cls(
            name=found["name"],
            channels=tuple(ChannelCard(**one) for one in found["channels"]),
            position=tuple(found["position"]),
            salience=tuple(found["salience"]),
            n_interviews=found["n_interviews"],
        )


@dataclass(frozen=True, kw_only=True)
class TalkCard:
    """What one interview said of one place; ``talk`` is the same for both places."""

    talk: UUID
    place: str
    on: date
    with_whom: str
    said: str
    position: Ends


@dataclass(frozen=True, kw_only=True)
class StandingCard:
    """An actor on one map, as it is edited."""

    place: str
    channels: tuple[ChannelCard, ...] = ()
    salience: Ends = (0.4, 0.6, 0.8)
    what_changes: str = ""


@dataclass(frozen=True, kw_only=True)
class ActorCard:
    """An actor with its standings and talks, the newest talk first."""

    id: int
    name: str
    kind: str
    counts_on: str
    brings_to: tuple[int, ...]
    version: int
    edited_by: str
    edited_at: datetime
    standings: tuple[StandingCard, ...]
    talks: tuple[TalkCard, ...]

    @property
    def n_talks(self) -> int:
        """How often somebody talked with them, of one place or of both."""
        return len({talk.talk for talk in self.talks})

    def on(self, place: str) -> OnMap | None:
        """Return the actor as the map of a place has it, or None."""
        for standing in self.standings:
            if standing.place != place:
                continue
            talks = [talk.position for talk in self.talks if talk.place == place]
            return OnMap(
                name=self.name,
                channels=tuple(c for c in standing.channels if c.share > 0),
                position=_together(talks),
                salience=standing.salience,
                n_interviews=len(talks),
            )
        return None

    def what_changes(self, place: str) -> str:
        """Return what would change for them in a place."""
        found = [s.what_changes for s in self.standings if s.place == place]
        return found[0] if found else ""

    def said(self, place: str) -> str:
        """Return what they said last about a place."""
        found = [talk.said for talk in self.talks if talk.place == place]
        return found[0] if found else ""


def _together(talks: list[Ends]) -> Ends:
    """Return one range for several talks: the outer ends, and the mean of the modes."""
    if not talks:
        return UNKNOWN_POSITION
    low, high = min(t[0] for t in talks), max(t[2] for t in talks)
    mode = sum(t[1] for t in talks) / len(talks)
    return (low, min(max(mode, low), high), high)


@dataclass(frozen=True, kw_only=True)
class MapFault:
    """Why a map cannot be read.

    ``code`` is ``nobody``, ``no-channel`` (of ``actor``), ``shares`` (of ``channel``,
    which add up to ``total``) or ``nobody-cares``.
    """

    code: str
    place: str
    actor: str = ""
    actor_id: int = 0
    channel: str = ""
    total: float = 0.0


@dataclass(frozen=True, kw_only=True)
class PartCard:
    """One actor as a map reads it; see ``engines.value_network.Part``."""

    actor_id: int
    name: str
    kind: str
    power: float
    weight: float
    contribution: float
    p_against: float
    p_veto: float
    stance: str
    sure: str
    n_interviews: int
    can_stop_alone: bool


@dataclass(frozen=True, kw_only=True)
class SwingCard:
    """What one input of one actor moves: the probability to be stopped at its ends."""

    actor: str
    input: str
    p_low: float
    p_high: float
    changes_the_call: bool


@dataclass(frozen=True, kw_only=True)
class StakeCard:
    """What a change does to a group, by the power of who speaks for it.

    ``pilot`` handed it on; ``group`` is then its name there.
    """

    group: str
    actor: str
    effect: float
    p_loses: float
    power: float
    stake: float
    source: str
    pilot: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class SpeakerCard:
    """Who speaks for a pilot's group on the map of a change, and what was noted last.

    ``noted`` numbers the note.
    """

    change: UUID
    actor_id: int
    group: str
    effect: float
    noted: int


@dataclass(frozen=True, kw_only=True)
class AskCard:
    """Whom to talk to next: the share of the doubt that their side would settle."""

    actor: str
    tells: float
    n_interviews: int


@dataclass(frozen=True, kw_only=True)
class PlaceCard:
    """One of the two maps as it reads; numbers are None while there are faults."""

    place: str
    name: str
    faults: tuple[MapFault, ...]
    parts: tuple[PartCard, ...] = ()
    numbers: Mapping[str, float] | None = None
    call: str = ""
    swings: tuple[SwingCard, ...] = ()
    asks: tuple[AskCard, ...] = ()
    fewest_to_win: tuple[str, ...] = ()
    stakes: tuple[StakeCard, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReadinessCard:
    """What is not in place; empty means ready. ``numbers`` are what was noted."""

    at: datetime
    lacks: tuple[tuple[str, float, float], ...]
    numbers: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class CallCard:
    """One recorded decision with the forecasts it was made on."""

    choice: str
    rule_said: str
    reason: str
    review_on: date
    by: str
    at: datetime
    p_inside: float | None
    p_apart: float | None


@dataclass(frozen=True, kw_only=True)
class ChangeCard:
    """A change at a glance."""

    uuid: UUID
    unit_id: int
    title: str
    about: str
    inside_name: str
    apart_name: str
    begun_at: datetime

    def name_of(self, place: str) -> str:
        """Return what a place is called."""
        return self.inside_name if place == "inside" else self.apart_name


@dataclass(frozen=True, kw_only=True)
class MapCard:
    """Everything the map page shows."""

    change: ChangeCard
    actors: tuple[ActorCard, ...]
    inside: PlaceCard
    apart: PlaceCard
    standing: Mapping[str, float]
    mean_gain: Ends | None
    n_interviews: int
    readiness: ReadinessCard | None
    calls: tuple[CallCard, ...]


@dataclass(frozen=True, kw_only=True)
class PulseWeek:
    """One week's pulse: per kind of actor how many answered and how many worried."""

    week_on: date
    n: int
    means: tuple[float, ...]
    concerns: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DriftCard:
    """How the map of a place moved since a recorded forecast."""

    place: str
    since: datetime
    gain: Ends
    p_then: float
    p_now: float
    turned: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class EndingCard:
    """What became of a change in a place."""

    place: str
    on: date
    was_stopped: bool
    what: str


@dataclass(frozen=True, kw_only=True)
class ScoreCard:
    """The Brier score of forecasts whose end is known, over the whole system."""

    n: int
    brier: float
    always_half: float
    base_rate: float
    may_be_claimed: bool
    least: int


@dataclass(frozen=True, kw_only=True)
class FlightCard:
    """How a change fares while it is tried."""

    change: ChangeCard
    weeks: tuple[PulseWeek, ...]
    words: tuple[tuple[date, str, str], ...]
    family_concerns: tuple[tuple[date, int], ...]
    alarm_on: date | None
    drifts: tuple[DriftCard, ...]
    endings: tuple[EndingCard, ...]
    score: ScoreCard | None
