"""What a page says when a service refuses: GOV.UK's "There is a problem", in words.

Sentences of the apps are English. The refusals that a page can meet in daily work have
a sentence here in both languages; any other shows the app's own, marked as English.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from seedbed.lib.errors import SeedbedError

_STALE = "stale-version"
_KNOWN: dict[str, str | Promise] = {
    _STALE: gettext_lazy(
        "Someone changed this plan while you were reading it. This is the newest "
        "version; nothing of yours was saved. Decide again."
    ),
    "no-reason": gettext_lazy("Say why, in a few words; it goes into the history."),
    "unknown-decision": gettext_lazy(
        "Somebody has decided this meanwhile. Look at the plan again; nothing of yours "
        "was saved."
    ),
    "day-already-published": gettext_lazy(
        "This day is already published. To change it, reopen it first."
    ),
    "no-place": gettext_lazy(
        "There is no place left in it: somebody was faster, or it moved. Nothing was "
        "changed. Choose another activity."
    ),
    "unknown-seat": gettext_lazy(
        "The plan has changed meanwhile, and this block or activity is not in it any "
        "more. Nothing was changed. Choose again from what is here now."
    ),
    "day-not-published": gettext_lazy("This day is a draft; change the draft itself."),
    "round-not-open": gettext_lazy(
        "The time for wishes is over or has not begun, so nothing was saved. Your "
        "mentor knows which seats are free."
    ),
    "round-still-open": gettext_lazy(
        "This round still takes wishes until its deadline. Give the seats after that."
    ),
    "round-allotted": gettext_lazy(
        "The seats of this round are given already; they stay as they are."
    ),
    "no-such-seat": gettext_lazy(
        "You do not have this seat any more. Nothing was changed."
    ),
    "wrong-wish": gettext_lazy(
        "That cannot be chosen in this round. Your earlier list stays as it was."
    ),
    "wrong-way": gettext_lazy(
        "Say from when to when you work, or choose a pace or a place from the list. "
        "Nothing was asked for."
    ),
    "way-decided": gettext_lazy(
        "This was decided or withdrawn meanwhile. Nothing was changed."
    ),
    "roster-changed": gettext_lazy(
        "The records have changed since this file was checked. Upload it again and "
        "look anew; nothing was saved."
    ),
    "import-not-staged": gettext_lazy(
        "This import was saved or undone before. Upload the file again to check it "
        "anew."
    ),
    "nothing-agreed": gettext_lazy(
        "Write what you agreed, in a few words; nothing is saved yet."
    ),
    "next-talk-in-the-past": gettext_lazy(
        "Choose a day after today to look at it again; nothing is saved yet."
    ),
    "not-in-session": gettext_lazy(
        "This session has changed; here is its list now. No mark was saved."
    ),
    "no-skill": gettext_lazy(
        "This session teaches no skill of a framework, so an exit slip would be "
        "evidence of nothing."
    ),
    "no-cards": gettext_lazy(
        "This unit does not let students sign in by card. A leader of the unit can "
        "allow it."
    ),
    "other-form": gettext_lazy(
        "These answers were written on a form of somebody else. They are handed in "
        "when that person signs in."
    ),
    "slip-closed": gettext_lazy(
        "This slip was for another day. It takes no answers now."
    ),
    "budget-line": gettext_lazy(
        "This line was not saved. Look at its kind, name, amount and dates again."
    ),
    "unknown-budget-line": gettext_lazy(
        "Somebody has taken this line out meanwhile. Nothing else was changed."
    ),
    "survey-not-open": gettext_lazy(
        "This round is over or has not begun, so nothing was saved."
    ),
    "answer-outside": gettext_lazy(
        "An answer lies outside its scale. Choose one of the points, or leave it open; "
        "nothing was saved."
    ),
    "empty-trade-off": gettext_lazy(
        "Say what you choose and what you give up, or what came of it, in a few words."
    ),
    "revisit-in-the-past": gettext_lazy("Choose a day after today to look again."),
    "trade-off-ended": gettext_lazy(
        "This trade-off was ended before. Nothing was changed."
    ),
    "not-a-member": gettext_lazy("Fill in your own line first; nothing was saved."),
    "not-the-lead": gettext_lazy(
        "Another member leads the network, so nothing was changed."
    ),
    "cannot-lead": gettext_lazy(
        "Choose another member that keeps its records here; the lead stays."
    ),
    "empty-name": gettext_lazy("Give it a name in a few words; nothing was saved."),
    "basic-in-use": gettext_lazy("Other members do this basic, so it stays."),
    "names-in-words": gettext_lazy(
        "Nothing was sent: this may tell who is meant. Say it without names, numbers "
        "and dates."
    ),
    "wave-dates": gettext_lazy(
        "The round was not opened. It needs a name, a last day after the first, and "
        "days in which no other round of this survey is open."
    ),
    "member-name-taken": gettext_lazy(
        "Another member has this name. Add your state or county to it."
    ),
    "empty-help-request": gettext_lazy("Say in one sentence what would help."),
    "own-help-request": gettext_lazy(
        "This request is your own, or it was taken back. Nothing was changed."
    ),
    "empty-concern": gettext_lazy(
        "The message is empty. Write a few words, in any language."
    ),
    "long-concern": gettext_lazy("The message is too long. Send it in two parts."),
    "too-many-concerns": gettext_lazy(
        "Twenty messages of yours wait for an answer already. If it is urgent, call "
        "the school."
    ),
    "bells-overlap": gettext_lazy(
        "Two blocks run at the same time, so the bells were not saved. Let one begin "
        "later or be shorter."
    ),
    "no-learning-block": gettext_lazy(
        "The unit needs a block to learn in and a weekday on which it runs, or nothing "
        "can be planned. The bells stay as they were."
    ),
    "frame-in-use": gettext_lazy(
        "Days that were planned stand on it, and they must stay readable; so it was "
        "not removed. Give a room no seats, or make a block a break."
    ),
    "room-name-taken": gettext_lazy(
        "There is a room of that name already, so nothing was saved. Choose another "
        "name, or change that room."
    ),
    "caseload-full": gettext_lazy(
        "This mentor has as many students as anybody may have. Choose another mentor, "
        "or give one of those students to somebody else first."
    ),
    "bad-amount": gettext_lazy(
        "A number or a time is out of reach: blocks take 5 to 240 minutes, rooms have "
        "up to 2,000 seats, extra time is above 1 and up to 4 times, a service takes "
        "up to 1,500 minutes a week, and what begins must begin before it ends. "
        "Nothing was saved."
    ),
    "answered-concern": gettext_lazy(
        "Somebody answered this meanwhile; the answer is below. Nothing of yours was "
        "sent."
    ),
}


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One line of the summary: words, the field they are about, and their language."""

    words: str
    field: str = ""
    language: str = ""


def problem_of(error: SeedbedError, *, field: str = "") -> Problem:
    """Return the line for a refusal.

    Raises
    ------
    Http404
        If the person may not do this: that answers like a page that does not exist.
    """
    if error.code == "not-allowed":
        raise Http404 from error
    known = _KNOWN.get(error.code)
    if known is not None:
        return Problem(words=str(known), field=field)
    is_foreign = get_language() not in (None, "en")
    return Problem(words=str(error), field=field, language="en" if is_foreign else "")


def status_of(error: SeedbedError) -> int:
    """Return the HTTP status: 409 where someone else was faster, else 422."""
    return 409 if error.code == _STALE else 422
