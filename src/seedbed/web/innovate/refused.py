"""What the pages of needs and charters say when a service refuses."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from seedbed.lib.errors import SeedbedError
from seedbed.web.kit.refusals import Problem, problem_of

_KNOWN: dict[str, str | Promise] = {
    "pocket-list": gettext_lazy(
        "This list cannot be read. Save it as CSV in UTF-8 with a line of headings, "
        "name the column with the ids “student”, and say where the list is from."
    ),
    "pocket-list-saved": gettext_lazy(
        "This list was saved before, or names nobody whom the record knows. Bring it "
        "again to check it anew."
    ),
    "pocket-list-not-taken-back": gettext_lazy(
        "This list does not count now, so there is nothing to take back. If a later "
        "list of the same source replaced it, take that one back first."
    ),
    "pocket-count": gettext_lazy(
        "More children are in it than were counted. Give the children in it first, "
        "then all who were counted."
    ),
    "needs-future-date": gettext_lazy(
        "That day has not come yet. Give the day on which this was known."
    ),
    "needs-empty-request": gettext_lazy(
        "Say in one sentence what the family asked for, without names."
    ),
    "charter-waiver": gettext_lazy(
        "The waiver was not saved. It names the rule, and the authority that can grant "
        "it: the state board, the local board, or the agreement with the staff."
    ),
    "no-switch": gettext_lazy(
        "That rule of the schedule is never off. Give the number that holds instead."
    ),
    "charter-vote": gettext_lazy(
        "The vote was not saved. Give the votes for and against, and a day that has "
        "come and is later than the board's last vote; what is adopted has more for "
        "than against, and a no has the board's reasons."
    ),
    "charter-unfinished": gettext_lazy(
        "It cannot be adopted as it stands: write what is open first."
    ),
    "charter-empty-decision": gettext_lazy(
        "Say in a few words what was decided, and give a day that has come."
    ),
    "charter-state": gettext_lazy(
        "The charter has moved on meanwhile, so this was not saved. Look at it again."
    ),
}


def problem(error: SeedbedError, *, field: str = "") -> Problem:
    """Return the line for a refusal.

    Raises
    ------
    Http404
        If the person may not do this: that answers like a page that does not exist.
    """
    known = _KNOWN.get(error.code)
    if known is None:
        return problem_of(error, field=field)
    return Problem(words=str(known), field=field)
