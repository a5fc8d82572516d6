"""The price of a rule on a charter's page: what each waiver is worth, in words."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext, ngettext, pgettext

from seedbed.apps.charters.cards import CharterCard
from seedbed.apps.scheduling import queries as scheduling
from seedbed.apps.scheduling.inquiry_cards import (
    PriceCard,
    WaivedNumber,
    WaiverPriceCard,
)
from seedbed.web.kit.words import number

#: Standings of a waiver whose rule no schedule will be free of.
_GONE = ("refused", "ended")
#: Less than this many skills in a day is no price.
_NONE = 0.05


def priced_waivers(card: CharterCard) -> tuple[WaivedNumber, ...]:
    """Return the waivers of a charter that a schedule can be planned with."""
    return tuple(
        WaivedNumber(key=str(one.uuid), rule=one.rule, value=one.value)
        for one in card.waivers
        if one.rule and one.standing not in _GONE
    )


def prices_of(card: CharterCard) -> tuple[dict[str, WaiverPriceCard], date | None]:
    """Return what waivers are worth, and on which planned day. At most two queries."""
    if card.unit_id is None:
        return {}, None
    on = scheduling.last_planned_on(card.unit_id)
    found = scheduling.prices_of_rules(card.unit_id, on) if on else None
    if found is None:
        return {}, on
    by_rule = {one.rule: one for one in found.prices if one.is_on}
    # Whoever asked last may have asked about the rules only.
    prices = {
        one.key: WaiverPriceCard(
            key=one.key, own=by_rule[one.rule].value, instead=None,
            price=by_rule[one.rule],
        )
        for one in priced_waivers(card)
        if one.value is None and one.rule in by_rule
    }  # fmt: skip
    return prices | {one.key: one for one in found.waivers}, on


def price_words(found: WaiverPriceCard | None) -> str:
    """Return what a waiver is worth; nothing before anyone asked."""
    if found is None:
        return ""
    if found.price is None:
        return _why_none(found)
    said = [_numbers(found), _learning(found.price)]
    if found.price.n_touched or found.price.live_minutes:
        said += [_students(found.price.n_touched), _live(found.price.live_minutes)]
    return " ".join(filter(None, said))


def _why_none(found: WaiverPriceCard) -> str:
    if found.why_none == "each":
        return gettext(
            "This rule is reckoned student by student, so it has no price of its own."
        )
    if found.own is None:
        return gettext(
            "The unit's schedule does not use this rule, so a day is the same with and "
            "without it."
        )
    return gettext(
        "The unit has this number already, so a day is the same with and without the "
        "waiver."
    )


def _numbers(found: WaiverPriceCard) -> str:
    if found.instead is None:
        return ""
    own = (
        pgettext("the own number of a rule", "none")
        if found.own is None
        else number(found.own)
    )
    return gettext("The unit's own number is %(own)s, the waiver's %(instead)s.") % {
        "own": own,
        "instead": number(found.instead),
    }


def _learning(price: PriceCard) -> str:
    said = {
        "skills": f"{abs(price.learning.value):,.1f}",
        "share": f"{100 * abs(price.share):.0f}",
        "most": f"{max(0.0, price.learning.high):,.1f}",
    }
    if price.learning.value >= _NONE:
        return (
            gettext(
                "The rule costs %(skills)s skills in the day, %(share)s%% of what is "
                "learned with it, and at most %(most)s."
            )
            % said
        )
    if price.learning.value <= -_NONE:
        return (
            gettext(
                "By the waiver %(skills)s skills fewer are learned in the day; the "
                "rule costs at most %(most)s."
            )
            % said
        )
    return (
        gettext("On that day the rule costs nothing, and at most %(most)s skills.")
        % said
    )


def _students(n_touched: int) -> str:
    return ngettext(
        "By the waiver the day of %(n)s student has something that the rule forbids.",
        "By the waiver the days of %(n)s students have something that the rule "
        "forbids.",
        n_touched,
    ) % {"n": number(n_touched)}


def _live(minutes: int) -> str:
    if not minutes:
        return gettext("Live minutes stay as they are.")
    said = {"n": number(abs(minutes))}
    if minutes > 0:
        return (
            ngettext(
                "%(n)s live minute more, over all students.",
                "%(n)s live minutes more, over all students.",
                minutes,
            )
            % said
        )
    return (
        ngettext(
            "%(n)s live minute fewer, over all students.",
            "%(n)s live minutes fewer, over all students.",
            -minutes,
        )
        % said
    )
