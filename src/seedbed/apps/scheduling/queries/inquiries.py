"""The last answers to what a day's rules cost and what a change would bring."""

from __future__ import annotations

from datetime import date
from typing import Any

from seedbed.apps.scheduling.answers import prices_card, what_if_card
from seedbed.apps.scheduling.inquiry_cards import PricesCard, WhatIfCard
from seedbed.apps.scheduling.models import Inquiry, InquiryKind


def prices_of_rules(unit_id: int, on: date) -> PricesCard | None:
    """Return the last prices of a day's rules, None before anyone asked. One query."""
    row = _last(unit_id, on, InquiryKind.PRICES)
    return None if row is None else prices_card(row)


def what_if(unit_id: int, on: date) -> WhatIfCard | None:
    """Return the last answer to what changes would bring on a day. One query."""
    row = _last(unit_id, on, InquiryKind.WHAT_IF)
    return None if row is None else what_if_card(row)


def _last(unit_id: int, on: date, kind: str) -> Any:
    rows = Inquiry.objects.filter(unit_id=unit_id, on=on, kind=kind)
    return rows.select_related("by__person").order_by("-asked_at", "-id").first()
