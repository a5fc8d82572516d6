"""What a leader's inquiries return: prices of rules and waivers, and what-ifs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class IntervalCard:
    """A difference in expected gain as found, and the least and most it can be."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class PriceCard:
    """What one rule costs on one day; see ``engines.scheduler.Price``.

    ``value`` is the unit's number for the rule, None where it is waived.
    """

    rule: str
    is_on: bool
    value: float | None
    learning: IntervalCard
    share: float
    live_minutes: int
    n_touched: int
    n_changed: int


@dataclass(frozen=True, kw_only=True)
class WaivedNumber:
    """A waiver to be priced: ``value`` is the number it gives a rule, None for off."""

    key: str
    rule: str
    value: float | None


@dataclass(frozen=True, kw_only=True)
class WaiverPriceCard:
    """What a waiver is worth on one day: the unit's own number beside the waiver's.

    ``price`` is None where there is nothing to compare; ``why_none`` then is "same",
    the number is the same with and without the waiver, or "each", the rule is reckoned
    student by student.
    """

    key: str
    own: float | None
    instead: float | None
    price: PriceCard | None
    why_none: str = ""


@dataclass(frozen=True, kw_only=True)
class FiguresCard:
    """What a plan comes to; see ``engines.scheduler.Outcome``."""

    n_students: int
    expected_gain: float
    upper_bound: float
    live_minutes: int
    n_served: int
    n_faults: int


@dataclass(frozen=True, kw_only=True)
class ChangeCard:
    """One changed day beside the day as it is.

    ``key`` is ``adult`` (one more like ``about``), ``room`` (``about`` is closed) or
    ``students`` (so many more, each like a present one). ``conflict`` are sentences on
    what cannot hold together on the changed day.
    """

    key: str
    about: str
    n_more_students: int
    learning: IntervalCard
    before: FiguresCard
    after: FiguresCard
    conflict: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RoomForMoreCard:
    """How many students more could be served; see ``engines.scheduler.RoomForMore``."""

    n_found: int
    n_most: int
    is_limit: bool


@dataclass(frozen=True, kw_only=True)
class InquiryCard:
    """What was asked of a day, when, of which version, and how long it took."""

    unit_id: int
    on: date
    asked_at: datetime
    by: str
    version: int
    seconds: float


@dataclass(frozen=True, kw_only=True)
class PricesCard:
    """The last prices of a day's rules, the dearest first, and of its waivers."""

    inquiry: InquiryCard
    prices: tuple[PriceCard, ...]
    waivers: tuple[WaiverPriceCard, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WhatIfCard:
    """The last answer to what changes would bring on a day."""

    inquiry: InquiryCard
    changes: tuple[ChangeCard, ...]
    more: RoomForMoreCard | None
