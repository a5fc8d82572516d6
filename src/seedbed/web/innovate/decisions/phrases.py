"""Says in both languages where a system stands, without a judgement."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import (
    get_language,
    gettext,
    gettext_lazy,
    ngettext,
    pgettext_lazy,
)

from seedbed.apps.decisions.cards import (
    ChangeCard,
    DifferenceCard,
    GroupCard,
    ItemCard,
    ShareCard,
)
from seedbed.apps.decisions.instruments import Question, Text, said
from seedbed.web.kit import words

#: A system that wants to be so far from where it is says so.
_WANTS_TO_MOVE = 1.0
#: Below it, a change is said to be more than chance.
CHANCE = 0.05

BAND: dict[str, str | Promise] = {
    "small": gettext_lazy("Under 2,500 students"),
    "medium": pgettext_lazy("size", "2,500 to 10,000 students"),
    "large": gettext_lazy("Over 10,000 students"),
    "fewer": gettext_lazy("Under 40% low income"),
    "middle": gettext_lazy("40 to 70% low income"),
    "more": gettext_lazy("Over 70% low income"),
    "city": gettext_lazy("City"),
    "suburb": gettext_lazy("Suburb"),
    "town": gettext_lazy("Town"),
    "rural": gettext_lazy("Rural"),
}
GROUPING: dict[str, str | Promise] = {
    "size": gettext_lazy("size"),
    "income": gettext_lazy("income of families"),
    "place": gettext_lazy("place"),
}
SIDE: dict[str, str | Promise] = {
    "low": "",
    "both": gettext_lazy("Some of each"),
    "high": "",
}
VERDICT: dict[str, str | Promise] = {
    "keep": gettext_lazy("We keep it"),
    "change": gettext_lazy("We keep it, and change how"),
    "end": gettext_lazy("We end it"),
}


def own(text: Text) -> str:
    """Return a text of an instrument in the page's language."""
    return said(text, get_language())


def point(value: float) -> str:
    """Return a position as it is read: "4", or "4.5".

    >>> point(4.0), point(4.5)
    ('4', '4.5')
    """
    return words.number(value)


def group_name(card: GroupCard) -> str:
    """Return what a group to compare with is called."""
    if card.code == "all":
        return gettext("All systems")
    return {
        "size": gettext("Our size"),
        "income": gettext("Our income mix"),
        "place": str(BAND[card.band]),
    }[card.code]


def side_name(question: Question, side: str) -> str:
    """Return the name of the side that a trade-off takes."""
    if side == "both":
        return str(SIDE["both"])
    return own(question.low if side == "low" else question.high)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a row says: the bold sentence, then the others."""

    first: str
    rest: tuple[str, ...]


def reading(card: ItemCard) -> Reading:
    """Return one row in words: the place among peers, the team, where it would be."""
    rest = [team(card)] if card.team.n_leaders else []
    wish = wanted(card)
    return Reading(first=place(card), rest=(*rest, wish) if wish else tuple(rest))


def place(card: ItemCard) -> str:
    """Return where the own system is among the others."""
    low, high = own(card.question.low), own(card.question.high)
    peers, found = card.peers, card.peers.place
    if card.team.own is None:
        return gettext("Nobody of your team has answered this.")
    if not peers.n_systems:
        return gettext("Fewer than five other systems answered, so none is shown.")
    if card.question.n_points == 2:
        n_yes = sum(n for value, n in peers.dots if value > 1.5)
        return gettext("%(n)s of %(all)s other systems: %(pole)s.") % {
            "n": words.number(n_yes),
            "all": words.number(peers.n_systems),
            "pole": high,
        }
    if found == "middle":
        return gettext("In the middle half of systems.")
    is_low = found in ("low", "far-low")
    near, away = (low, high) if is_low else (high, low)
    if found in ("low", "high"):
        return gettext("Nearer to “%(pole)s” than most.") % {"pole": near}
    further = peers.n_higher if is_low else peers.n_lower
    return gettext(
        "Far toward “%(near)s”: %(n)s of %(all)s other systems lean further to "
        "“%(away)s”."
    ) % {
        "near": near,
        "away": away,
        "n": words.number(further),
        "all": words.number(peers.n_systems),
    }


def team(card: ItemCard) -> str:
    """Return how far the own team is apart."""
    found = card.team
    if not found.answers:
        return ""
    run = {"low": found.lowest, "high": found.highest}
    if found.n_leaders == 1:
        return gettext("One leader answered.")
    if found.lowest == found.highest:
        return gettext("Your team agrees.")
    if card.peers.is_split:
        return gettext("Your team splits: answers run from %(low)s to %(high)s.") % run
    return gettext("Your team's answers run from %(low)s to %(high)s.") % run


def wanted(card: ItemCard) -> str:
    """Return where the team wants to be, if that is elsewhere."""
    found = card.team
    if found.own is None or found.wanted is None:
        return ""
    apart = found.wanted - found.own
    if abs(apart) < _WANTS_TO_MOVE:
        return ""
    pole = card.question.high if apart > 0 else card.question.low
    return gettext("You want to be nearer to “%(pole)s”.") % {"pole": own(pole)}


def split(card: ItemCard) -> str:
    """Return why a team should talk about an item."""
    found = card.team
    return ngettext(
        "%(n)s leader of your team answered, and the answers run from %(low)s to "
        "%(high)s.",
        "%(n)s leaders of your team answered, and the answers run from %(low)s to "
        "%(high)s.",
        found.n_leaders,
    ) % {"n": found.n_leaders, "low": found.lowest, "high": found.highest}


def reference(question: Question) -> str:
    """Return the published shares of an item, as a line."""
    found = question.reference
    if found is None:
        return ""
    return gettext(
        "Published field: %(low)s%% %(low_pole)s, %(high)s%% %(high_pole)s"
    ) % {
        "low": round(100 * found.low_share),
        "low_pole": own(question.low),
        "high": round(100 * found.high_share),
        "high_pole": own(question.high),
    }


def share_title(card: ShareCard) -> str:
    """Return what a share of systems is of, without its time."""
    return own(card.question.title)


def share_change(card: ShareCard) -> str:
    """Return how a share of systems changed, in a sentence."""
    facts = {
        "before": percent(card.before[0]),
        "now": percent(card.now[0]),
        "low": percent(card.now[1]),
        "high": percent(card.now[2]),
        "n": words.number(card.n_systems),
        "more": words.number(card.n_more),
        "fewer": words.number(card.n_fewer),
    }
    said = (
        gettext(
            "%(before)s before, %(now)s now (likely %(low)s to %(high)s) of %(n)s "
            "systems. Began: %(more)s; stopped: %(fewer)s."
        )
        % facts
    )
    sure = (
        gettext("That is more than chance.")
        if card.p < CHANCE
        else gettext("That may be chance.")
    )
    return f"{said} {sure}"


def percent(share: float) -> str:
    """Return a share as a whole percentage.

    >>> percent(0.153)
    '15%'
    """
    return f"{round(100 * share)}%"


def moved(card: ChangeCard) -> str:
    """Return how systems moved on an item between two rounds, in a sentence."""
    found = card.moved
    if found is None:
        return gettext("Fewer than five systems answered both times; none is shown.")
    facts = {
        "low": words.number(found.n_lower),
        "low_pole": own(card.question.low),
        "high": words.number(found.n_higher),
        "high_pole": own(card.question.high),
        "same": words.number(found.n_alike),
    }
    said = (
        gettext(
            "Toward “%(low_pole)s”: %(low)s; toward “%(high_pole)s”: %(high)s; where "
            "they were: %(same)s."
        )
        % facts
    )
    sure = (
        gettext("More than chance.") if found.p < CHANCE else gettext("May be chance.")
    )
    return f"{said} {sure}"


def difference(card: DifferenceCard) -> str:
    """Return one difference between groups in words."""
    parts = [
        gettext("%(group)s: the middle of %(n)s is %(point)s")
        % {"group": BAND.get(name, name), "n": n, "point": point(at)}
        for name, at, n in card.groups
    ]
    return "; ".join(parts)
