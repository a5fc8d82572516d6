"""What the pages of maps and of the trajectory say when a service refuses."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from seedbed.apps.stakeholders.errors import (
    ActorEditedError,
    ActorTakenError,
    MapNotReadableError,
    UnfinishedMapFormError,
)
from seedbed.apps.trajectory.errors import NotOfUnitError, UnfinishedTrajectoryFormError
from seedbed.lib.errors import SeedbedError
from seedbed.web.kit.refusals import Problem, problem_of

#: What a form can lack, as the services name it and as a page does.
MISSING: dict[str, str | Promise] = {
    "a title": gettext_lazy("a title"),
    "the school": gettext_lazy("the name of the school"),
    "the unit": gettext_lazy("the name of the unit"),
    "a name": gettext_lazy("a name"),
    "a kind from the list": gettext_lazy("a kind from the list"),
    "every share from 0 to 100 %": gettext_lazy("every share from 0 to 100 %"),
    "how much it matters from least to most": gettext_lazy(
        "how much it matters, from least to most"
    ),
    "what was said": gettext_lazy("what was said"),
    "where they stand, in one place at least": gettext_lazy(
        "where they stand, in one place at least"
    ),
    "each position from worst to best, within -100 and 100": gettext_lazy(
        "each position from worst to best, within -100 and 100"
    ),
    "the day of a talk that has been held": gettext_lazy(
        "the day of a talk that has been held"
    ),
    "the group": gettext_lazy("the group"),
    "where the effect was found": gettext_lazy("where the effect was found"),
    "an effect": gettext_lazy("an effect"),
    "a standard error above 0": gettext_lazy("a standard error above 0"),
    "numbers from 0": gettext_lazy("numbers from 0"),
    "no more accommodations met than are owed": gettext_lazy(
        "no more accommodations met than are owed"
    ),
    "who answers, from the list": gettext_lazy("who answers, from the list"),
    "an answer to each of the three questions": gettext_lazy(
        "an answer to each of the three questions"
    ),
    "the place, and what happened there": gettext_lazy(
        "the place, and what happened there"
    ),
    "a day that has come": gettext_lazy("a day that has come"),
    "who came": gettext_lazy("who came"),
    "its first day": gettext_lazy("its first day"),
    "no more first choices than people asked": gettext_lazy(
        "no more first choices than people asked"
    ),
    "a mark between 0 and 100 %": gettext_lazy("a mark between 0 and 100 %"),
    "one of the five improvements": gettext_lazy("one of the five improvements"),
    "what will be there": gettext_lazy("what will be there"),
    "a date": pgettext_lazy("something that a form lacks", "a date"),
    "the evidence": gettext_lazy("the evidence"),
    "what you learned": gettext_lazy("what you learned"),
}
_KNOWN: dict[str, str | Promise] = {
    "map-no-reason": gettext_lazy(
        "The decision was not recorded: it needs a choice, a reason in a few words and "
        "a later day to look at it again."
    ),
    "map-ending-known": gettext_lazy(
        "What became of it there is recorded already, and forecasts were scored by it. "
        "A record of an ending is not changed."
    ),
    "trajectory-choice-unknown": gettext_lazy(
        "Nobody was counted: say whether they had a good conventional option on the "
        "day they came."
    ),
    "trajectory-unknown-milestone": gettext_lazy(
        "This milestone is not open: somebody may have noted it meanwhile. Look at the "
        "list again."
    ),
}


def problem(error: SeedbedError, *, field: str = "") -> Problem:
    """Return the line for a refusal.

    Raises
    ------
    Http404
        If the person may not do this: that answers like a page that does not exist.
    """
    said = _said(error)
    return Problem(words=said, field=field) if said else problem_of(error, field=field)


def _said(error: SeedbedError) -> str:
    if isinstance(error, UnfinishedMapFormError | UnfinishedTrajectoryFormError):
        names = [str(MISSING.get(one, one)) for one in error.missing]
        return gettext(
            "Nothing was saved yet; what you typed is kept. Give: %(missing)s."
        ) % {"missing": "; ".join(names)}
    if isinstance(error, ActorTakenError):
        return gettext(
            "“%(name)s” is on this map already. Edit that entry, or tell the two apart "
            "by name; nothing was saved."
        ) % {"name": error.name}
    if isinstance(error, ActorEditedError):
        return gettext(
            "Somebody else changed “%(name)s” while you were editing. Both versions "
            "are below; save yours over theirs, or leave theirs."
        ) % {"name": error.name}
    if isinstance(error, MapNotReadableError):
        return gettext(
            "The map “%(place)s” cannot be read yet. See what is named on the page, "
            "then decide again; what you typed is kept."
        ) % {"place": error.place}
    if isinstance(error, NotOfUnitError):
        return ngettext(
            "Nobody was counted: %(n)s person named here is not on the unit's roster. "
            "Import the roster first, or leave them out.",
            "Nobody was counted: %(n)s people named here are not on the unit's roster. "
            "Import the roster first, or leave them out.",
            error.n_people,
        ) % {"n": error.n_people}
    known = _KNOWN.get(error.code)
    return "" if known is None else str(known)
