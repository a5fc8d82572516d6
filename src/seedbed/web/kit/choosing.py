"""The words of choices that portals share: titles, times, ways, methods, reasons.

Every sentence is whole in each language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.functional import Promise
from django.utils.translation import (
    get_language,
    gettext,
    gettext_lazy,
    ngettext,
    pgettext,
    pgettext_lazy,
)

from seedbed.apps.choices.cards import MeetingTime, WayCard

from .words import clock

Facts = dict[str, Any]
EVERY_WEEKDAY = -1
SCHOOL_WEEK = list(range(5))

#: How seats are given, in words that a family can follow.
METHOD: dict[str, str | Promise] = {
    "equal-quality": gettext_lazy("Equal quality: the share of each as good as can be"),
    "equilibrium": gettext_lazy("Equal budgets: each pays for seats with equal points"),
    "round-robin": gettext_lazy("Taking turns: one pick each, then round again"),
    "serial-dictatorship": gettext_lazy("One after the other, in a drawn order"),
    "lottery": gettext_lazy("Public lottery for one program"),
}
ROUND_STATE: dict[str, str | Promise] = {
    "planned": pgettext_lazy("round", "Not open yet"),
    "open": pgettext_lazy("round", "Open"),
    "closed": pgettext_lazy("round", "Closed, seats not drawn yet"),
    "allotted": pgettext_lazy("round", "Seats are given"),
}
WAY_STATE: dict[str, str | Promise] = {
    "asked": pgettext_lazy("way", "Waiting for your mentor"),
    "approved": pgettext_lazy("way", "Agreed"),
    "declined": pgettext_lazy("way", "Not this time"),
}
REQUEST_STATE: dict[str, str | Promise] = {
    "asked": pgettext_lazy("request", "Counted"),
    "accepted": pgettext_lazy("request", "It will be offered"),
    "declined": pgettext_lazy("request", "Not this year"),
}
PACE: dict[str, str | Promise] = {
    "more_time": pgettext_lazy("pace", "More time"),
    "steady": pgettext_lazy("pace", "Steady"),
    "faster": pgettext_lazy("pace", "Faster"),
}


class Titled(Protocol):
    """Anything with a title in both languages."""

    @property
    def title(self) -> str:
        """The title in English."""

    @property
    def title_es(self) -> str:
        """The title in Spanish, or nothing."""


def title_of(card: Titled) -> str:
    """Return a title in the reader's language, where it is written in it."""
    return (card.title_es if get_language() == "es" else "") or card.title


def times(meetings: Iterable[MeetingTime]) -> str:
    """Return "Mon, Wed 1:00 to 1:45", or "Monday to Friday 1:00 to 1:45"."""
    days: dict[tuple[int, int], list[int]] = {}
    for m in meetings:
        days.setdefault((m.starts, m.ends), []).append(m.weekday)
    return "; ".join(
        gettext("%(days)s %(start)s to %(end)s")
        % {"days": days_in_words(weekdays), "start": clock(start), "end": clock(end)}
        for (start, end), weekdays in days.items()
    )


def days_in_words(weekdays: Sequence[int]) -> str:
    """Return weekdays as words: "Monday to Friday", or "Mon, Wed"."""
    if list(weekdays) == SCHOOL_WEEK:
        return gettext("Monday to Friday")
    return ", ".join(str(WEEKDAYS_ABBR[day]) for day in weekdays)


def every(weekday: int) -> str:
    """Return "every day" or "every Friday"."""
    if weekday == EVERY_WEEKDAY:
        return gettext("every day")
    return gettext("every %(day)s") % {"day": WEEKDAYS[weekday]}


def way(card: WayCard) -> str:
    """Return what a student asked for: "At home, every Friday"."""
    facts = {"when": every(card.weekday), "subject": card.subject}
    if card.kind == "work":
        hours = {"start": clock(card.starts), "end": clock(card.ends)}
        return gettext("At work %(start)s to %(end)s, %(when)s") % {**facts, **hours}
    if card.kind == "place":
        return _place(card, facts)
    facts["pace"] = str(PACE.get(card.value, card.value))
    if card.subject:
        return gettext("%(pace)s in %(subject)s, %(when)s") % facts
    return gettext("%(pace)s, %(when)s") % facts


def _place(card: WayCard, facts: Facts) -> str:
    if card.value == "home":
        if card.subject:
            return gettext("%(subject)s as at home, %(when)s") % facts
        return gettext("At home, %(when)s") % facts
    if card.subject:
        return gettext("%(subject)s as at the hub, %(when)s") % facts
    return gettext("At the hub, %(when)s") % facts


def _titles(facts: Facts) -> str:
    which = 1 if get_language() == "es" else 0
    names = [title[which] for title in facts.get("titles", ())]
    if len(names) < 2:
        return "".join(names)
    return pgettext("list", "%(first)s and %(last)s") % {
        "first": ", ".join(names[:-1]),
        "last": names[-1],
    }


def _percent(share: float) -> str:
    return gettext("%(n)s %%") % {"n": round(100 * share)}


def _taken(facts: Facts) -> str:
    n = int(facts["n_seats"])
    return ngettext("Its %(n)s seat was taken.", "All %(n)s seats were taken.", n) % {
        "n": n
    }


_GOT: dict[str, Callable[[Facts], str]] = {
    "turn": lambda f: gettext(
        "You were drawn %(turn)s of %(n)s, and a seat was open."
    ) % f,
    "round": lambda f: gettext("A seat was open at your turn in round %(round)s.") % f,
    "price": lambda f: gettext(
        "A seat cost %(price).2f of your budget of about 1 point."
    ) % f,
    "together": lambda _f: gettext("You and those you asked to be with have it."),
    "share": lambda f: gettext(
        "What you got is worth %(share)s of the best you could have had alone."
    ) % {"share": _percent(f["share"])},
    "drawn": lambda f: gettext(
        "You were drawn %(turn)s of %(n)s in the public lottery."
    ) % f,
    "moved-up": lambda _f: gettext(
        "A seat became free, and you were next on the waiting list."
    ),
}  # fmt: skip
_MISSED: dict[str, Callable[[Facts], str]] = {
    "prerequisite": lambda f: gettext(
        "It builds on “%(skills)s”, which you have not shown yet."
    ) % {"skills": "”, “".join(f.get("skills", ()))},
    "at-work": lambda _f: gettext("It meets while you are at work."),
    "not-held": lambda f: ngettext(
        "It is not held: it needs at least %(n)s student.",
        "It is not held: it needs at least %(n)s students.",
        int(f["minimum"]),
    ) % {"n": f["minimum"]},
    "clash-kept": lambda f: gettext(
        "It meets at the same time as %(titles)s, which you want at least as much."
    ) % {"titles": _titles(f)},
    "clash": lambda f: gettext(
        "It meets at the same time as %(titles)s; you can ask to trade."
    ) % {"titles": _titles(f)},
    "load": lambda f: ngettext(
        "You have the %(n)s seat that you can have in this round.",
        "You have the %(n)s seats that you can have in this round.",
        int(f["n_held"]),
    ) % {"n": f["n_held"]},
    "no-seats": lambda _f: gettext("It has no seats."),
    "full-turn": lambda f: gettext(
        "%(taken)s You were drawn %(turn)s of %(n)s."
    ) % {**f, "taken": _taken(f)},
    "full-drawn": lambda f: gettext(
        "%(taken)s You were drawn %(turn)s of %(n)s in the public lottery."
    ) % {**f, "taken": _taken(f)},
    "full-round": lambda f: gettext(
        "%(taken)s The last one went in round %(round)s, before your turn for it."
    ) % {**f, "taken": _taken(f)},
    "full-price": lambda f: gettext(
        "%(taken)s At %(price).2f points it did not fit into your budget."
    ) % {**f, "taken": _taken(f)},
    "full-share": lambda f: _full_share({**f, "taken": _taken(f)}),
}  # fmt: skip


def _full_share(facts: Facts) -> str:
    if not facts["share"]:
        return (
            gettext(
                "%(taken)s They went to students whose share would have dropped more "
                "without it."
            )
            % facts
        )
    return gettext(
        "%(taken)s They went to students whose share would have dropped more without "
        "it; what you got is worth %(share)s of the best you could have had alone."
    ) % {**facts, "share": _percent(facts["share"])}


def why(reason: Facts) -> str:
    """Return the one sentence on a seat that was got or missed."""
    sentences = _GOT if reason.get("got") else _MISSED
    find = sentences.get(str(reason.get("kind", "")))
    return find(reason) if find is not None else ""
