"""The answers to a day's inquiries, as the table keeps them and as cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from .inquiry_cards import (
    ChangeCard,
    FiguresCard,
    InquiryCard,
    IntervalCard,
    PriceCard,
    PricesCard,
    RoomForMoreCard,
    WaiverPriceCard,
    WhatIfCard,
)

Answer = dict[str, Any]


def prices_answer(
    prices: Sequence[PriceCard], waivers: Sequence[WaiverPriceCard] = ()
) -> Answer:
    """Return the prices of rules and of waivers as the table keeps them."""
    return {
        "prices": [asdict(price) for price in prices],
        "waivers": [asdict(waiver) for waiver in waivers],
    }


def what_if_answer(
    changes: Sequence[ChangeCard], more: RoomForMoreCard | None
) -> Answer:
    """Return what changes would bring as the table keeps it."""
    return {
        "changes": [asdict(change) for change in changes],
        "more": None if more is None else asdict(more),
    }


def prices_card(row: Any) -> PricesCard:
    """Return a stored inquiry about prices as a card."""
    return PricesCard(
        inquiry=_inquiry(row),
        prices=tuple(_price(price) for price in row.answer["prices"]),
        waivers=tuple(
            WaiverPriceCard(
                **{**one, "price": _price(one["price"]) if one["price"] else None}
            )
            for one in row.answer.get("waivers", ())
        ),
    )


def _price(stored: Answer) -> PriceCard:
    return PriceCard(**{**stored, "learning": IntervalCard(**stored["learning"])})


def what_if_card(row: Any) -> WhatIfCard:
    """Return a stored inquiry about changes as a card."""
    more = row.answer["more"]
    return WhatIfCard(
        inquiry=_inquiry(row),
        changes=tuple(_change(change) for change in row.answer["changes"]),
        more=None if more is None else RoomForMoreCard(**more),
    )


def _change(stored: Answer) -> ChangeCard:
    parts = {
        "learning": IntervalCard(**stored["learning"]),
        "before": FiguresCard(**stored["before"]),
        "after": FiguresCard(**stored["after"]),
        "conflict": tuple(stored.get("conflict", ())),
    }
    return ChangeCard(**{**stored, **parts})


def _inquiry(row: Any) -> InquiryCard:
    return InquiryCard(
        unit_id=row.unit_id,
        on=row.on,
        asked_at=row.asked_at,
        by=row.by.person.name if row.by else "",
        version=row.version,
        seconds=row.seconds,
    )
