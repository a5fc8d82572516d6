"""The words of the exchange: kinds, topics, how a system is described."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from seedbed.lib.grades import KINDERGARTEN

#: Kinds of equal rank, in the order of the alphabet of what is rarest told.
KIND: dict[str, str | Promise] = {
    "failure": gettext_lazy("It did not work"),
    "process": gettext_lazy("How it went"),
    "success": gettext_lazy("It worked"),
}
KIND_ICON = {"failure": "undo-2", "process": "route", "success": "sprout"}
TOPIC: dict[str, str | Promise] = {
    "schedule": gettext_lazy("Schedules"),
    "staffing": gettext_lazy("Staffing"),
    "families": gettext_lazy("Families"),
    "curriculum": gettext_lazy("Lessons"),
    "technology": gettext_lazy("Technology"),
    "budget": gettext_lazy("Money"),
    "board": gettext_lazy("Board and rules"),
    "rollout": gettext_lazy("Growing it"),
}
STATUS: dict[str, str | Promise] = {
    "waiting": gettext_lazy("It waits for its two readers."),
    "sent-back": gettext_lazy("A reader asks you to change something."),
    "released": gettext_lazy(
        "It is released; every system of the network can read it."
    ),
    "merged": gettext_lazy("It was joined with another report of the same event."),
    "withdrawn": gettext_lazy("You took it back; its words are destroyed."),
}
FOUND: dict[str, str | Promise] = {
    "name": gettext_lazy("a name"),
    "place": gettext_lazy("a place"),
    "date": gettext_lazy("a date"),
    "phone": gettext_lazy("a phone number"),
    "email": gettext_lazy("an e-mail address"),
    "link": gettext_lazy("a link"),
    "address": gettext_lazy("an address"),
    "number": gettext_lazy("a number of a record"),
    "record": gettext_lazy("what looks like the record of a student"),
}
PART: dict[str, str | Promise] = {
    "lessons": gettext_lazy("Lessons"),
    "rules": gettext_lazy("Rules of the schedule"),
    "pilot": gettext_lazy("Draft of a pilot"),
    "charter": gettext_lazy("Fields of a charter"),
}


def grades(low: int, high: int) -> str:
    """Return a span of grades: "K to 12", "4 to 8", "6"."""
    first, last = (
        "K" if level == KINDERGARTEN else str(level) for level in (low, high)
    )
    if low == high:
        return first
    return gettext("%(first)s to %(last)s") % {"first": first, "last": last}


def context(state: str, size_band: str) -> str:
    """Return how narrowly a system is described: "A system in Ohio"."""
    if state and size_band:
        return gettext("A system with %(band)s students in %(state)s") % {
            "band": size_band,
            "state": state,
        }
    if state:
        return gettext("A system in %(state)s") % {"state": state}
    return gettext("A system somewhere in the country")
