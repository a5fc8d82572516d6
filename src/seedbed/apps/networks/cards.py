"""What the networks app hands to others: frozen cards, no model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What a member says of itself; an empty word is left open."""

    name: str
    size: str = ""
    income: str = ""
    place: str = ""
    stage: str = ""
    cohort: int | None = None
    trains: bool = False
    is_findable: bool = False
    asks: str = ""
    offers: str = ""


@dataclass(frozen=True, kw_only=True)
class MemberCard:
    """One member, as the others read it."""

    id: int
    uuid: UUID
    profile: Profile
    leads: bool
    is_own: bool
    is_simulated: bool


@dataclass(frozen=True, kw_only=True)
class MembersPage:
    """A page of the list: ``n_found`` members fit, ``n_members`` are there in all."""

    members: tuple[MemberCard, ...]
    number: int
    n_pages: int
    n_found: int


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which members a list shows; an empty word shows all."""

    words: str = ""
    stage: str = ""
    size: str = ""
    place: str = ""
    trains: bool = False
    cohort: int | None = None


@dataclass(frozen=True, kw_only=True)
class CohortCard:
    """The members that joined in a year; ``stages`` counts them, "" where open."""

    cohort: int | None
    n_members: int
    n_training: int
    stages: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class PartnerCard:
    """An organisation beside the members."""

    name: str
    kind: str
    brings: str


@dataclass(frozen=True, kw_only=True)
class RequestCard:
    """A request for help that waits, or was taken up."""

    uuid: UUID
    words: str
    by: str
    is_own: bool
    asked_on: date


@dataclass(frozen=True, kw_only=True)
class HelpCard:
    """Who helped whom: how many requests, how many answered, how soon, by whom."""

    n_asked: int
    n_answered: int
    middle_days: float | None
    pairs: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, kw_only=True)
class BasicCard:
    """A basic, how many members do it, and whether this one does."""

    id: int
    title: str
    why: str
    n_members: int
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class YearCard:
    """What all members put in during a school year, and what came of it.

    A number is None if fewer than five members told it. ``n_untold`` of the members
    that told their outcomes have a count too small to leave them, so ``students`` and
    its two parts are at least so many. ``each`` is the mean over the members that told,
    by ``AssetKind`` or outcome, without what fewer than five told.
    """

    year: int
    people: int | None
    money: int | None
    time: int | None
    materials: int | None
    students: int | None
    unserved: int | None
    choosers: int | None
    each: dict[str, float]
    n_told: int
    n_untold: int


@dataclass(frozen=True, kw_only=True)
class FollowedCard:
    """Students of the same members in the first year that was told, and in the last."""

    first: int
    last: int
    n_members: int
    students_then: int
    students_now: int


@dataclass(frozen=True, kw_only=True)
class OverYears:
    """A network's school years; ``own`` is what the own system told, by year and kind.

    ``same`` is None where it would tell of fewer than five members.
    """

    years: tuple[YearCard, ...]
    same: FollowedCard | None
    own: dict[int, dict[str, int]]
