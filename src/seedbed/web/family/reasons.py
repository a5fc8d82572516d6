"""Why a child does something, said to the family: one true sentence, about the child.

The same recorded keys and facts as the student's own sentences; nothing is invented.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from seedbed.apps.curriculum.queries import named
from seedbed.web.kit.reasons import drawn
from seedbed.web.kit.words import grade as grade_name
from seedbed.web.kit.words import short_date

Facts = dict[str, Any]


def _next_step(facts: Facts) -> str:
    if facts.get("after") and facts.get("after_on"):
        return gettext(
            "%(name)s showed “%(after)s” on %(on)s. This is the next step."
        ) % {
            **facts,
            "after": named(str(facts["after"])),
            "on": short_date(date.fromisoformat(str(facts["after_on"]))),
        }
    if facts.get("after"):
        said = gettext("%(name)s has shown “%(after)s”. This is the next step.")
        return said % {**facts, "after": named(str(facts["after"]))}
    return _ready(facts)


def _ready(facts: Facts) -> str:
    return (
        gettext("%(name)s is ready for this: nothing else has to come first.") % facts
    )


def _study(_facts: Facts) -> str:
    return gettext("A quiet block with an adult near, to finish what was begun.")


def _group(facts: Facts) -> str:
    n = int(facts.get("n_ready") or 0)
    if n > 1 and facts.get("adult"):
        return ngettext(
            "%(n)s student is ready for this on the same day; %(adult)s teaches it.",
            "%(n)s students are ready for this on the same day; %(adult)s teaches it.",
            n,
        ) % {**facts, "n": n}
    if n > 1:
        return ngettext(
            "%(n)s student is ready for this on the same day: they do it together.",
            "%(n)s students are ready for this on the same day: they do it together.",
            n,
        ) % {"n": n}
    return gettext("%(name)s is ready for this, and there is a place.") % facts


def _chosen(facts: Facts) -> str:
    return gettext("%(name)s chose this.") % facts


def _mentor_day(facts: Facts) -> str:
    return gettext("%(name)s and the mentor agree here on what comes next.") % facts


def _practice(facts: Facts) -> str:
    n = int(facts.get("n_answers") or 0)
    if not n:
        return gettext("A little more practice makes this last.")
    return ngettext(
        "%(name)s has begun this: %(n)s answer so far. Practice makes it last.",
        "%(name)s has begun this: %(n)s answers so far. Practice makes it last.",
        n,
    ) % {**facts, "n": n}


def _stretch(facts: Facts) -> str:
    if facts.get("grade") is None:
        return gettext("A stretch: %(name)s is ready for what it builds on.") % facts
    return gettext(
        "A stretch into %(grade)s: %(name)s is ready for what it builds on."
    ) % {**facts, "grade": grade_name(int(facts["grade"]))}


def _service(facts: Facts) -> str:
    return gettext("This time with an adult is part of %(name)s\u2019s week.") % facts


def _no_ready_skill(_facts: Facts) -> str:
    return gettext(
        "No new step is ready right now: time to look again at something. The mentor "
        "picks the next one."
    )


def _standing(_facts: Facts) -> str:
    return gettext("This is the standing schedule.")


def _adult(facts: Facts) -> str:
    if facts.get("by") and facts.get("why"):
        return gettext("%(by)s decided this: %(why)s") % facts
    if facts.get("by"):
        return gettext("%(by)s decided this for %(name)s.") % facts
    return gettext("An adult decided this for %(name)s.") % facts


def _working(facts: Facts) -> str:
    return gettext("%(name)s is at work in these hours, as agreed.") % facts


def _default(facts: Facts) -> str:
    return gettext("It fits where %(name)s is, and what is open that day.") % facts


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


def sentence(reason: Facts, *, name: str, adult: str = "") -> str:
    """Return the sentence for a reason, or an empty one where none was recorded.

    Where a lottery chose the way, a second sentence says so.

    Parameters
    ----------
    reason
        ``SeatCard.reason``: a ``key`` and the facts of that key.
    name
        The child's first name.
    adult
        Who leads the session.
    """
    key = str(reason.get("key", ""))
    if not key or key == "fixed":
        return ""
    facts = {"adult": adult, **reason, "name": name}
    return f"{_SENTENCES.get(key, _default)(facts)} {drawn(reason)}".rstrip()
