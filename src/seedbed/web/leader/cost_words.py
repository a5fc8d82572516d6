"""Words for what rules cost and what changes would bring, from the data of their cards.

Each answer is one finding; its range is said with it, never in its place.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from seedbed.apps.scheduling.inquiry_cards import (
    ChangeCard,
    IntervalCard,
    PriceCard,
    PricesCard,
    RoomForMoreCard,
)
from seedbed.web.kit.rules import rule_title
from seedbed.web.kit.words import number

#: Below this share of the plan's gain a price is too small to speak of.
NOTABLE_SHARE = 0.005


@dataclass(frozen=True, kw_only=True)
class PriceRow:
    """One rule of the table, ready to print."""

    name: str
    now: str
    costs: str
    at_most: str
    live_minutes: str
    n_touched: int
    is_notable: bool


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One what-if: the question, the finding, its range, and who is served."""

    question: str
    finding: str
    range: str
    served: str
    conflict: tuple[str, ...] = ()


def price_title(card: PricesCard | None) -> str:
    """Return the finding of the prices: which rule costs most, if one does."""
    dearest = card.prices[0] if card and card.prices else None
    if dearest is None:
        return gettext("What rules cost")
    if dearest.share < NOTABLE_SHARE:
        return gettext("No rule costs much on this day")
    return gettext("%(rule)s: %(share)s%% of the learning in the day") % {
        "rule": rule_title(dearest.rule),
        "share": number(100 * dearest.share),
    }


def price_row(price: PriceCard) -> PriceRow:
    """Return one rule's price in words."""
    now = gettext("waived") if price.value is None else f"{price.value:g}"
    return PriceRow(
        name=rule_title(price.rule),
        now=now,
        costs=_amount(price.learning.value),
        at_most=_amount(price.learning.high),
        live_minutes=_signed(price.live_minutes),
        n_touched=price.n_touched,
        is_notable=price.share >= NOTABLE_SHARE,
    )


def answer(change: ChangeCard) -> Answer:
    """Return the answer to one what-if in words."""
    return Answer(
        question=_question(change),
        finding=_finding(change),
        range="" if change.after.n_faults else _range(change.learning),
        conflict=change.conflict,
        served=gettext(
            "Served in full: %(before)s of %(all)s now, %(after)s of %(then)s"
        )
        % {
            "before": number(change.before.n_served),
            "all": number(change.before.n_students),
            "after": number(change.after.n_served),
            "then": number(change.after.n_students),
        },
    )


def room_for_more(more: RoomForMoreCard | None) -> str:
    """Say how many students more could be served; an empty string if unknown."""
    if more is None:
        return ""
    found = ngettext(
        "A plan was found for %(n)s student more, at the cost of nobody served now.",
        "A plan was found for %(n)s students more, at the cost of nobody served now.",
        more.n_found,
    ) % {"n": number(more.n_found)}
    if more.is_limit:
        return found
    most = gettext("The rooms have seats for at most %(n)s more.") % {
        "n": number(more.n_most)
    }
    return f"{found} {most}"


def _question(change: ChangeCard) -> str:
    if change.key == "adult":
        return gettext("One adult more, like %(who)s") % {"who": change.about}
    if change.key == "room":
        return gettext("Without %(room)s") % {"room": change.about}
    n = change.n_more_students
    return ngettext("%(n)s student more", "%(n)s students more", n) % {"n": number(n)}


def _finding(change: ChangeCard) -> str:
    if change.after.n_faults:
        return gettext("No plan was found that keeps every rule.")
    value = change.learning.value
    if abs(value) < 0.05:
        return gettext("No difference found")
    if value > 0:
        return gettext("%(n)s skills more in the day") % {"n": _amount(value)}
    return gettext("%(n)s skills less in the day") % {"n": _amount(-value)}


def _range(found: IntervalCard) -> str:
    return gettext("Proven to lie between %(low)s and %(high)s") % {
        "low": _signed(found.low),
        "high": _signed(found.high),
    }


def _amount(value: float) -> str:
    """Return skills to one decimal, so that a column of them lines up."""
    return f"{value:,.1f}"


def _signed(value: float) -> str:
    sign = "+" if value > 0 else "-" if value < 0 else ""
    return f"{sign}{number(abs(value))}"
