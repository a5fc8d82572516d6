"""Why a student does something: one true sentence from the reason that was recorded.

The plan records a key and what it knew (``Seat.reason``); nothing is invented here. A
key without the facts its sentence needs falls back to a plainer true sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from seedbed.apps.curriculum.queries import named

from .words import grade as grade_name
from .words import short_date

Facts = dict[str, Any]


def _next_step(facts: Facts) -> str:
    if facts.get("after") and facts.get("after_on"):
        return gettext(
            "You showed “%(after)s” on %(on)s. This is the next step on your path."
        ) % {
            "after": named(str(facts["after"])),
            "on": short_date(date.fromisoformat(str(facts["after_on"]))),
        }
    if facts.get("after"):
        return gettext(
            "You have shown “%(after)s”. This is the next step on your path."
        ) % {"after": named(str(facts["after"]))}
    return _ready(facts)


def _ready(_facts: Facts) -> str:
    return gettext("You are ready for this step: nothing else has to come first.")


def _study(_facts: Facts) -> str:
    return gettext("A quiet block with an adult near: finish what you began today.")


def _group(facts: Facts) -> str:
    n = int(facts.get("n_ready") or 0)
    adult = facts.get("adult")
    if n > 1 and adult:
        return ngettext(
            "%(n)s student is ready for this on the same day, so %(adult)s teaches it.",
            "%(n)s of you are ready for this on the same day, so %(adult)s teaches it.",
            n,
        ) % {"n": n, "adult": adult}
    if n > 1:
        return ngettext(
            "%(n)s student is ready for this on the same day, so you do it together.",
            "%(n)s of you are ready for this on the same day, so you do it together.",
            n,
        ) % {"n": n}
    return gettext("You are ready for this, and there is a place for you today.")


def _chosen(_facts: Facts) -> str:
    return gettext("You chose this.")


def _mentor_day(_facts: Facts) -> str:
    return gettext("You meet your mentor here to agree on what comes next.")


def _practice(facts: Facts) -> str:
    n = int(facts.get("n_answers") or 0)
    if n:
        return ngettext(
            "You have begun this: %(n)s answer so far. More practice makes it stick.",
            "You have begun this: %(n)s answers so far. More practice makes it stick.",
            n,
        ) % {"n": n}
    return gettext("A little more practice makes this stick.")


def _stretch(facts: Facts) -> str:
    if facts.get("grade") is not None:
        return gettext(
            "A stretch into %(grade)s: you are ready for what it builds on."
        ) % {"grade": grade_name(int(facts["grade"]))}
    return gettext("A stretch: you are ready for what it builds on.")


def _service(_facts: Facts) -> str:
    return gettext("This time with an adult is part of your week.")


def _no_ready_skill(_facts: Facts) -> str:
    return gettext(
        "There is no new step ready right now. Use this time to look again at "
        "something, and your mentor will pick the next one with you."
    )


def _standing(_facts: Facts) -> str:
    return gettext("This is your standing schedule.")


def _adult(facts: Facts) -> str:
    by, why = facts.get("by"), facts.get("why")
    if by and why:
        return gettext("%(by)s put this here: %(why)s") % {"by": by, "why": why}
    if by:
        return gettext("%(by)s put this here for you.") % {"by": by}
    return gettext("An adult put this here for you.")


def _working(_facts: Facts) -> str:
    return gettext("You work at this time; your plan leaves it free.")


def _default(_facts: Facts) -> str:
    return gettext("It fits where you are on your path and what is open today.")


_SENTENCES: dict[str, Callable[[Facts], str]] = {
    "next-step": _next_step,
    "ready": _ready,
    "study": _study,
    "group": _group,
    "chosen": _chosen,
    "mentor-day": _mentor_day,
    "practice": _practice,
    "stretch": _stretch,
    "service": _service,
    "no-ready-skill": _no_ready_skill,
    "standing": _standing,
    "adult": _adult,
    "working": _working,
}


def sentence(reason: Facts, *, adult: str = "") -> str:
    """Return the sentence for a reason, or an empty one where none was recorded.

    Where a lottery chose the way, a second sentence says so.

    Parameters
    ----------
    reason
        ``Seat.reason``: a ``key`` and the facts of that key.
    adult
        Who leads the session, for sentences that name the person.
    """
    key = str(reason.get("key", ""))
    if not key or key == "fixed":
        return ""
    said = _SENTENCES.get(key, _default)({"adult": adult, **reason})
    return f"{said} {drawn(reason)}".rstrip()


def drawn(reason: Facts) -> str:
    """Return the sentence for a lottery that chose the way, or an empty one."""
    if not reason.get("n_drawn_from"):
        return ""
    n_ways = int(reason["n_drawn_from"])
    if not reason.get("is_even", True):
        return gettext(
            "A draw between %(n)s ways, which favors what has worked better so far, "
            "chose this one."
        ) % {"n": n_ways}
    if n_ways == 2:
        return gettext("Two ways looked equally good; the draw chose this one.")
    return gettext("%(n)s ways looked equally good; the draw chose this one.") % {
        "n": n_ways
    }
