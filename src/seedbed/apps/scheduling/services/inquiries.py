"""Asks what a day's rules cost and what a change would bring, and keeps the answer.

Solving comes first and holds no lock; the answer is one row more. It takes a time that
its limit sets, so a page can wait for it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from seedbed.apps.accounts import permissions
from seedbed.apps.accounts.models import RoleKind
from seedbed.apps.scheduling import answers, bridge
from seedbed.apps.scheduling.errors import NoPriceError
from seedbed.apps.scheduling.inquiry_cards import (
    PriceCard,
    PricesCard,
    WaivedNumber,
    WaiverPriceCard,
    WhatIfCard,
)
from seedbed.apps.scheduling.limits import DEFAULTS, FRACTIONS, WAIVABLE, limits_of
from seedbed.apps.scheduling.models import Inquiry, InquiryKind
from seedbed.apps.scheduling.problem import locks_of, read_material
from seedbed.apps.scheduling.rows.frame import own_rules
from seedbed.apps.scheduling.stored_day import PLAN, StoredDay, load_day

from .drafts import drawn_problem, inputs_hash

if TYPE_CHECKING:
    from seedbed.engines.scheduler import Timetable

#: What planning the day may take for one inquiry; the answer takes a few times that.
TIME_LIMIT_SECONDS = 3.0
#: Students more that a leader asks about unless they say how many.
MORE_STUDENTS = 20


def price_rules(
    *,
    unit_id: int,
    on: date,
    at: datetime,
    rules: Sequence[str] = (),
    waivers: Sequence[WaivedNumber] = (),
    by_id: int | None = None,
    time_limit_seconds: float = TIME_LIMIT_SECONDS,
) -> PricesCard:
    """Plan a day with and without each rule, and keep what each costs.

    Without ``rules``, all that a charter could waive and that have a number. Each of
    ``waivers`` is priced by the unit's own number beside the waiver's, whether or not
    it holds on that day.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    NoDayError
        If no plan has been made for the date.
    NoPriceError
        If a rule can never be switched off, or is unknown.
    """
    day, began = _day(unit_id, on, by_id, "ask what a rule costs"), time.perf_counter()
    for rule in rules:
        refusal = bridge.why_no_price(day.problem, rule)
        if refusal:
            raise NoPriceError(refusal)
    asked = tuple(rules) or rules_with_a_price(day)
    found = bridge.prices(
        day.problem,
        asked,
        start=_start(day),
        bound=_bound(day),
        time_limit_seconds=time_limit_seconds,
        seed=_seed(day),
    )
    by_rule = {one.rule: one for one in found if one.is_on}
    own = limits_of(own_rules(unit_id))[0]
    priced = [
        _priced(day, one, own, by_rule, time_limit_seconds=time_limit_seconds)
        for one in waivers
    ]
    kept = answers.prices_answer(found, priced)
    row = _keep(day, InquiryKind.PRICES, kept, began, at=at, by_id=by_id)
    return answers.prices_card(row)


def ask_what_if(
    *,
    unit_id: int,
    on: date,
    at: datetime,
    n_students: int = MORE_STUDENTS,
    by_id: int | None = None,
    time_limit_seconds: float = TIME_LIMIT_SECONDS,
) -> WhatIfCard:
    """Plan a day with an adult more, a room less, students more; keep what changes.

    Raises
    ------
    NotAllowedError
        Unless the account leads the unit or the system.
    NoDayError
        If no plan has been made for the date.
    """
    day, began = _day(unit_id, on, by_id, "ask what if"), time.perf_counter()
    changes, more = bridge.what_ifs(
        day.problem,
        n_students=n_students,
        start=_start(day),
        bound=_bound(day),
        time_limit_seconds=time_limit_seconds,
        seed=_seed(day),
    )
    kept = answers.what_if_answer(changes, more)
    row = _keep(day, InquiryKind.WHAT_IF, kept, began, at=at, by_id=by_id)
    return answers.what_if_card(row)


def rules_with_a_price(day: StoredDay) -> tuple[str, ...]:
    """Return the rules that a charter could waive and that have a number here."""
    return tuple(
        rule
        for rule in DEFAULTS
        if rule in WAIVABLE and not bridge.why_no_price(day.problem, rule)
    )


def _priced(
    day: StoredDay,
    waiver: WaivedNumber,
    own: Mapping[str, float | None],
    by_rule: Mapping[str, PriceCard],
    *,
    time_limit_seconds: float,
) -> WaiverPriceCard:
    """Return what one waiver is worth; a rule priced as it stands is not asked anew."""
    rule, number = waiver.rule, waiver.value
    if number is not None and rule not in FRACTIONS:
        number = int(number)
    numbers: dict[str, Any] = {"own": own.get(rule), "instead": number}
    card = partial(WaiverPriceCard, key=waiver.key, **numbers)
    if rule not in DEFAULTS:
        return card(price=None, why_none="each")
    if numbers["own"] == number:
        return card(price=None, why_none="same")
    standing = by_rule.get(rule)
    if number is None and standing is not None and standing.value == numbers["own"]:
        return card(price=standing)
    return card(
        price=bridge.price_of_waiver(
            day.problem,
            rule,
            **numbers,
            start=_start(day),
            time_limit_seconds=time_limit_seconds,
            seed=_seed(day),
        )
    )


def _day(unit_id: int, on: date, by_id: int | None, action: str) -> StoredDay:
    if by_id is not None:
        permissions.require(by_id, RoleKind.LEADER, action=action, unit_id=unit_id)
    return load_day(unit_id, on, with_options=True, is_as_drawn=True)


def _keep(
    day: StoredDay,
    kind: InquiryKind,
    answer: answers.Answer,
    began: float,
    *,
    at: datetime,
    by_id: int | None,
) -> Inquiry:
    """Keep an answer, with the seconds since it ``began`` to be worked out."""
    row: Inquiry = Inquiry.objects.create(
        unit_id=day.row.unit_id,
        on=day.row.on,
        kind=kind,
        version=day.row.version,
        asked_at=at,
        by_id=by_id,
        seconds=round(time.perf_counter() - began, 2),
        answer=answer,
    )
    return row


def _seed(day: StoredDay) -> int:
    return int(day.row.figures.get("seed", 0))


def _start(day: StoredDay) -> Timetable | None:
    """Return the plan that stands, to go on from; None for a standing schedule."""
    return day.timetable if day.row.origin == PLAN else None


def _bound(day: StoredDay) -> float | None:
    """Return the bound that the draft came with, if it is still of the same day."""
    row, figures = day.row, day.row.figures
    made_from = read_material(
        row.unit_id, row.on, until=row.made_at, locks=locks_of(day.stored)
    )
    hashed = inputs_hash(drawn_problem(made_from, seed=_seed(day)), _seed(day))
    known = figures.get("upper_bound")
    return float(known) if known and figures.get("inputs_hash") == hashed else None
