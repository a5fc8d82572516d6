"""The sentences of pilots: what a verdict means, what is due, where outcomes come from.

Each is whole in both languages; the engine's own reasons are English and stay in the
journal.
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from seedbed.apps.pilots.cards import LookCard, PilotCard, Registration
from seedbed.web.kit.words import number

STATUS: dict[str, str | Promise] = {
    "draft": gettext_lazy("Draft: nothing is promised yet"),
    "registered": gettext_lazy("Registered: the arms are not drawn"),
    "running": pgettext_lazy("pilot", "Running"),
    "ended": pgettext_lazy("pilot", "Ended"),
}
SOURCE: dict[str, str | Promise] = {
    "mastery": gettext_lazy("Skills mastered since the start, from the record"),
    "attendance": gettext_lazy("Blocks attended, in 100, from the record"),
    "pulse": gettext_lazy("How the week was, 1 to 5, from what students say"),
    "first_choice": gettext_lazy("Who ranks an elective first, from the choices"),
    "upload": gettext_lazy("Scores of a test, from a CSV file"),
}
GROUPS: dict[str, str | Promise] = {
    "start": gettext_lazy("Where they started: lowest, middle, highest third"),
    "grade": gettext_lazy("Grade"),
    "language": gettext_lazy("Home language"),
}
WHOLE: dict[str, str | Promise] = {
    "section": gettext_lazy("Each class (section of the roster)"),
    "mentor": gettext_lazy("The students of each mentor"),
    "student": gettext_lazy("Each student alone, by lottery"),
}
ARM: dict[str, str | Promise] = {
    "": gettext_lazy("not drawn yet"),
    "pilot": pgettext_lazy("arm", "pilot"),
    "comparison": pgettext_lazy("arm", "comparison"),
}
VOICE: dict[str, str | Promise] = {
    "family": gettext_lazy("a family"),
    "teacher": gettext_lazy("a teacher"),
    "student": gettext_lazy("a student"),
}
#: What people may decide, and what follows from it.
DECISION: dict[str, tuple[str | Promise, str | Promise]] = {
    "double down": (
        gettext_lazy("Double down"),
        gettext_lazy(
            "Give it more classes, seats or money next term; the comparison arm is "
            "offered it too."
        ),
    ),
    "iterate": (
        gettext_lazy("Iterate"),
        gettext_lazy(
            "Change one thing, predict what it will do, and look again next Friday."
        ),
    ),
    "abandon": (
        gettext_lazy("Stop"),
        gettext_lazy(
            "End it now. Every student keeps what was learned; write down what you "
            "would tell others."
        ),
    ),
}
CYCLE: dict[str, str | Promise] = {
    "adopt": pgettext_lazy("cycle", "Adopt: keep the change"),
    "adapt": pgettext_lazy("cycle", "Adapt: change it again"),
    "abandon": pgettext_lazy("cycle", "Abandon: take it back"),
}
ENTRY: dict[str, str | Promise] = {
    "registration": gettext_lazy("registered"),
    "amendment": gettext_lazy("amended"),
    "draw": gettext_lazy("drew the arms"),
    "look": gettext_lazy("looked"),
    "decision": gettext_lazy("decided"),
}
LIKENESS: dict[str, str | Promise] = {
    "fine": gettext_lazy("alike"),
    "adjust": gettext_lazy("adjusted for"),
    "refused": gettext_lazy("too different; only the draw makes them comparable"),
}
_THIRDS: dict[str, str | Promise] = {
    "third 1": gettext_lazy("Lowest third at the start"),
    "third 2": gettext_lazy("Middle third at the start"),
    "third 3": gettext_lazy("Highest third at the start"),
}
_COVARIATES: dict[str, str | Promise] = {
    "pretest": gettext_lazy("Pretest"),
    "grade": gettext_lazy("Grade"),
}


def signed(value: float | None) -> str:
    """Return an effect with its sign, or that there is none yet.

    >>> signed(0.254), signed(-1.0)
    ('+0.25', '-1')
    """
    if value is None:
        return gettext("no end yet")
    size = abs(round(value, 2))
    sign = "" if size == 0 else "+" if value > 0 else "-"
    return f"{sign}{number(size, decimals=2)}"


def headline(card: PilotCard) -> str:
    """Return what a pilot says now, in one sentence."""
    latest, promise = card.latest, card.registration
    if promise is None:
        return gettext("Nothing is promised yet, so nothing can be decided.")
    if latest is None:
        return gettext("No outcome yet. The first look is at the end of week 1.")
    return _verdict(latest, promise)


def _verdict(latest: LookCard, promise: Registration) -> str:
    last = latest.looks[-1]
    said: dict[str, Any] = {
        "effect": signed(last["estimate"]),
        "low": signed(last["low"]),
        "high": signed(last["high"]),
        "margin": signed(promise.margin),
        "week": latest.number,
    }
    if latest.decision == "double down":
        return gettext("Double down: %(effect)s, and at least %(low)s.") % said
    if latest.is_harm:
        return gettext("Stop: it does harm, %(high)s at best.") % said
    if latest.decision == "abandon":
        return (
            gettext("Stop: at best %(high)s, less than the %(margin)s wanted.") % said
        )
    if latest.decision == "no verdict":
        return gettext("No verdict: too few for a band. The dots are all there is.")
    if last["low"] is None or last["high"] is None:
        return gettext("Too early to say: %(effect)s after week %(week)s.") % said
    return gettext("Iterate: %(effect)s, somewhere from %(low)s to %(high)s.") % said


def why_no_band(latest: LookCard | None) -> tuple[str, str]:
    """Return why there is no band, with its language, empty where there is one."""
    if latest is None or latest.decision != "no verdict":
        return "", ""
    return latest.why, "en"


def group_name(name: str) -> str:
    """Return the name of a group of students."""
    if name in _THIRDS:
        return str(_THIRDS[name])
    kind, _space, which = name.partition(" ")
    if kind == "grade":
        return gettext("Grade %(n)s") % {"n": which}
    if which == "es":
        return gettext("Spanish at home")
    return gettext("Home language: %(code)s") % {"code": which}


def covariate_name(name: str) -> str:
    """Return the name of what was known before the start."""
    return str(_COVARIATES.get(name, name))
