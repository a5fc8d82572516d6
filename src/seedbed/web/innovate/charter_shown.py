"""Turns a charter's card into what its page prints."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import get_language, gettext, ngettext

from seedbed.apps.charters.cards import AutonomyCard, CharterCard, ShareCard, WaiverCard
from seedbed.apps.charters.clauses import law_of
from seedbed.apps.charters.fields import BY_KEY, DOMAINS
from seedbed.apps.scheduling.inquiry_cards import WaiverPriceCard
from seedbed.apps.scheduling.limits import WAIVABLE
from seedbed.web.kit.rules import rule_title
from seedbed.web.kit.words import number

from . import charter_forms as forms
from . import charter_words as words
from .charter_prices import price_words, priced_waivers, prices_of

#: A rule of the schedule that a waiver gives another number, never none.
_NUMBER_ONLY = ("live_max",)


def context_of(card: CharterCard, *, on: date) -> dict[str, Any]:
    """Return what the template of a charter's page needs. At most two queries."""
    prices, priced_on = prices_of(card)
    law = law_of(card.law)
    is_spanish = get_language() == "es"
    return {
        "card": card,
        "state": str(words.STATES[card.state]),
        "law": (law.name_es if is_spanish else law.name) if law else "",
        "clauses": [
            (
                one.clause.words_es if is_spanish else one.clause.words,
                one.clause.reference,
                [_part(path) for path in one.missing],
            )
            for one in card.clauses
        ],
        "sections": [
            (
                one,
                str(words.SECTIONS[one.key]),
                forms.page_of(BY_KEY[one.key], one.content),
            )
            for one in card.sections
        ],
        "points": [
            (words.open_point(one), one.path.partition(".")[0])
            for one in card.open_points
        ],
        "waivers": [_waiver(one, prices.get(str(one.uuid))) for one in card.waivers],
        "priced_on": priced_on,
        "can_price": priced_on is not None and bool(priced_waivers(card)),
        "votes": [(one, str(words.STATES[one.outcome])) for one in card.votes],
        "changed": [
            str(words.SECTIONS[key])
            for key in (card.votes[0].changed if card.votes else ())
        ],
        "rung": str(
            words.RUNGS.get(card.section("decides").content.get("rung", ""), "")
        ),
        "dates": [
            (full_date(one.on), words.date_line(one), days_away(one.on, on))
            for one in card.dates
        ],
        "autonomy": card.autonomy,
        "autonomy_title": autonomy_title(card.autonomy),
        "chartered": _chartered(card.autonomy),
        "domains": [_domain(one) for one in card.autonomy.domains],
        "decisions": [
            (one, str(words.CHOICES[one.domain]), str(words.DECIDED[one.decided_by]))
            for one in card.decisions
        ],
        "domain_choices": [(key, str(words.CHOICES[key])) for key in DOMAINS],
        "decided_choices": [(key, str(name)) for key, name in words.DECIDED.items()],
        "waiver_choices": [(key, str(name)) for key, name in words.WAIVERS.items()],
        "rule_choices": [
            (rule, rule_title(rule)) for rule in (*_NUMBER_ONLY, *sorted(WAIVABLE))
        ],
    }


def days_away(day: date, on: date) -> str:
    """Return how far a day is from today."""
    n = (day - on).days
    if n == 0:
        return gettext("today")
    said = {"n": number(abs(n))}
    if n < 0:
        return ngettext("%(n)s day ago", "%(n)s days ago", -n) % said
    return ngettext("in %(n)s day", "in %(n)s days", n) % said


def autonomy_title(card: AutonomyCard) -> str:
    """Return what the decisions noted say of the unit's autonomy."""
    free = card.free
    if not free.n or free.low is None or free.high is None:
        return gettext("Nothing is noted yet of who really decides")
    said = {
        "n": number(free.n_unit),
        "of": number(free.n),
        "low": round(100 * free.low),
        "high": round(100 * free.high),
    }
    if card.is_on_paper:
        return (
            ngettext(
                "On paper only: of %(of)s decision that is its own, the unit took "
                "%(n)s (%(low)s to %(high)s%%)",
                "On paper only: of %(of)s decisions that are its own, the unit took "
                "%(n)s (%(low)s to %(high)s%%)",
                free.n,
            )
            % said
        )
    return (
        ngettext(
            "Of %(of)s decision that is its own, the unit took %(n)s (%(low)s to "
            "%(high)s%%)",
            "Of %(of)s decisions that are its own, the unit took %(n)s (%(low)s to "
            "%(high)s%%)",
            free.n,
        )
        % said
    )


def _chartered(card: AutonomyCard) -> str:
    """Return what share of the decisions noted the charter gives to the unit."""
    if card.chartered is None:
        return ""
    return ngettext(
        "By the charter %(share)s%% of the %(of)s decision noted is its own.",
        "By the charter %(share)s%% of the %(of)s decisions noted are its own.",
        card.n_noted,
    ) % {"share": round(100 * card.chartered), "of": number(card.n_noted)}


def _domain(share: ShareCard) -> dict[str, Any]:
    interval = "-"
    if share.low is not None and share.high is not None:
        interval = gettext("%(low)s to %(high)s%%") % {
            "low": round(100 * share.low),
            "high": round(100 * share.high),
        }
    return {
        "name": str(words.CHOICES[share.domain]),
        "standing": str(words.CHOICES[share.standing]),
        "is_free": share.standing == "free",
        "owner": ", ".join(share.owners),
        "has_two": len({name.casefold() for name in share.owners}) > 1,
        "n_unit": number(share.n_unit),
        "n": number(share.n),
        "interval": interval,
    }


def _waiver(card: WaiverCard, price: WaiverPriceCard | None) -> dict[str, Any]:
    switch = ""
    if card.rule:
        switch = rule_title(card.rule)
        if card.value is not None:
            switch = gettext("%(rule)s: %(n)s") % {
                "rule": switch,
                "n": number(card.value),
            }
    return {
        "card": card,
        "kind": str(words.WAIVERS[card.kind]),
        "standing": str(words.STANDINGS[card.standing]),
        "switch": switch,
        "dates": _dates(card),
        "price": price_words(price),
    }


def _dates(card: WaiverCard) -> str:
    if card.from_on is None or card.standing in ("asked", "refused"):
        return ""
    if card.until_on is None:
        return gettext("from %(from)s") % {"from": full_date(card.from_on)}
    return gettext("%(from)s to %(until)s") % {
        "from": full_date(card.from_on),
        "until": full_date(card.until_on),
    }


def full_date(on: date) -> str:
    """Return a day with its year: charters hold for years."""
    return str(formats.date_format(on, "DATE_FORMAT"))


def _part(path: str) -> str:
    if path == "waivers":
        return gettext("Waivers")
    return gettext("The vote") if path == "vote" else words.field_name(path)
